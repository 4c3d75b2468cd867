"""Unmodified clients of other projects in a rebroadcast room hear exactly what the script says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from archiver.rebroadcast.cues import GiftStep, broadcast_cues
from archiver.rebroadcast.messages import gift_group_id
from archiver.rebroadcast.room import HISTORY_CHATS, Room
from archiver.rebroadcast.scenario import ByViewer, Chat, Like, Scenario
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.wire.pb import webcast_pb2 as pb
from tests.interop.clients import Heard, hold_until_entered, run_connector, run_tiktoklive

pytestmark = [pytest.mark.interop, pytest.mark.slow]

RunClient = Callable[..., Awaitable[Heard]]
_SPEED = 3  # script seconds in a real one
_WAITS_FROM_S = 7.0  # of the script: one comment has been made, and no gift


def _first_broadcast() -> Scenario:
    """The default script's first broadcast, live at once."""
    scenario = builtin_scenario("default")
    first = scenario.broadcast[0].model_copy(update={"after_s": 0.0})
    return scenario.model_copy(update={"broadcast": (first,)})


def _note_entries(monkeypatch: pytest.MonkeyPatch, room: Room) -> list[Counter[str]]:
    """Of each newcomer, how many messages of which method had been said before; filled as they come."""
    first_batch, before = room.first_batch, list[Counter[str]]()

    def noted() -> list[pb.Message]:
        before.append(Counter(entry.method for entry in room.since(0) if isinstance(entry, pb.Message)))
        return first_batch()

    monkeypatch.setattr(room, "first_batch", noted)
    return before


@pytest.mark.parametrize("run_client", [run_tiktoklive, run_connector])
async def test_they_hear_the_scripts_chats_and_gifts(run_client: RunClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts in all scripts, every step of every streak, likes, follows and shares, and the end; every frame acked."""
    scenario = _first_broadcast()
    server = RebroadcastServer(scenario, with_video=False, speed=_SPEED)
    hold_until_entered(monkeypatch, server, clients=1, from_s=_WAITS_FROM_S / _SPEED)
    async with server:
        while server.room is None:
            await asyncio.sleep(0)
        entries = _note_entries(monkeypatch, server.room)
        heard = await run_client(server.endpoints(), scenario.creator.unique_id)
        assert heard.room_id == server.room.room_id
        assert server.acks
        assert all(ack.is_expected for ack in server.acks)
        assert list(server.seen.entered) == [1]
    assert (heard.errors, heard.is_ended) == ([], True)
    (before,) = entries
    _assert_chats(scenario, heard, before)
    _assert_the_rest(scenario, heard, before)


def _assert_chats(scenario: Scenario, heard: Heard, before: Counter[str]) -> None:
    """The latest of what was said before the client came, as its history, and everything since."""
    broadcast = scenario.broadcast[0]
    names = {name: entry.unique_id or name for name, entry in scenario.viewers.items()}
    said = [(names[line.viewer], line.text) for line in broadcast.history]
    said += [(names[cue.viewer], cue.text) for cue in broadcast_cues(scenario, broadcast) if isinstance(cue, Chat)]
    missed = before["WebcastChatMessage"] - HISTORY_CHATS
    assert 0 <= missed <= 1  # one comment falls due before the script stands still
    assert [(chat.unique_id, chat.text) for chat in heard.chats] == said[missed:]


def _assert_the_rest(scenario: Scenario, heard: Heard, before: Counter[str]) -> None:
    """All gifts, follows and shares, and the likes from when the client came."""
    names = {name: entry.unique_id or name for name, entry in scenario.viewers.items()}
    cues = broadcast_cues(scenario, scenario.broadcast[0])
    gifts = [
        (
            names[cue.viewer], scenario.gifts[cue.gift].name, scenario.gifts[cue.gift].diamonds, cue.count, cue.is_end,
            gift_group_id(cue.viewer, cue.group) if cue.group else 0,
        )
        for cue in cues
        if isinstance(cue, GiftStep)
    ]  # fmt: skip
    assert [tuple(gift[1:]) for gift in heard.gifts] == gifts
    likes = [(cue.count, cue.total) for cue in cues if isinstance(cue, Like)]
    assert heard.likes == likes[before["WebcastLikeMessage"] :]
    assert heard.follows == [names[cue.viewer] for cue in cues if isinstance(cue, ByViewer) and cue.kind == "follow"]
    assert heard.shares == [names[cue.viewer] for cue in cues if isinstance(cue, ByViewer) and cue.kind == "share"]
