"""Unmodified clients of other projects in a rebroadcast room hear exactly what the script says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from archiver.rebroadcast.cues import GiftStep, broadcast_cues
from archiver.rebroadcast.messages import gift_group_id
from archiver.rebroadcast.scenario import ByViewer, Chat, Like, Scenario
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from tests.interop.clients import Heard, run_connector, run_tiktoklive

pytestmark = [pytest.mark.interop, pytest.mark.slow]

RunClient = Callable[..., Awaitable[Heard]]
_SPEED = 3  # script seconds in a real one


def _first_broadcast() -> Scenario:
    """The default script's first broadcast, live at once."""
    scenario = builtin_scenario("default")
    first = scenario.broadcast[0].model_copy(update={"after_s": 0.0})
    return scenario.model_copy(update={"broadcast": (first,)})


@pytest.mark.parametrize("run_client", [run_tiktoklive, run_connector])
async def test_they_hear_the_scripts_chats_and_gifts(run_client: RunClient) -> None:
    """Texts in all scripts, every step of every streak, likes, follows and shares, and the end; every frame acked."""
    scenario = _first_broadcast()
    async with RebroadcastServer(scenario, with_video=False, speed=_SPEED) as server:
        while server.room is None:
            await asyncio.sleep(0)
        heard = await run_client(server.endpoints(), scenario.creator.unique_id)
        assert heard.room_id == server.room.room_id
        assert server.acks
        assert all(ack.is_expected for ack in server.acks)
        assert list(server.seen.entered) == [1]
    assert (heard.errors, heard.is_ended) == ([], True)
    _assert_chats(scenario, heard)
    _assert_the_rest(scenario, heard)


def _assert_chats(scenario: Scenario, heard: Heard) -> None:
    """History first; a client that came after a comment got it in its history."""
    broadcast = scenario.broadcast[0]
    names = {name: entry.unique_id or name for name, entry in scenario.viewers.items()}
    said = [(names[line.viewer], line.text) for line in broadcast.history]
    said += [(names[cue.viewer], cue.text) for cue in broadcast_cues(scenario, broadcast) if isinstance(cue, Chat)]
    assert [(chat.unique_id, chat.text) for chat in heard.chats] == said[-len(heard.chats) :]
    assert len(heard.chats) >= len(said) - 6


def _assert_the_rest(scenario: Scenario, heard: Heard) -> None:
    """Gifts, likes, follows and shares, as far as they fell after the client had come."""
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
    assert heard.likes == likes[-len(heard.likes) :]
    assert len(heard.likes) >= len(likes) - 6
    assert heard.follows == [names[cue.viewer] for cue in cues if isinstance(cue, ByViewer) and cue.kind == "follow"]
    assert heard.shares == [names[cue.viewer] for cue in cues if isinstance(cue, ByViewer) and cue.kind == "share"]
