"""One instant has one place: the timeline, SQL, the replay and the exports say the same of every event."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from archiver.align.build import AHEAD_MS
from archiver.export import jsonl
from archiver.export.options import ExportOptions
from archiver.model.event import KINDS
from archiver.model.replay import ReplayItem
from archiver.model.session import GapCause
from archiver.model.timeline import TimelinePiece, locate
from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay
from archiver.query.sql import run_sql
from archiver.store.sql_store import SqlStore
from tests.synthetic import START, Media, Said, archive, connection, gap, said, together

_PLACE = "offset_ms, segment, position_ms, in_gap, sync_kind, error_ms"


@dataclass(frozen=True)
class Case:
    """A session to archive."""

    media: Media
    skew_ms: int = 0
    shift_ms: int = 0
    ended_at: int | None = START + 70_000
    with_timeline: bool = True
    messages: int = 400


_FIRST = connection(1, opened_at=START, length_ms=20_000, offset_ms=0, cached_ms=2_000)
_STALLED = connection(2, opened_at=START + 25_000, length_ms=30_000, offset_ms=20_000, stall=(15_000, 8_000))
_REPEATS = connection(3, opened_at=START + 60_000, length_ms=20_000, offset_ms=50_000, cached_ms=6_000)
_PAUSE = gap(START + 18_000, START + 25_000, GapCause.PAUSE)

CASES = {
    "pieces": Case(together(_FIRST, _STALLED, _REPEATS, gaps=(_PAUSE,)), skew_ms=-1_234, shift_ms=-2_500),
    "ahead": Case(together(_FIRST, _STALLED), skew_ms=86_000, shift_ms=900),
    "running": Case(
        together(_FIRST, connection(2, opened_at=START + 25_000, length_ms=9_000, is_over=False)), ended_at=None
    ),
    "hls": Case(connection(1, opened_at=START + 5_000, length_ms=40_000, offset_ms=0, protocol="hls", cached_ms=6_000)),
    "unsampled": Case(Media(together(_FIRST, _STALLED).segments, (), (_PAUSE,))),
    "no video": Case(Media()),
    "not built": Case(_FIRST, with_timeline=False),
    "large": Case(together(_FIRST, _STALLED, _REPEATS), messages=100_000),
}


def _messages(case: Case, seed: int) -> list[Said]:
    """Before, in and behind the video, out of order, many at the same instant."""
    rng = random.Random(seed)
    edges = [START - 3_600_000, START + case.skew_ms, START + 19_999, START + 20_000, START + 7_200_000]
    spread = [START + case.skew_ms + rng.randrange(-5_000, 90_000) for _ in range(case.messages - 2 * len(edges))]
    return said(rng, [*edges, *spread, *edges])


def _expected(pieces: Sequence[TimelinePiece], at: int) -> tuple[Any, ...]:
    """The place that the timeline as it was built gives to an instant."""
    found = locate(tuple(pieces), at)
    if found is None:
        return (None, None, None, 0, "none", None)
    piece, offset_ms = found
    where: tuple[int | None, ...] = (None, None, None)
    if piece.segment is not None:
        where = (offset_ms, piece.segment, piece.position_ms + offset_ms - piece.offset_ms)
    return (*where, int(piece.in_gap), piece.kind, piece.error_ms)


def _place(item: ReplayItem) -> tuple[Any, ...]:
    return (item.offset_ms, item.segment, item.position_ms, int(item.in_gap), item.sync_kind, item.error_ms)


def _rows(url: str, sql: str) -> list[tuple[Any, ...]]:
    with run_sql(url, sql, limit=None) as answer:
        return list(answer.rows)


@pytest.mark.parametrize(
    "name", [name for name in CASES if name != "large"] + [pytest.param("large", marks=pytest.mark.slow)]
)
async def test_every_way_to_ask_gives_the_same_place(name: str, database_url: str) -> None:
    """SQL views, replay and JSONL give every event the place that the built timeline gives it."""
    case = CASES[name]
    if case.messages > 10_000 and "postgres" in database_url:
        pytest.skip("one database is enough for the large session")
    messages = _messages(case, seed=len(name))
    async with SqlStore(database_url) as store:
        session_id, pieces = await archive(
            store, messages, case.media, skew_ms=case.skew_ms, shift_ms=case.shift_ms, ended_at=case.ended_at,
            with_timeline=case.with_timeline,
        )  # fmt: skip
    by_seq = {row[0]: row[1:] for row in _rows(database_url, f"SELECT seq, at, {_PLACE} FROM chat_replay")}
    places = {message.at: _expected(pieces, message.at) for message in messages}
    assert by_seq == {seq: (m.at, *places[m.at]) for seq, m in enumerate(messages, 1)}
    _check_replay(database_url, session_id, {seq: row[1:] for seq, row in by_seq.items()}, messages, case)
    _check_views(database_url, by_seq)
    _check_bounds(by_seq, case)


def _check_replay(
    url: str, session_id: int, places: dict[int, tuple[Any, ...]], messages: Sequence[Said], case: Case
) -> None:
    """The replay has every event but the later messages of streaks, in order; JSONL adds the shift beside."""
    with open_reader(url) as engine:
        items = list(iter_replay(engine, session_id, include_history=True))
    assert {item.seq: _place(item) for item in items} == {item.seq: places[item.seq] for item in items}
    firsts = {row[0] for row in _rows(url, "SELECT first_seq FROM gift_ledger")}
    gifts = {seq for seq, message in enumerate(messages, 1) if message.kind == "gift"}
    assert {item.seq for item in items} == (set(places) - gifts) | firsts
    offsets = [item.offset_ms for item in items if item.offset_ms is not None]
    assert offsets == sorted(offsets)
    options = ExportOptions(shift_ms=case.shift_ms, kinds=frozenset(KINDS))
    lines = [json.loads(line) for line in b"".join(jsonl.write(items, options)).splitlines()]
    assert [(line["seq"], line["offset_ms"]) for line in lines] == [(item.seq, item.offset_ms) for item in items]
    assert all(
        line["shown_ms"] == (None if line["offset_ms"] is None else line["offset_ms"] + case.shift_ms) for line in lines
    )


def _check_views(url: str, by_seq: dict[int, tuple[Any, ...]]) -> None:
    """A gift stands where its first message stands, a viewer count where its message stands."""
    ledger = _rows(url, f"SELECT first_seq, first_at, {_PLACE} FROM gift_ledger")
    curve = _rows(url, f"SELECT seq, at, {_PLACE} FROM viewer_curve")
    assert ledger
    assert curve
    for seq, *place in (*ledger, *curve):
        assert tuple(place) == by_seq[seq]


def _check_bounds(by_seq: dict[int, tuple[Any, ...]], case: Case) -> None:
    """No place is outside of the video or of its segment; later instants never stand before earlier ones."""
    ends = {segment.number: _length_ms(case.media, segment.number) for segment in case.media.segments}
    placed = sorted(row[:4] for row in by_seq.values() if row[1] is not None)
    assert bool(placed) == bool(ends and case.with_timeline)
    for _, offset_ms, segment, position_ms in placed:
        assert 0 <= position_ms <= ends[segment]
        assert 0 <= offset_ms <= sum(ends.values())
    offsets = [offset_ms for _, offset_ms, _, _ in placed]
    assert offsets == sorted(offsets)


def _length_ms(media: Media, number: int) -> int:
    (segment,) = [segment for segment in media.segments if segment.number == number]
    if segment.duration_ms is not None:
        return segment.duration_ms
    newest_ms = max(sample.media_ms for sample in media.samples if sample.segment == number)
    return newest_ms + AHEAD_MS  # it is being recorded


async def test_a_stretch_of_the_replay_is_that_stretch(database_url: str) -> None:
    """Asking for a stretch gives exactly the events whose offset lies in it, at every edge."""
    case = CASES["pieces"]
    async with SqlStore(database_url) as store:
        session_id, pieces = await archive(store, _messages(case, 7), case.media, skew_ms=case.skew_ms)
    edges = sorted({0, 1, *(piece.offset_ms + step for piece in pieces for step in (-1, 0, 1))})
    with open_reader(database_url) as engine:
        whole = list(iter_replay(engine, session_id, include_history=True))
        for low, high in zip(edges, edges[2:], strict=False):
            part = list(iter_replay(engine, session_id, from_ms=low, to_ms=high, include_history=True))
            assert part == [item for item in whole if low <= (item.offset_ms or 0) < high]
