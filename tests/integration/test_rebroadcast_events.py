"""Every kind of event from a script, over a real event socket, into the database (PROTOCOL: history to punishments)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from archiver.clock import SystemClock
from archiver.eventlog.collector import Collector
from archiver.model.session import Session
from archiver.rebroadcast.cues import broadcast_cues
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.catalogue import CATALOGUE
from tests.archive import ANNA
from tests.fakes.live_room import client_of, live_room, room_id
from tests.fakes.room_monitor import FakeRoomMonitor
from tests.sql import rows


def scenario(event: list[dict[str, Any]], *, duration_s: float = 20, **broadcast: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "creator": {"unique_id": "anna", "nickname": "Anna", "user_id": ANNA.user_id},
            "viewers": {
                "bo": {"nickname": "Bo", "user_id": 5, "is_moderator": True, "is_subscriber": True, "gifter_level": 7},
                "zoe": {"nickname": "Zoe", "user_id": 70, "fan_level": 3},
                "guest": {"nickname": "Guest", "user_id": 8},
            },
            "gifts": {
                "rose": {"gift_id": 5655, "name": "Rose", "diamonds": 1, "is_streakable": True},
                "lion": {"gift_id": 6369, "name": "Lion", "diamonds": 29_999},
            },
            "broadcast": [{"title": "t", "after_s": 0, "duration_s": duration_s, "event": event, **broadcast}],
        }
    )  # fmt: skip


@asynccontextmanager
async def live_session(
    url: str, folder: Path, script: Scenario, **options: Any
) -> AsyncIterator[tuple[RebroadcastServer, SqlStore, Session, Callable[[Session], Collector]]]:
    """The room of the script, live and silent, an open session of it, and what makes its collector.

    ``options``: of the client the collector connects by.
    """
    clock = SystemClock()
    empty = script.model_copy(update={"broadcast": (script.broadcast[0].model_copy(update={"event": ()}),)})
    async with live_room(empty) as server, SqlStore(url) as store, client_of(server, **options) as client:
        session = await store.open_session(
            room_id=room_id(server), creator=ANNA, title="t", started_at=clock.now_ms(), folder=str(folder),
            broadcast_started_at=None,
        )  # fmt: skip

        def collector(of: Session) -> Collector:
            return Collector(
                session=of, folder=folder, connector=client.connector, store=store, clock=clock,
                monitor=FakeRoomMonitor(),
            )  # fmt: skip

        yield server, store, session, collector


async def archive(
    url: str, folder: Path, script: Scenario, *, end: int = 3, tikapi: dict[str, str] | None = None
) -> None:
    """Log the broadcast by the real client and collector. The cues are said when the client has entered the room.

    ``tikapi``: the keys to do it by TikAPI alone.
    """
    options: dict[str, Any] = {"strategies": ("tikapi",), "tikapi": tikapi} if tikapi else {}
    async with live_session(url, folder, script, **options) as (server, _, session, collector):
        logging = asyncio.create_task(collector(session).run(asyncio.Event()))
        try:
            while not (server.seen.entered or server.seen.tikapi_requests):
                await asyncio.sleep(0.01)
            assert server.room is not None
            say_all(server.room, script, end)
            await logging
        finally:
            logging.cancel()


def say_all(room: Room, script: Scenario, end: int | None = None) -> None:
    """The whole script at once, each message with its own instant; then the end, by a control message."""
    for cue in broadcast_cues(script, script.broadcast[0]):
        room.say(cue, room.started_at + round(cue.at_s * 1000))
    if end is not None:
        room.control(end, room.started_at + 20_000)


def message(at_s: float, method: str, body: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"at_s": at_s, "kind": "message", "method": method, "body": body or {}, **more}


def gift(at_s: float, viewer: str, *counts: int, **more: Any) -> dict[str, Any]:
    return {"at_s": at_s, "kind": "gift", "viewer": viewer, "gift": "rose", "counts": counts, "every_s": 0.5, **more}


async def test_history_state_and_repetitions(database_url: str, tmp_path: Path) -> None:
    """Six history comments, the welcome and state messages arrive once; a repeated id is one event, 0 never is."""
    event = [
        {"at_s": 5, "kind": "chat", "viewer": "bo", "text": "once", "msg_id": 7001},
        {"at_s": 6, "kind": "chat", "viewer": "bo", "text": "once", "msg_id": 7001},
        {"at_s": 7, "kind": "chat", "viewer": "zoe", "text": "undated", "is_dated": False},
        {"at_s": 8, "kind": "raw", "method": "WebcastNobodyKnowsMessage", "payload_hex": "0801"},
        {"at_s": 9, "kind": "raw", "method": "WebcastChatMessage", "payload_hex": "ff"},
    ]
    history = [{"viewer": "bo", "text": f"old {n}", "before_s": 30 - n} for n in range(8)]
    await archive(database_url, tmp_path / "s", scenario(event, history=history))
    assert rows(database_url, "SELECT count(*) FROM chat_replay WHERE is_history = 1") == [(6,)]
    assert rows(database_url, "SELECT text FROM chat_replay WHERE kind = 'chat' AND is_history = 0 ORDER BY seq") == [
        ("once",), ("undated",)
    ]  # fmt: skip
    undated = rows(database_url, "SELECT server_at, at - received_at FROM chat_replay WHERE text = 'undated'")
    assert undated[0][0] is None
    kinds = Counter(kind for (kind,) in rows(database_url, "SELECT kind FROM events"))
    assert (kinds["room_message"], kinds["intro"], kinds["unknown"], kinds["undecodable"]) == (1, 1, 2, 1)


async def test_what_a_reconnection_repeats_is_stored_once(database_url: str, tmp_path: Path) -> None:
    """Two connections of one session: comments and state that come again are known by their ids.

    A pin that has the id of the message it pins is a message of its own, and what has no id never counts as known.
    """
    script = scenario([{"at_s": n, "kind": "chat", "viewer": "bo", "text": f"said {n}"} for n in range(1, 5)])
    pin = message(6, "WebcastRoomPinMessage", {"action": 1, "method": "WebcastChatMessage"}, msg_id=7001)
    later = scenario([{"at_s": 5, "kind": "chat", "viewer": "zoe", "text": "pinned", "msg_id": 7001}, pin])
    without_id = "SELECT count(*) FROM chat_replay WHERE method = 'WebcastNobodyKnowsMessage'"
    async with live_session(database_url, tmp_path / "s", script) as (server, store, opened, collector):
        session = opened
        assert server.room is not None
        for number, said in enumerate((script, later), 1):
            stop = asyncio.Event()
            logging = asyncio.create_task(collector(session).run(stop))
            while len(server.seen.entered) < number:
                await asyncio.sleep(0.01)
            say_all(server.room, said)
            for _ in range(2):
                server.room.publish(pb.Message(method="WebcastNobodyKnowsMessage", payload=b"\x08\x01"))
            while rows(database_url, without_id) != [(2 * number,)]:  # the last of what is said
                await asyncio.sleep(0.05)
            stop.set()
            await logging
            session = await store.adopt_session(session.id)
        assert server.seen.connections == 2
    assert rows(database_url, "SELECT text FROM chat_replay WHERE kind = 'chat' ORDER BY seq") == [
        ("said 1",), ("said 2",), ("said 3",), ("said 4",), ("pinned",)
    ]  # fmt: skip
    kinds = Counter(kind for (kind,) in rows(database_url, "SELECT kind FROM events"))
    assert (kinds["room_message"], kinds["intro"], kinds["pin"]) == (1, 1, 1)
    connected = rows(database_url, "SELECT count(*) FROM events WHERE kind = 'connection' AND detail LIKE '%strategy%'")
    assert connected == [(2,)]


async def test_gift_streaks_of_every_shape(database_url: str, tmp_path: Path) -> None:
    """Normal, without end, counts that go back, are skipped or out of order, several at once, without group,
    undescribed, to a guest, single with five.
    """
    event = [
        gift(1, "bo", 1, 2, 3, group=1),
        gift(1, "zoe", 1, 4, group=2, has_end=False),
        gift(1, "guest", 2, 6, 4, group=3),
        gift(2, "bo", 9, 2, 31, 30, group=6),
        gift(3, "bo", 1, 2, group=0),
        gift(3, "zoe", 7, group=4, is_described=False),
        gift(3, "guest", 3, group=5, receiver="zoe"),
        {"at_s": 4, "kind": "gift", "viewer": "bo", "gift": "lion", "counts": [5]},
    ]
    await archive(database_url, tmp_path / "s", scenario(event))
    ledger = rows(
        database_url, "SELECT viewer_id, gift_id, gift_count, diamonds, receiver_id, is_closed FROM gift_ledger"
    )
    creator = ANNA.user_id
    assert sorted(ledger) == sorted([
        (5, 5655, 3, 3, creator, 1), (70, 5655, 4, 4, creator, 1), (8, 5655, 6, 6, creator, 1),
        (5, 5655, 2, 2, creator, 1), (70, 5655, 7, 0, creator, 1), (8, 5655, 3, 3, 70, 1),
        (5, 6369, 5, 149_995, creator, 1), (5, 5655, 31, 31, creator, 1),
    ])  # fmt: skip


async def test_likes_viewers_and_controls(database_url: str, tmp_path: Path) -> None:
    """Totals of two shards are kept as told; pause, resumption and suspension are control events."""
    event = [
        {"at_s": 1, "kind": "like", "viewer": "bo", "count": 5, "total": 100},
        {"at_s": 2, "kind": "like", "viewer": "zoe", "count": 5, "total": 90},
        {"at_s": 3, "kind": "viewers", "viewers": 12, "total": 40},
    ]
    event += [message(at_s, "WebcastControlMessage", {"action": action}) for at_s, action in ((5, 1), (10, 2))]
    await archive(database_url, tmp_path / "s", scenario(event), end=4)
    assert rows(database_url, "SELECT total FROM likes ORDER BY seq") == [(100,), (90,)]
    assert rows(database_url, "SELECT viewers, total_viewers FROM viewer_counts") == [(12, 40)]
    assert rows(database_url, "SELECT action FROM controls ORDER BY seq") == [(1,), (2,), (4,)]


def people(*ids: int) -> list[dict[str, Any]]:
    return [
        {"key": each, "value": {"user": {"user_id": each, "nick_name": f"n{each}", "display_id": f"d{each}"}}}
        for each in ids
    ]


async def test_a_battle_from_invitation_to_punishment(database_url: str, tmp_path: Path) -> None:
    """All its messages make one row of battles, and its scores a curve."""
    us, them = ANNA.user_id, 6
    settings = {"battle_id": 9, "duration": 300, "status": 1}
    event = [
        message(1, "WebcastLinkMicBattle", {"battle_id": 9, "action": 1, "anchors_info": people(us, them)}),
        message(2, "WebcastLinkMicBattle",
                {"battle_id": 9, "action": 4, "battle_settings": settings, "anchors_info": people(us, them)}),
        message(3, "WebcastLinkMicArmies",
                {"battle_id": 9, "armies": {str(us): {"hostscore": 30, "user_armies": [{"user_id": 5, "score": 30}]},
                                            str(them): {"hostscore": 10}}}),
        message(4, "WebcastLinkmicBattleTaskMessage", {"battle_id": 9, "task_message_type": 0}),
        message(5, "WebcastLinkMicBattleItemCard", {"battle_id": 9, "msg_type": 2}),
        message(6, "WebcastLinkMicBattle",
                {"battle_id": 9, "action": 5, "battle_result": {str(us): {"result": 0, "score": 30},
                                                               str(them): {"result": 1, "score": 20}}}),
        message(8, "WebcastLinkMicBattlePunishFinish", {"battle_id": 9, "reason": 1}),
    ]  # fmt: skip
    await archive(database_url, tmp_path / "s", scenario(event))
    assert rows(
        database_url, "SELECT creators, score, best_other_score, result, is_finished, duration_ms FROM battles"
    ) == [(2, 30, 20, 0, 1, 300_000)]
    assert rows(database_url, "SELECT count(*) FROM battles WHERE punish_ended_at > first_at") == [(1,)]
    assert rows(database_url, "SELECT nickname, score FROM battle_scores ORDER BY seq, is_creator DESC") == [
        (f"n{us}", 30), ("n6", 10), (f"n{us}", 30), ("n6", 20)
    ]  # fmt: skip
    assert rows(database_url, "SELECT viewer_id, score FROM battle_supporters") == [(5, 30)]
    phases = [phase for (phase,) in rows(database_url, "SELECT phase FROM battle_updates ORDER BY seq")]
    assert phases == ["invite", "open", "score", "task", "item", "finish", "punish_finish"]


async def test_pins_deletions_captions_polls_boxes_and_super_fans(database_url: str, tmp_path: Path) -> None:
    """Pins name their message, deletions mark, captions are corrected, polls end, boxes open, fans are super."""
    bo = {"cast": "bo"}
    event = [
        {"at_s": 1, "kind": "chat", "viewer": "bo", "text": "pinned", "msg_id": 7001},
        message(2, "WebcastRoomPinMessage",
                {"chat_message": {"common": {"msg_id": 7001}, "user": bo, "content": "pinned"}, "action": 1,
                 "method": "WebcastChatMessage"}),
        message(3, "WebcastImDeleteMessage", {"delete_msg_ids": [7001]}),
        message(4, "WebcastCaptionMessage",
                {"sentence_id": 4, "sequence_id": 1, "content": [{"lang": "en", "content": "hel"}]}),
        message(5, "WebcastCaptionMessage",
                {"sentence_id": 4, "sequence_id": 2, "definite": True,
                 "content": [{"lang": "en", "content": "hello"}]}),
        message(6, "WebcastPollMessage",
                {"poll_id": 3, "start_content": {"title": "Tea?", "option_list": [{"display_content": "yes"}]}}),
        message(7, "WebcastPollMessage", {"poll_id": 3, "message_type": 2,
                                          "update_votes_content": {"option_list": [{"votes": 4}]}}),
        message(8, "WebcastPollMessage", {"poll_id": 3, "message_type": 1,
                                          "end_content": {"option_list": [{"votes": 5}]}}),
        message(9, "WebcastEnvelopeMessage",
                {"envelope_info": {"envelope_id": "77", "diamond_count": 20, "people_count": 5, "business_type": 1,
                                   "send_user_id": "5"}, "display": 1}),
        message(10, "WebcastBarrageMessage",
                {"user": bo, "content": {"key": "ttlive_superfan_commentnotif_superfanjoined"}}),
        message(11, "WebcastQuestionNewMessage", {"data": {"question_id": 2, "content": "Why?", "user": bo}}),
        message(12, "WebcastGoalUpdateMessage",
                {"goal": {"id": 8, "description": "dance", "sub_goals": [{"progress": 3, "target": 9}]}}),
        message(13, "WebcastLinkLayerMessage", {"channel_id": 3, "leave_content": {"leaver": {"user_id": 8}}}),
    ]  # fmt: skip
    await archive(database_url, tmp_path / "s", scenario(event))
    assert rows(database_url, "SELECT viewer_id, pinned_msg_id, text FROM pins") == [(5, 7001, "pinned")]
    assert rows(database_url, "SELECT text, is_deleted FROM chat_replay WHERE kind = 'chat'") == [("pinned", 1)]
    assert rows(database_url, "SELECT text, is_definite FROM caption_lines") == [("hello", 1)]
    assert rows(database_url, "SELECT title, text, votes, is_ended FROM poll_results") == [("Tea?", "yes", 5, 1)]
    assert rows(database_url, "SELECT viewer_id, envelope_id, diamonds, people FROM envelopes") == [(5, "77", 20, 5)]
    assert rows(database_url, "SELECT viewer_id FROM chat_replay WHERE kind = 'super_fan'") == [(5,)]
    assert rows(database_url, "SELECT viewer_id, action, text FROM questions") == [(5, "asked", "Why?")]
    assert rows(database_url, "SELECT progress, target FROM goal_steps") == [(3, 9)]
    assert rows(database_url, "SELECT action, role, user_id FROM guests") == [("leave", "leaver", 8)]


async def test_roles_and_levels_come_from_badges(database_url: str, tmp_path: Path) -> None:
    """Moderators, subscribers, gifter and fan levels stand with the comment."""
    event = [{"at_s": n, "kind": "chat", "viewer": viewer, "text": viewer} for n, viewer in enumerate(("bo", "zoe"), 1)]
    await archive(database_url, tmp_path / "s", scenario(event))
    assert rows(
        database_url, "SELECT text, is_moderator, is_subscriber, gifter_level, fan_level FROM chats ORDER BY seq"
    ) == [("bo", 1, 1, 7, None), ("zoe", 0, 0, None, 3)]  # fmt: skip
    columns = "unique_id, is_moderator, is_subscriber, gifter_level, fan_level"
    found = rows(database_url, f"SELECT {columns} FROM session_viewers WHERE chats > 0 ORDER BY unique_id")
    assert found == [("bo", 1, 1, 7, None), ("zoe", 0, 0, None, 3)]


async def test_every_listed_method_goes_the_whole_way(database_url: str, tmp_path: Path) -> None:
    """Each method of the catalogue can be scripted, and is an event of its kind in the database."""
    event = [message(1 + n / 100, f"Webcast{name}") for n, name in enumerate(CATALOGUE)]
    await archive(database_url, tmp_path / "s", scenario(event))
    found = dict(rows(database_url, "SELECT method, kind FROM chat_replay"))
    assert {name: found.get(f"Webcast{name}") for name in CATALOGUE} == {
        name: listed.kind for name, listed in CATALOGUE.items()
    }


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"poll_id": "seven"}, "poll_id"),
        ({"start_content": {"operator": {"cast": "nobody"}}}, "nobody"),
    ],
)
def test_a_wrong_body_is_one_sentence(body: dict[str, Any], wrong: str) -> None:
    """A script with a key, a value or a name that does not fit is refused when it is read."""
    with pytest.raises(ValueError, match=wrong):
        scenario([message(1, "WebcastPollMessage", body)])
    with pytest.raises(ValueError, match="payload_hex"):
        scenario([message(1, "WebcastNobodyKnowsMessage")])
