"""archiver doctor shows what is left of the requests."""

from __future__ import annotations

import asyncio
from pathlib import Path

from archiver.clock import SystemClock
from archiver.model.budget import BudgetLine
from archiver.rebroadcast.server import Endpoints
from archiver.store.sql_store import SqlStore
from tests.acceptance.conftest import Command, MakeSettings

NOWHERE = Endpoints("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9", "ws://127.0.0.1:9")


def test_the_budget_is_shown(make_settings_for: MakeSettings, archiver: Command, tmp_path: Path) -> None:
    """By host: what is spent, of how much, and whether the host is to be left alone."""
    settings = make_settings_for(NOWHERE)

    async def spend() -> None:
        ends_at = SystemClock().now_ms() + 50_000
        async with SqlStore(settings.database_url) as store:
            minute = BudgetLine(host="sign", window="minute", used=2, maximum=5, ends_at=ends_at)
            silence = BudgetLine(host="webcast", window="silence", used=0, maximum=None, ends_at=ends_at)
            await store.save_budget_lines([minute, silence])

    asyncio.run(spend())
    findings = archiver("--json", "doctor", "--offline", "--config", tmp_path).json
    shown = {each["what"]: (each["state"], each["says"]) for each in findings}
    assert shown["requests to sign"] == ("ok", "2 of 5 this minute")
    state, says = shown["requests to webcast"]
    assert state == "warning"
    assert "wants none for" in says
