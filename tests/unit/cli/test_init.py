"""``archiver init``: what it says."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from archiver.cli.main import run


def test_the_next_commands_can_be_typed_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with blanks in its name is quoted for the shell."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "my archive; $(x)"]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert shlex.split(said.removeprefix("Next: ").partition(", then ")[0]) == ["cd", "my archive; $(x)"]


@pytest.mark.parametrize("name", ["what?", "100%", "a%20b", "a b", "#1", "ä@b:c", "sqlite:"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    """Its database lies in it, and is the one that all commands use."""
    folder = tmp_path / name
    assert run(["init", str(folder)]) == 0
    assert (folder / "archiver.db").is_file()
    assert list(tmp_path.iterdir()) == [folder]
    assert run(["--config", str(folder), "watch", "add", "@anna"]) == 0
    assert b"anna" in b"".join(file.read_bytes() for file in folder.glob("archiver.db*"))
