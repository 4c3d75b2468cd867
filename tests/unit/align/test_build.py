"""Timelines from synthetic connections whose truth is known: when each frame was captured."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.align.build import AHEAD_MS, build_timeline
from archiver.align.part import Knowledge
from archiver.align.runs import LATENCY_ERROR_MS, UNSAMPLED_ERROR_MS
from archiver.model.session import Gap, GapCause, Segment, SegmentState
from archiver.model.timeline import MAX_INSTANT, MIN_INSTANT, SyncSample, TimelinePiece, locate

START = 1_786_367_257_000  #: wall instant at which the first connection opens


def segment(number: int = 1, **fields: object) -> Segment:
    values = {
        "session_id": 1, "attempt": 1, "part": f"part_{number:03d}.flv", "state": SegmentState.FINISHED,
        "protocol": "flv", "quality": "hd", "started_at": START, "duration_ms": 60_000,
    } | fields  # fmt: skip
    return Segment(number=number, **values)  # type: ignore[arg-type]


def arrivals(
    seconds: float,
    *,
    number: int = 1,
    opened_at: int = START,
    cached_ms: int = 2_000,
    latency_ms: int = 0,
    delay: Callable[[int], int] = lambda media_ms: 0,
    every_ms: int = 1_000,
) -> list[SyncSample]:
    """A connection that first gets ``cached_ms`` of older media at once, then the live edge as it comes.

    The frame at media position m was captured at ``opened_at - cached_ms - latency_ms + m``; ``delay`` holds it up.
    """
    samples = []
    for media_ms in range(0, round(seconds * 1000), every_ms):
        wall = max(opened_at + media_ms - cached_ms, opened_at + media_ms // 100) + delay(media_ms)
        samples.append(SyncSample(number, media_ms, wall, wall - START))
    return samples


def timeline(
    samples: list[SyncSample], *segments: Segment, gaps: tuple[Gap, ...] = (), skew_ms: int = 0
) -> tuple[TimelinePiece, ...]:
    return build_timeline(samples=samples, segments=segments, gaps=gaps, knowledge=Knowledge(skew=((0, skew_ms),)))


def offset_at(pieces: tuple[TimelinePiece, ...], at: int) -> int:
    found = locate(pieces, at)
    assert found is not None
    return found[1]


def is_in_gap(pieces: tuple[TimelinePiece, ...], at: int) -> bool:
    found = locate(pieces, at)
    assert found is not None
    return found[0].in_gap


def test_a_calm_connection_is_one_piece_right_to_the_millisecond() -> None:
    """The burst at the start bends nothing: the live edge at connection is at the length of the cache."""
    pieces = timeline(arrivals(60, cached_ms=2_000), segment())
    assert [p.in_gap for p in pieces] == [True, False, True]
    assert offset_at(pieces, START) == 2_000
    assert offset_at(pieces, START + 30_000) == 32_000
    assert {p.kind for p in pieces} == {"arrival"}
    assert pieces[1].error_ms == LATENCY_ERROR_MS["flv"]


def test_jitter_does_not_move_the_timeline() -> None:
    """Frames that arrive up to 250 ms late leave the envelope where the punctual ones put it, and show in the error."""
    jitter = arrivals(60, delay=lambda media_ms: media_ms // 1000 * 97 % 250)
    pieces = timeline(jitter, segment())
    assert abs(offset_at(pieces, START + 30_000) - 32_000) <= 10
    assert LATENCY_ERROR_MS["flv"] < pieces[1].error_ms <= LATENCY_ERROR_MS["flv"] + 250


def test_the_timeline_is_in_the_clock_of_the_server() -> None:
    """With our clock 5 s behind the server's, an instant of the server is found 5 s earlier in the video."""
    pieces = timeline(arrivals(60), segment(), skew_ms=5_000)
    assert offset_at(pieces, START + 5_000 + 30_000) == 32_000


def test_before_and_behind_the_video_events_fall_on_its_ends() -> None:
    """Instants before the first picture get offset 0, those behind the end the last one; both are flagged."""
    pieces = timeline(arrivals(60), segment())
    assert (offset_at(pieces, START - 10_000), is_in_gap(pieces, START - 10_000)) == (0, True)
    assert (offset_at(pieces, START + 90_000), is_in_gap(pieces, START + 90_000)) == (60_000, True)


def test_a_stall_of_the_source_is_a_hole_of_its_length() -> None:
    """Media time stood still for 8 s: events in it fall on the next frame, those behind it are right again."""
    pieces = timeline(arrivals(60, delay=lambda media_ms: 8_000 if media_ms >= 30_000 else 0), segment())
    before, inside, behind = START + 26_000, START + 30_500, START + 40_000
    assert offset_at(pieces, before) == 28_000
    assert is_in_gap(pieces, inside)
    assert abs(offset_at(pieces, inside) - 30_000) <= 1_000
    assert offset_at(pieces, behind) == 34_000
    assert not is_in_gap(pieces, behind)
    assert sum(p.to_at - p.from_at for p in pieces[1:-1] if p.in_gap) == 8_000


