"""Other projects' unmodified clients, in the same room at the same time, hear what the archive holds."""

from __future__ import annotations

import asyncio

import pytest

from archiver.app import open_app
from archiver.config import Settings
from archiver.query.sql import run_sql
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from tests.acceptance.conftest import MakeSettings
from tests.interop.clients import Heard, hold_until_entered, run_connector, run_tiktoklive

CHATS = """
SELECT e.msg_id, v.unique_id, c.text FROM chats c
JOIN events e ON e.session_id = c.session_id AND e.seq = c.seq JOIN viewers v ON v.user_id = c.viewer_id
WHERE e.kind = 'chat' ORDER BY e.msg_id
"""
GIFTS = """
SELECT e.msg_id, v.unique_id, g.gift_name, g.diamond_count, g.repeat_count, g.is_streak_end, g.group_id FROM gifts g
JOIN events e ON e.session_id = g.session_id AND e.seq = g.seq JOIN viewers v ON v.user_id = g.viewer_id
ORDER BY e.msg_id
"""


@pytest.mark.interop
@pytest.mark.slow
async def test_they_hear_what_the_archive_holds(
    make_settings_for: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chats and gifts of TikTokLive and of tiktok-live-connector equal the archive's rows, message by message."""
    scenario = builtin_scenario("default")
    first = scenario.broadcast[0].model_copy(update={"after_s": 0.0})
    scenario = scenario.model_copy(update={"broadcast": (first,)})
    server = RebroadcastServer(scenario, with_video=False, speed=3)
    hold_until_entered(monkeypatch, server, clients=3, from_s=2.0)
    async with server:
        settings = make_settings_for(server.endpoints())
        creator = scenario.creator.unique_id
        async with open_app(settings) as app:
            await app.store.add_watch_entry(creator, added_at=0)
            stop = asyncio.Event()
            serving = asyncio.create_task(app.service().run(stop))
            heard = await asyncio.gather(
                run_tiktoklive(server.endpoints(), creator), run_connector(server.endpoints(), creator)
            )
            stop.set()
            await serving
    for client in heard:
        compare(settings, client)


def compare(settings: Settings, heard: Heard) -> None:
    """A client that came later lacks the beginning; from its first message on it must have everything, and no more.

    Nobody came after the first gift.
    """
    assert heard.errors == []
    chats, gifts = rows(settings, CHATS), rows(settings, GIFTS)
    said = sorted(tuple(chat) for chat in heard.chats)
    given = sorted((*gift[:5], int(gift.is_streak_end), gift.group_id) for gift in heard.gifts)
    assert said
    assert said == [row for row in chats if row[0] >= said[0][0]]
    assert given == gifts != []


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with run_sql(settings.database_url, sql) as answer:
        return list(answer.rows)
