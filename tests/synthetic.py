"""Synthetic sessions of any size, written through the store: who said what when, and where the video was."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.align.build import build_timeline
from archiver.align.part import Knowledge
from archiver.eventlog.streaks import StreakFolder
from archiver.model.batch import BODY_TABLES, Batch, EventRow
from archiver.model.creator import Creator
from archiver.model.event import (
    Bodies,
    Body,
    Chat,
    Control,
    Follow,
    Gift,
    Join,
    Like,
    RoomText,
    Share,
    Subscription,
    Viewer,
    ViewerCount,
)
from archiver.model.interaction import BattlePoint, BattleUpdate
from archiver.model.session import EndCause, Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import SyncSample, TimelinePiece
from archiver.store.sql_store import SqlStore

START = 1_786_367_257_000
ROOM = (1 << 63) - 1_000
TEXTS = (
    "hello",
    "你好",
    "こんにちは",
    "สวัสดีครับ",
    "مرحبا بكم",
    "שלום",
    "привет",
    "🎉👨‍👩‍👧‍👦",
    "a\nb {\\b1} %s ' --> <b>",
    "",
)
#: Hidden people, common ones, and the largest id there can be.
PEOPLE = (None, *(Viewer(n, f"user{n}", f"User {n} {TEXTS[n % 10]}", "", "") for n in range(1, 40)),
          Viewer((1 << 63) - 1, "largest", "最大", "sec", "https://img.example/1"))  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One message: its instant by the server's clock, its number and what it holds."""

    at: int
    kind: str
    method: str
    msg_id: int | None
    viewer: Viewer | None = None
    body: Bodies | None = None
    is_history: bool = False
    detail: str | None = None


@dataclass(frozen=True)
class Media:
    """What was recorded of a session."""

    segments: tuple[Segment, ...] = ()
    samples: tuple[SyncSample, ...] = ()
    gaps: tuple[Gap, ...] = ()


def said(rng: random.Random, instants: Sequence[int], *, first_msg_id: int = 1) -> list[Said]:
    """A message at each of the instants, of every kind in turn by chance."""
    return [_one(rng, at, first_msg_id + n) for n, at in enumerate(instants)]


def _one(rng: random.Random, at: int, msg_id: int) -> Said:
    viewer = rng.choice(PEOPLE)
    user_id = viewer.user_id if viewer else None
    kind = rng.choices(
        ("chat", "gift", "like", "join", "viewers", "emote", "follow", "share", "intro", "control", "subscribe", "new"),
        (40, 15, 15, 8, 5, 3, 3, 3, 2, 1, 1, 4),
    )[0]
    match kind:
        case "chat":
            body: Body = Chat(user_id, rng.choice(TEXTS), "en", None, rng.random() < 0.1, False, None, 3)
            return Said(at, kind, "WebcastChatMessage", msg_id, viewer, body, rng.random() < 0.05)
        case "emote":
            body = Chat(user_id, "", "", '[{"index":0,"id":"e","url":"u"}]', False, True, 9, None)
            return Said(at, kind, "WebcastEmoteChatMessage", msg_id, viewer, body)
        case "gift":
            return Said(at, kind, "WebcastGiftMessage", msg_id, viewer, _gift(rng, user_id))
        case "viewers":
            body = ViewerCount(rng.randrange(1 << 31), 1 << 40, 0, (1 << 63) - 1)
            return Said(at, kind, "WebcastRoomUserSeqMessage", msg_id, None, body)
        case "new":
            detail = '{"x":"é"}'
            return Said(at, "unknown", f"WebcastNew{rng.randrange(5)}Message", msg_id or None, None, detail=detail)
    bodies: dict[str, Body] = {
        "like": Like(user_id, rng.randrange(1, 16), 1 << 50),
        "join": Join(user_id, 1, 7),
        "follow": Follow(user_id, 3),
        "share": Share(user_id, 0),
        "intro": RoomText(None, rng.choice(TEXTS), "en"),
        "control": Control(2, "", ""),
        "subscribe": Subscription(user_id, 2, False, True),
    }
    return Said(at, kind, f"Webcast{kind.title()}Message", msg_id, viewer, bodies[kind])


def battle(began_at: int, over_at: int | None, *, number: int = 1, opponent: str = "Bert") -> list[Said]:
    """A battle as the platform tells of it: opened with its people, scored, and finished unless it goes on."""
    creator, other = Viewer(1, "someone", "Someone", "", ""), Viewer(90 + number, "bert", opponent, "", "")

    def told(at: int, phase: str, status: int, scores: tuple[int, int] | None) -> Said:
        update = BattleUpdate(number, phase, 0, status, began_at, 300_000, over_at, None)
        points = [
            BattlePoint(n, number, 0, person.user_id, person.unique_id, person.nickname, score, None)
            for n, (person, score) in enumerate(zip((creator, other), scores or (None, None), strict=True), 1)
        ]
        method = "WebcastLinkMicArmies" if phase == "score" else "WebcastLinkMicBattle"
        return Said(at, "battle", method, 1_000_000 + 1_000 * number + len(phase), None, [update, *points])

    over = [] if over_at is None else [told(over_at, "finish", 2, (500, 700))]
    return [told(began_at, "open", 1, None), told(began_at + 500, "score", 1, (100, 40)), *over]