def test_a_stall_of_the_network_is_no_hole() -> None:
    """What was held up for 8 s and then came in a burst was captured evenly: the timeline stays one piece."""
    held = arrivals(60, delay=lambda media_ms: max(0, 8_000 - (media_ms - 30_000)) if media_ms >= 30_000 else 0)
    pieces = timeline(held, segment())
    assert len(pieces) == 3
    assert offset_at(pieces, START + 35_000) == 37_000


def test_repeated_positions_only_say_that_nothing_came() -> None:
    """Samples taken during a stall do not cut it into many."""
    samples = arrivals(60, delay=lambda media_ms: 8_000 if media_ms >= 30_000 else 0)
    idle = [SyncSample(1, 29_000, START + 27_000 + i * 250, 27_000 + i * 250) for i in range(1, 32)]
    assert timeline(samples + idle, segment()) == timeline(samples, segment())


def test_a_jump_of_the_media_clock_is_taken_where_it_happens() -> None:
    """Three seconds of media left out at the source move everything behind them, and nothing before."""
    samples = [s._replace(media_ms=s.media_ms + (3_000 if s.media_ms >= 30_000 else 0)) for s in arrivals(57)]
    pieces = timeline(samples, segment())
    assert offset_at(pieces, START + 20_000) == 22_000
    assert offset_at(pieces, START + 40_000) == 45_000


