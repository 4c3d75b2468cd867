"""archiver watch: what the list shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.cli.main import run


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> str:
    """A configuration of an empty archive."""
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


def test_what_an_entry_asks_for_is_shown(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As it was written; what is left to the configuration is left out."""
    how = ["--every", "1m30s", "--quality", "hd", "--protocol", "flv", "--engine", "ffmpeg"]
    assert run(["--config", config, "watch", "add", "@ann", *how]) == 0
    assert run(["--config", config, "watch", "add", "@bea"]) == 0
    capsys.readouterr()
    assert run(["--config", config, "watch", "list"]) == 0
    head, ann, bea = capsys.readouterr().out.splitlines()
    assert "options" in head
    assert "every 90s, quality hd, protocol flv, engine ffmpeg" in ann
    assert "every" not in bea
