"""archiver sessions list --live: what running processes record."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from archiver.cli.main import run
from archiver.model.session import SessionState
from archiver.run.lock import session_lock
from archiver.store.sql_store import SqlStore
from tests.archive import ANNA


@pytest.fixture
async def config(sqlite_url: str, tmp_path: Path) -> str:
    """A session in each state that is not ended, then one that a crash left open."""
    async with SqlStore(sqlite_url) as store:
        for state in (*(state for state in SessionState if state is not SessionState.ENDED), SessionState.RECORDING):
            folder = f"{state}-{len(list((tmp_path).glob('archive/*'))) + 1}"
            (tmp_path / "archive" / folder).mkdir(parents=True)
            session = await store.open_session(
                room_id=len(list((tmp_path).glob("archive/*"))), creator=ANNA, title="", started_at=1, folder=folder,
                broadcast_started_at=None,
            )  # fmt: skip
            await store.set_session_state(session.id, state)
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("limit", "states"), [((), ["grace", "paused", "recording"]), (("--limit", "1"), ["grace"])])
def test_a_pause_is_a_part_of_a_recording(
    config: str, capsys: pytest.CaptureFixture[str], limit: tuple[str, ...], states: list[str]
) -> None:
    """Its process still logs and waits; who asks before a restart must hear of it. What a crash left takes no place."""
    with ExitStack() as held:
        for folder in sorted((Path(config).parent / "archive").iterdir()):
            if not folder.name.endswith("-5"):
                held.enter_context(session_lock(folder))
        assert run(["--config", config, "--json", "sessions", "list", "--live", *limit]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["state"], each["is_recording"]) for each in found] == [(state, True) for state in states]


def test_what_nobody_works_on_is_not_recorded(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its state says."""
    assert run(["--config", config, "sessions", "list", "--live"]) == 0
    assert capsys.readouterr().out == "Nothing is being recorded now.\n"