def test_hls_segments_arrive_in_steps_and_still_make_one_piece() -> None:
    """Two-second segments seen by half-second samples: one piece, at the level of the freshest arrivals."""
    samples = [
        SyncSample(1, (ms // 2_000) * 2_000 + 6_000, START + ms + 300 + ms % 700, ms) for ms in range(0, 54_000, 500)
    ]
    pieces = timeline(samples, segment(protocol="hls"))
    assert [p.in_gap for p in pieces] == [True, False, True]
    assert abs(offset_at(pieces, START + 30_300) - 36_000) <= 300
    assert pieces[1].error_ms >= LATENCY_ERROR_MS["hls"]


def test_media_before_a_break_that_nobody_saw_arrive_is_doubtful() -> None:
    """It was in the playlist when the connection began: the error says so there, and in the hole in front of it."""
    seen = [SyncSample(1, ms + 6_000, START + ms, ms) for ms in range(0, 54_000, 1_000)]
    known = timeline(seen, segment(protocol="hls"))
    pieces = timeline([*seen, SyncSample(1, 4_000, is_key=True, is_break=True)], segment(protocol="hls"))
    assert [(p.from_at, p.offset_ms, p.error_ms - known[1].error_ms) for p in pieces[1:3]] == [
        (known[1].from_at, 0, 4_000), (known[1].from_at + 4_000, 4_000, 0),
    ]  # fmt: skip
    assert pieces[0].error_ms == pieces[1].error_ms
    later = timeline([*seen, SyncSample(1, 30_000, is_key=True, is_break=True)], segment(protocol="hls"))
    assert later == known  # both sides were seen to arrive


def test_what_could_not_be_fetched_is_a_hole_though_the_part_has_a_place_for_it() -> None:
    """Media and time go on evenly behind it, so only the sample tells: what is said meanwhile stands at its end."""
    seen = [SyncSample(1, ms, START + ms, ms) for ms in range(0, 20_001, 1_000)]
    seen += [SyncSample(1, ms, START + ms, ms) for ms in range(24_500, 60_000, 1_000)]
    pieces = timeline([*seen, SyncSample(1, 24_000, is_key=True, lost_ms=4_000)], segment(protocol="hls"))
    assert [(p.from_at - START, p.offset_ms, p.in_gap) for p in pieces[1:]] == [
        (0, 0, False), (20_000, 24_000, True), (24_000, 24_000, False), (60_000, 60_000, True),
    ]  # fmt: skip


def test_a_late_last_arrival_is_no_hole() -> None:
    """What has had no time to come back yet is delay, as long as it is short."""
    samples = arrivals(60, delay=lambda media_ms: 900 if media_ms >= 58_000 else 0)
    assert [p.in_gap for p in timeline(samples, segment())] == [True, False, True]


def test_a_drifting_media_clock_is_followed() -> None:
    """A media clock 100 ppm slow or fast is followed to 150 ms over an hour, without a hole worth the name."""
    for ppm in (-100, 100):
        samples = arrivals(3600, delay=lambda media_ms, ppm=ppm: media_ms * ppm // 1_000_000)
        pieces = timeline(samples, segment(duration_ms=3_600_000))
        for at in range(60_000, 3_540_000, 60_000):
            truth = (at + 2_000) * 1_000_000 // (1_000_000 + ppm)
            assert abs(offset_at(pieces, START + at) - truth) <= 150
        assert all(p.to_at - p.from_at <= 100 for p in pieces[1:-1] if p.in_gap)


def test_a_reconnection_leaves_a_hole_before_the_next_segment() -> None:
    """Between two connections events fall on the first frame of the second, whose offset follows the first."""
    samples = arrivals(60) + arrivals(30, number=2, opened_at=START + 70_000)
    pieces = timeline(samples, segment(), segment(2, duration_ms=30_000))
    hole = START + 63_000
    assert (offset_at(pieces, hole), is_in_gap(pieces, hole)) == (60_000, True)
    found = locate(pieces, hole)
    assert found is not None
    assert (found[0].segment, found[0].position_ms) == (2, 0)
    assert offset_at(pieces, START + 80_000) == 72_000


def test_media_repeated_by_a_reconnection_counts_where_it_came_first() -> None:
    """The cache of the second connection repeats 2 s: offsets skip them and never step back."""
    samples = arrivals(60) + arrivals(30, number=2, opened_at=START + 58_000)
    pieces = timeline(samples, segment(), segment(2, duration_ms=30_000))
    assert not any(p.in_gap for p in pieces[1:-1])
    assert offset_at(pieces, START + 57_999) == 59_999
    assert offset_at(pieces, START + 58_000) == 62_000


def test_a_segment_that_is_left_for_the_next_one_ends_there() -> None:
    """The first is shown up to 58 s, the second not at all; the third repeats from there and goes on."""
    opened_at = START + 58_000
    samples = [*arrivals(60), *arrivals(60, number=3, opened_at=opened_at)]
    pieces = timeline(
        samples, segment(offset_ms=0, shown_ms=58_000), segment(2, offset_ms=58_500, duration_ms=900, shown_ms=0),
        segment(3, offset_ms=58_000, started_at=opened_at),
    )  # fmt: skip
    shown = [(piece.segment, piece.offset_ms, piece.position_ms) for piece in pieces if not piece.in_gap]
    assert shown == [(1, 0, 0), (3, 58_000, 0)]
    for second in (10, 57, 59, 90):
        assert offset_at(pieces, START - 2_000 + second * 1000) == second * 1000


def test_stored_offsets_of_segments_are_used() -> None:
    """A finished file's own place in the video goes before the sum of durations, and no piece reaches beyond it."""
    samples = arrivals(60) + arrivals(30, number=2, opened_at=START + 70_000)
    pieces = timeline(samples, segment(offset_ms=0), segment(2, offset_ms=59_900, duration_ms=30_000))
    assert offset_at(pieces, START + 69_000) == 60_900
    assert max(p.offset_ms + p.to_at - p.from_at for p in pieces[1:-1] if p.segment == 1 and not p.in_gap) == 59_900


def test_a_running_session_goes_on_behind_its_newest_sample() -> None:
    """What is said until the next provisional timeline has a place, too; not for ever, nor behind a complete part."""
    pieces = timeline(arrivals(20), segment(duration_ms=None, state=SegmentState.RECORDING))
    assert (offset_at(pieces, START + 60_000), is_in_gap(pieces, START + 60_000)) == (62_000, False)
    assert (offset_at(pieces, START + 99_000), is_in_gap(pieces, START + 99_000)) == (19_000 + AHEAD_MS, True)
    complete = timeline(arrivals(20), segment(duration_ms=None, state=SegmentState.RAW))
    assert (offset_at(complete, START + 60_000), is_in_gap(complete, START + 60_000)) == (19_000, True)


@pytest.mark.parametrize("known_ms", [None, 10_000])
@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_part_that_could_not_be_finished_has_no_place(lost: int, known_ms: int | None) -> None:
    """Its samples are there, its media is not in the video: what was said then is in a hole, or before or behind it."""
    places = iter((0, 10_000))
    segments = [
        segment(n, started_at=START + 20_000 * n, state=SegmentState.FAILED, duration_ms=known_ms)
        if n == lost
        else segment(n, started_at=START + 20_000 * n, duration_ms=10_000, offset_ms=next(places))
        for n in (1, 2, 3)
    ]
    samples = [one for n in (1, 2, 3) for one in arrivals(10, number=n, opened_at=START + 20_000 * n, cached_ms=0)]
    pieces = timeline(samples, *segments)
    assert lost not in {piece.segment for piece in pieces}
    assert {p.offset_ms - p.position_ms for p in pieces if p.segment} == {0, 10_000}
    at = START + 20_000 * lost + 5_000
    assert (offset_at(pieces, at), is_in_gap(pieces, at)) == ({1: 0, 2: 10_000, 3: 20_000}[lost], True)


def test_few_samples_are_used_with_a_larger_error() -> None:
    """A connection of four seconds is placed by what there is, and says so."""
    pieces = timeline(arrivals(4), segment(duration_ms=4_000))
    assert offset_at(pieces, START) == 2_000
    assert pieces[1].error_ms >= LATENCY_ERROR_MS["flv"] + 5_000


def test_without_samples_the_start_of_the_part_and_the_gaps_must_do() -> None:
    """Kind "none": media from the start on, standing still in the gaps, with the error measured for such guesses."""
    gap = Gap(session_id=1, cause=GapCause.PAUSE, started_at=START + 10_000, ended_at=START + 15_000)
    pieces = timeline([], segment(), gaps=(gap,))
    assert offset_at(pieces, START + 5_000) == 5_000
    assert (offset_at(pieces, START + 12_000), is_in_gap(pieces, START + 12_000)) == (10_000, True)
    assert offset_at(pieces, START + 20_000) == 15_000
    assert {(p.kind, p.error_ms) for p in pieces} == {("none", UNSAMPLED_ERROR_MS)}


def test_a_gap_within_a_gap_moves_nothing_without_samples() -> None:
    """What lies within another one was stood still for already, and one that is open has no end to go on from."""
    outer = Gap(session_id=1, cause=GapCause.PAUSE, started_at=START + 10_000, ended_at=START + 20_000)
    inner = Gap(session_id=1, cause=GapCause.STALL, started_at=START + 12_000, ended_at=START + 15_000)
    still_open = Gap(session_id=1, cause=GapCause.STALL, started_at=START + 30_000)
    alone = timeline([], segment(), gaps=(outer,))
    assert timeline([], segment(), gaps=(outer, inner, still_open)) == alone
    assert offset_at(alone, START + 25_000) == 15_000


@pytest.mark.parametrize("segments", [(), (segment(duration_ms=0),), (segment(duration_ms=None),)])
def test_without_video_there_is_one_piece_without_segment(segments: tuple[Segment, ...]) -> None:
    """Every instant has a place even then: nowhere."""
    [piece] = timeline([], *segments)
    assert (piece.from_at, piece.to_at, piece.segment, piece.in_gap, piece.kind) == (
        MIN_INSTANT, MAX_INSTANT, None, True, "none",
    )  # fmt: skip


parts = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 30_000)),  # duration
        st.integers(-3_000, 20_000),  # pause before the part
        st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)), max_size=25),  # steps of media and wall
        st.sampled_from(["flv", "hls"]),
        st.one_of(st.none(), st.integers(0, 60_000)),  # offset
    ),
    max_size=4,
)


