"""Gifts their messages do not describe, totals that go back, and the room's own totals, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archiver.eventlog.redecode import redecode
from archiver.model.gift import GiftOffer
from archiver.model.session import Session
from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay
from archiver.query.sessions import get_session
from archiver.query.totals import GifterCheck, Total, gifters, totals
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import webcast_pb2 as pb
from tests.journalled import START, ZOE, dated, log_messages
from tests.sql import rows

YAN = pb.User(id=71, nickname="Yan", display_id="yan")
ROSE, LION = 5655, 6369


def gift(at_ms: int, gift_id: int, count: int, user: pb.User = ZOE, **fields: Any) -> pb.Message:
    body = pb.GiftMessage(gift_id=gift_id, repeat_count=count, user=user, **fields)
    return dated("WebcastGiftMessage", body, at_ms)


async def offer(store: SqlStore, at_ms: int, *, diamonds: int, gift_id: int = ROSE, name: str = "Rose") -> None:
    """The platform's list as it was ``at_ms`` after the session's start."""
    entry = GiftOffer(gift_id=gift_id, name=name, diamond_count=diamonds, is_streakable=gift_id == ROSE)
    await store.save_gifts([entry], seen_at=START + at_ms)


async def test_a_gift_without_description_is_valued_by_the_list_of_its_time(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """Name and worth are those the list had then, or first had; gifts that are described keep theirs."""
    await log_messages(
        store, session, tmp_path / "s",
        [
            gift(1_000, ROSE, 2, group_id=1, repeat_end=1), gift(6_000, ROSE, 3, group_id=2, repeat_end=1),
            gift(9_000, ROSE, 1, group_id=3, repeat_end=1),
            gift(9_500, ROSE, 1, gift=pb.GiftMessage.Gift(id=ROSE, name="Old Rose", diamond_count=7, type=2)),
            gift(9_900, 4711, 1),
        ],
    )  # fmt: skip
    ledger = "SELECT gift_name, gift_count, diamond_count, diamonds FROM gift_ledger ORDER BY first_seq"
    assert rows(database_url, ledger) == [
        ("", 2, 0, 0), ("", 3, 0, 0), ("", 1, 0, 0), ("Old Rose", 1, 7, 7), ("", 1, 0, 0)
    ]  # fmt: skip
    await offer(store, 5_000, diamonds=1)
    await offer(store, 8_000, diamonds=2, name="Rose II")
    expected = [("Rose", 2, 1, 2), ("Rose", 3, 1, 3), ("Rose II", 1, 2, 2), ("Old Rose", 1, 7, 7), ("", 1, 0, 0)]
    assert rows(database_url, ledger) == expected
    replayed = "SELECT gift_name, gift_count, diamonds FROM chat_replay WHERE kind = 'gift' ORDER BY seq"
    assert rows(database_url, replayed) == [(name, count, worth) for name, count, _, worth in expected]
    with open_reader(database_url) as engine:
        shown = [(item.gift_name, item.quantity, item.diamonds) for item in iter_replay(engine, session.id)]
        assert get_session(engine, session.id).diamonds == 14
    assert shown == [(name, count, worth) for name, count, _, worth in expected]
    assert rows(database_url, "SELECT viewer_id, diamonds FROM top_gifters") == [(70, 14)]
    assert rows(database_url, "SELECT diamonds FROM session_list") == [(14,)]
    assert rows(database_url, "SELECT DISTINCT gift_name FROM gifts WHERE gift_id = 5655 ORDER BY 1") == [
        ("",), ("Old Rose",)
    ]  # fmt: skip


async def test_the_list_says_that_a_gift_streaks(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """Running totals without description and group are one streak when the list knows the gift; redecoded, too."""
    await offer(store, 0, diamonds=1)
    await offer(store, 0, diamonds=100, gift_id=LION, name="Lion")
    await log_messages(
        store, session, tmp_path / "s",
        [gift(1_000, ROSE, 1), gift(1_500, ROSE, 2), gift(2_000, ROSE, 2, repeat_end=1), gift(3_000, LION, 1),
         gift(4_000, LION, 1)],
    )  # fmt: skip
    for _ in range(2):
        found = rows(database_url, "SELECT gift_name, gift_count, diamonds FROM gift_ledger ORDER BY first_seq")
        assert found == [("Rose", 2, 2), ("Lion", 1, 100), ("Lion", 1, 100)]
        await redecode(session=session, folder=tmp_path / "s", store=store)


async def test_a_description_that_comes_later_is_kept(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """The first messages of a streak are stored without name; the message that has it names the whole streak."""
    await log_messages(store, session, tmp_path / "s", [gift(1_000, ROSE, 1, group_id=9)])
    assert rows(database_url, "SELECT gift_name, is_closed FROM gift_streaks") == [("", 0)]
    described = pb.GiftMessage.Gift(id=ROSE, name="Rose", diamond_count=1, type=1)
    await log_messages(store, session, tmp_path / "s", [gift(2_000, ROSE, 4, group_id=9, gift=described)])
    assert rows(database_url, "SELECT gift_name, diamond_count, repeat_count FROM gift_streaks") == [("Rose", 1, 4)]


def count(at_ms: int, total: int, *ranks: tuple[pb.User, int]) -> pb.Message:
    body = pb.RoomUserSeqMessage(total=5, total_user=total)
    for user, score in ranks:
        body.ranks.append(pb.RoomRank(score=score, user=pb.RoomRank.Person(id=user.id)).SerializeToString())
    return dated("WebcastRoomUserSeqMessage", body, at_ms)


def like(at_ms: int, likes: int, total: int) -> pb.Message:
    return dated("WebcastLikeMessage", pb.LikeMessage(count=likes, total=total, user=ZOE), at_ms)


async def test_totals_that_go_back_keep_their_maximum(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """Every sample is kept as it was told; beside it stands the highest so far."""
    await log_messages(
        store, session, tmp_path / "s",
        [like(1, 5, 100), count(2, 40), like(3, 5, 90), count(4, 38), like(5, 5, 110), count(6, 41)],
    )  # fmt: skip
    assert rows(database_url, "SELECT total, highest_total FROM like_curve ORDER BY seq") == [
        (100, 100), (90, 100), (110, 110)
    ]  # fmt: skip
    assert rows(database_url, "SELECT total_viewers, highest_total FROM viewer_curve ORDER BY seq") == [
        (40, 40), (38, 40), (41, 41)
    ]  # fmt: skip
    assert rows(database_url, "SELECT likes, total_viewers FROM session_list") == [(110, 41)]


async def test_the_room_counts_too(database_url: str, store: SqlStore, session: Session, tmp_path: Path) -> None:
    """What the room says of its gifters, likes and viewers stands beside what is archived, with the difference."""
    described = pb.GiftMessage.Gift(id=LION, name="Lion", diamond_count=100, type=2)
    join = pb.MemberMessage(user=ZOE, action=1)
    await log_messages(
        store, session, tmp_path / "s",
        [
            count(1, 40, (ZOE, 30)), gift(2, LION, 1, gift=described), like(3, 5, 100),
            dated("WebcastMemberMessage", join, 4), count(5, 42, (ZOE, 130), (YAN, 8)), gift(6, LION, 1, YAN),
        ],
    )  # fmt: skip
    with open_reader(database_url) as engine:
        assert totals(engine, session.id) == [
            Total(what="likes", room_total=100, counted=5, difference=95),
            Total(what="viewers", room_total=42, counted=1, difference=41),
            Total(what="diamonds", room_total=138, counted=100, difference=38),
        ]
        assert gifters(engine, session.id) == [
            GifterCheck(viewer_id=70, unique_id="zoe", nickname="Zoe", first_score=30, room_score=130, counted=100,
                        difference=30),
            GifterCheck(viewer_id=71, unique_id="yan", nickname="Yan", first_score=8, room_score=8, counted=0,
                        difference=8),
        ]  # fmt: skip
