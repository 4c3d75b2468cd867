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