@given(parts, st.integers(-10_000, 10_000), st.lists(st.integers(0, 90_000), max_size=4))
def test_any_samples_give_a_whole_and_monotone_timeline(
    parts: list[tuple[int | None, int, list[tuple[int, int]], str, int | None]], skew_ms: int, holes: list[int]
) -> None:
    """Whatever was sampled: every instant has one place, offsets never step back, positions stay inside the media."""
    samples, segments, wall, offset_floor = [], [], START, 0
    for number, (duration_ms, pause_ms, steps, protocol, offset) in enumerate(parts, 1):
        wall += pause_ms
        begun, media = wall, 0
        for media_step, wall_step in steps:
            media, wall = media + media_step, wall + wall_step
            samples.append(SyncSample(number, media, wall, wall - START))
        if offset is not None:
            offset_floor += offset
        segments.append(
            segment(
                number, duration_ms=duration_ms, started_at=begun, protocol=protocol,
                offset_ms=None if offset is None else offset_floor,
            )
        )  # fmt: skip
    gaps = tuple(
        Gap(session_id=1, cause=GapCause.STALL, started_at=START + at, ended_at=START + at + 700) for at in holes
    )
    pieces = timeline(samples, *segments, gaps=gaps, skew_ms=skew_ms)
    assert pieces[0].from_at == MIN_INSTANT
    assert pieces[-1].to_at == MAX_INSTANT
    assert [p.number for p in pieces] == list(range(1, len(pieces) + 1))
    durations = {s.number: s.duration_ms for s in segments}
    end_ms = 0
    for i, piece in enumerate(pieces):
        assert piece.from_at < piece.to_at
        assert i == 0 or piece.from_at == pieces[i - 1].to_at
        assert piece.offset_ms >= end_ms
        assert piece.position_ms >= 0
        end_ms = piece.offset_ms + (0 if piece.in_gap else piece.to_at - piece.from_at)
        if piece.segment is not None and (duration_ms := durations[piece.segment]) is not None:
            assert piece.position_ms + end_ms - piece.offset_ms <= duration_ms
