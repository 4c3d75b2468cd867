"""A hand-made archive: three creators, four broadcasts in June and July 2026, small enough to be counted by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

from archiver.model.creator import Creator
from archiver.model.event import Bodies, Chat, Follow, Gift, Like, Viewer, ViewerCount
from archiver.model.interaction import (
    BattlePoint,
    BattleSupporter,
    BattleUpdate,
    Caption,
    Deletion,
    Poll,
    PollOption,
    Question,
    RoomRank,
)
from archiver.store.sql_store import SqlStore
from tests.synthetic import Media, Said, archive, connection, gap, together

ANNA, BEA, CLEO = (Creator(unique_id=name, user_id=number, nickname=name.title()) for number, name in
                   enumerate(("anna", "bea", "cleo"), 101))  # fmt: skip
DORA, EMIL, FINN, GWEN = (Viewer(number, name, name.title(), "", "") for number, name in
                          enumerate(("dora", "emil", "finn", "gwen"), 1))  # fmt: skip
GWEN_LATER = GWEN._replace(nickname="Gwen 雪")
MODERATOR = Viewer(9, "mo", "Mo", "", "")
ROSE, LION = (5655, "Rose", 1), (6369, "Lion", 29_999)

_numbers = itertools.count(1)
Line = Callable[[int], Said]


def instant(text: str) -> int:
    """``2026-06-03 18:00`` in UTC as epoch milliseconds."""
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def _line(s: float, kind: str, method: str, viewer: Viewer | None, body: Bodies, *, is_history: bool = False) -> Line:
    number = next(_numbers)
    return lambda start: Said(start + round(s * 1000), kind, method, number, viewer, body, is_history)


def _chat(s: float, viewer: Viewer | None, text: str, *, is_history: bool = False) -> Line:
    body = Chat(viewer and viewer.user_id, text, "en", None, viewer is MODERATOR, False, None, None)
    return _line(s, "chat", "WebcastChatMessage", viewer, body, is_history=is_history)


def _gift(s: float, viewer: Viewer, gift: tuple[int, str, int], count: int) -> Line:
    gift_id, name, diamonds = gift
    body = Gift(viewer.user_id, None, gift_id, name, diamonds, count, 1, 0, False, True)
    return _line(s, "gift", "WebcastGiftMessage", viewer, body)


def _viewers(s: float, viewers: int) -> Line:
    return _line(s, "viewers", "WebcastRoomUserSeqMessage", None, ViewerCount(viewers, viewers * 3, 0, 0))


def _ranked(s: float, viewers: int, *scores: tuple[Viewer, int]) -> Line:
    """Viewers, with the top gifters as the room counts them."""
    ranks = [RoomRank(place, who.user_id, score) for place, (who, score) in enumerate(scores, 1)]
    return _line(s, "viewers", "WebcastRoomUserSeqMessage", None, [ViewerCount(viewers, viewers * 3, 0, 0), *ranks])


def _like(s: float, viewer: Viewer, count: int, total: int) -> Line:
    return _line(s, "like", "WebcastLikeMessage", viewer, Like(viewer.user_id, count, total))


def _follow(s: float, viewer: Viewer) -> Line:
    return _line(s, "follow", "WebcastSocialMessage", viewer, Follow(viewer.user_id, 0))


def _hide(s: float, hidden: Line) -> Line:
    body = Deletion(0, hidden(0).msg_id, None)
    return _line(s, "delete", "WebcastImDeleteMessage", None, body)


def _battle(s: float, phase: str, bea: int, cleo: int, *supporters: tuple[Viewer, int]) -> Line:
    """Bea against Cleo, with the scores so far; at the end the results, 0 won and 1 lost."""
    is_open, is_over = phase == "open", phase == "finish"
    update = BattleUpdate(71, phase, 0, 2 if is_over else 1, instant("2026-06-10 20:30") + 25_000, 60_000, None, None)
    points = []
    for number, (who, score) in enumerate(((BEA, bea), (CLEO, cleo)), 1):
        named = (who.unique_id, who.nickname) if is_open else ("", "")
        result = int(score < max(bea, cleo)) if is_over else None
        points.append(BattlePoint(number, 71, 0, who.user_id or 0, *named, None if is_open else score, result))
    helpers = [
        BattleSupporter(number, 71, BEA.user_id or 0, viewer.user_id, viewer.nickname, score, score)
        for number, (viewer, score) in enumerate(supporters, 1)
    ]
    kind = "battle" if is_open or is_over else "battle_score"
    return _line(s, kind, "WebcastLinkMicBattle", None, [update, *points, *helpers])


def _poll(s: float, phase: str, *votes: int) -> Line:
    texts = ("tea", "coffee") if phase == "start" else ("", "")
    options = [PollOption(n + 1, 31, n, texts[n], each) for n, each in enumerate(votes)]
    body = Poll(31, phase, 0, "Tea or coffee?" if phase == "start" else "", None, None)
    return _line(s, "poll", "WebcastPollMessage", None, [body, *options])


def _question(s: float, viewer: Viewer, action: str, number: int, text: str) -> Line:
    body = Question(viewer.user_id, number, action, text, 0, None)
    return _line(s, "question", "WebcastQuestionNewMessage", viewer, body)


def _caption(s: float, sentence: int, sequence: int, text: str) -> Line:
    body = Caption(1, "en", text, sentence, sequence, True, None, None)
    return _line(s, "caption", "WebcastCaptionMessage", None, [body])


_SPAM = _chat(100, FINN, "buy followers at spam.example")

_ANNA_JUNE = (
    _chat(-30, EMIL, "said before", is_history=True),
    _chat(5, DORA, "Hello Anna!"), _chat(20, EMIL, "hello"), _viewers(30, 10), _gift(40, DORA, ROSE, 5),
    _chat(65, FINN, "what song is this?"), _like(70, DORA, 15, 15), _follow(80, FINN), _SPAM,
    _hide(103, _SPAM), _chat(110, MODERATOR, "be kind"), _chat(150, DORA, "here it comes"),
    _viewers(170, 50), _gift(180, EMIL, LION, 1), _chat(182, DORA, "WOW"), _chat(183, FINN, "wow"),
    _chat(188, GWEN, "你好"), _poll(200, "start", 0, 0), _caption(202, 5, 1, "tea or"),
    _caption(203, 5, 2, "tea or coffee"), _question(205, DORA, "asked", 41, "do you like tea?"),
    _question(206, EMIL, "asked", 42, "how old is the lion?"), _poll(210, "update", 2, 1),
    _question(215, DORA, "selected", 41, "do you like tea?"), _poll(220, "end", 4, 2),
    _ranked(240, 20, (EMIL, 30_000), (DORA, 5)), _like(250, EMIL, 10, 25),
)  # fmt: skip
_BEA_JUNE = (
    _chat(10, DORA, "hi Bea"), _viewers(20, 7), _battle(25, "open", 0, 0), _gift(30, FINN, ROSE, 99),
    _battle(31, "score", 99, 20, (FINN, 99)), _battle(60, "score", 99, 120, (FINN, 99)),
    _battle(80, "score", 150, 120, (FINN, 99), (DORA, 51)), _chat(90, FINN, "wow"),
    _battle(95, "finish", 150, 120),
    _chat(100, None, "hidden name"), _viewers(110, 9), _follow(120, DORA),
)  # fmt: skip
_CLEO_JUNE = (
    _chat(15, EMIL, "first?"), _viewers(40, 3), _chat(70, EMIL, "is it frozen?"), _chat(100, EMIL, "back again"),
    _gift(110, EMIL, ROSE, 30), _gift(112, DORA, ROSE, 10),
)  # fmt: skip
_ANNA_JULY = (_chat(10, DORA, "hello again"), _chat(20, GWEN_LATER, "new name"), _viewers(30, 12),
              _gift(50, GWEN_LATER, ROSE, 2))  # fmt: skip


async def fill(url: str) -> None:
    """Write the archive: sessions 1 to 4 are anna's, bea's, cleo's (with a gap from 60 to 90 s) and anna's again."""
    async with SqlStore(url) as store:
        for room, (creator, began, length_s, lines) in enumerate(
            (
                (ANNA, "2026-06-03 18:00", 300, _ANNA_JUNE),
                (BEA, "2026-06-10 20:30", 180, _BEA_JUNE),
                (CLEO, "2026-06-20 21:00", 150, _CLEO_JUNE),
                (ANNA, "2026-07-01 18:00", 60, _ANNA_JULY),
            ),
            1,
        ):
            start = instant(began)
            media = _broken(start, length_s) if creator is CLEO else _whole(start, length_s)
            await archive(
                store, [line(start) for line in lines], media, room_id=room, creator=creator, started_at=start,
                ended_at=start + length_s * 1000,
            )  # fmt: skip


def _whole(start: int, length_s: int) -> Media:
    return connection(1, opened_at=start, length_ms=length_s * 1000, offset_ms=0)


def _broken(start: int, length_s: int) -> Media:
    return together(
        connection(1, opened_at=start, length_ms=60_000, offset_ms=0),
        connection(2, opened_at=start + 90_000, length_ms=(length_s - 90) * 1000, offset_ms=60_000),
        gaps=(gap(start + 60_000, start + 90_000),),
    )