def _gift(rng: random.Random, user_id: int | None) -> Gift:
    """One message of a single gift or of one of a few streaks, named by group or not at all."""
    is_streakable = rng.random() < 0.8
    gift_id, diamonds = rng.choice(((5655, 1), (5658, 20), ((1 << 63) - 1, 44_999)))
    group = rng.choice((0, 0, 71, 72, 73)) if is_streakable else 0
    return Gift(
        user_id, None, gift_id, f"Gift {gift_id}", diamonds, rng.randrange(1, 500), 1, group, is_streakable,
        is_streakable and rng.random() < 0.3,
    )  # fmt: skip


def connection(
    number: int,
    *,
    opened_at: int,
    length_ms: int,
    offset_ms: int | None = None,
    protocol: str = "flv",
    cached_ms: int = 0,
    stall: tuple[int, int] = (1 << 60, 0),
    is_over: bool = True,
) -> Media:
    """A segment, sampled once a second: ``cached_ms`` came at once; behind media position stall[0] all is
    stall[1] ms later."""
    samples = tuple(
        SyncSample(number, media_ms, wall_ms, wall_ms - START)
        for media_ms in range(0, length_ms, 1_000)
        for wall_ms in [opened_at + max(0, media_ms - cached_ms) + (stall[1] if media_ms >= stall[0] else 0)]
    )
    segment = Segment(
        session_id=0, number=number, attempt=1, part=f"part_{number:03d}.{protocol}", protocol=protocol,
        state=SegmentState.FINISHED if is_over else SegmentState.RECORDING, quality="hd", started_at=opened_at,
        ended_at=opened_at + length_ms if is_over else None, duration_ms=length_ms if is_over else None,
        offset_ms=offset_ms if is_over else None, file=f"{number}.mp4" if is_over else None,
    )  # fmt: skip
    return Media((segment,), samples)


def together(*parts: Media, gaps: tuple[Gap, ...] = ()) -> Media:
    """The media of several connections."""
    return Media(
        tuple(segment for part in parts for segment in part.segments),
        tuple(sample for part in parts for sample in part.samples),
        gaps,
    )


def gap(started_at: int, ended_at: int | None, cause: GapCause = GapCause.DISCONNECT) -> Gap:
    """A gap row; its session is filled in when it is archived."""
    return Gap(session_id=0, cause=cause, started_at=started_at, ended_at=ended_at)


async def archive(
    store: SqlStore,
    messages: Sequence[Said],
    media: Media,
    *,
    room_id: int = ROOM,
    creator: Creator | None = None,
    skew_ms: int = 0,
    shift_ms: int = 0,
    started_at: int = START,
    ended_at: int | None = None,
    with_timeline: bool = True,
) -> tuple[int, tuple[TimelinePiece, ...]]:
    """Write a session; returns its id and the timeline that was built and stored (empty when not asked for)."""
    session = await store.open_session(
        room_id=room_id, creator=creator or Creator(unique_id="someone"), title="t", started_at=started_at,
        folder=f"someone/{room_id}-{started_at}", broadcast_started_at=None,
    )  # fmt: skip
    for batch in batches(store, session.id, room_id, messages):
        await store.write_batch(batch)
    for segment in media.segments:
        await store.save_segment(replace(segment, session_id=session.id))
    for one in media.gaps:
        await store.save_gap(replace(one, session_id=session.id))
    await store.add_sync_samples(session.id, media.samples)
    await store.set_skew(session.id, skew_ms, started_at)
    await store.set_shift(session.id, shift_ms)
    pieces: tuple[TimelinePiece, ...] = ()
    if with_timeline:
        knowledge = Knowledge(skew=((0, skew_ms),))
        pieces = build_timeline(samples=media.samples, segments=media.segments, gaps=media.gaps, knowledge=knowledge)
        await store.save_timeline(session.id, pieces)
    if ended_at is not None:
        lengths = [segment.duration_ms for segment in media.segments if segment.duration_ms is not None]
        await store.end_session(
            session.id, ended_at=ended_at, cause=EndCause.CONTROL_ENDED, file=None, sha256=None, error=None,
            duration_ms=sum(lengths) if lengths else None,
        )  # fmt: skip
    return session.id, pieces


def batches(
    store: SqlStore, session_id: int, room_id: int, messages: Sequence[Said], size: int = 500
) -> Iterator[Batch]:
    """The messages as the event log would write them."""
    streaks = StreakFolder(session_id)
    for begin in range(0, len(messages), size):
        part = messages[begin : begin + size]
        batch = Batch(
            session_id=session_id, journal=1, end_position=100 * (begin + len(part)), next_seq=begin + len(part) + 1,
            viewers_at=max(message.at for message in part),
        )  # fmt: skip
        for seq, message in enumerate(part, begin + 1):
            _add(batch, seq, message, room_id, store.method_id(message.method))
            if isinstance(message.body, Gift):
                streaks.add(message.body, seq, message.at)
            streaks.advance(message.at)
        if begin + size >= len(messages):
            streaks.close_all()
        batch.streaks = streaks.take()
        yield batch


def _add(batch: Batch, seq: int, message: Said, room_id: int, method_id: int) -> None:
    viewer = message.viewer
    batch.rows.append(
        EventRow(
            batch.session_id, seq, room_id, method_id, message.msg_id, message.kind, message.at, message.at,
            message.at + 40, viewer.user_id if viewer else None, int(message.is_history), 1, seq * 100, message.detail,
        )
    )  # fmt: skip
    for body in message.body if isinstance(message.body, list) else [message.body] if message.body else []:
        batch.bodies.setdefault(BODY_TABLES[type(body)], []).append((batch.session_id, seq, *body))
    if viewer is not None:
        batch.viewers[viewer.user_id] = viewer
