"""One segment's time by the best kind there is: the encoder's clock, playlist dates, arrival."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.align.part import Knowledge, learn_latencies, part_runs
from archiver.align.runs import DATE_ERROR_MS, LATENCY_ERROR_MS, LEARNED_ERROR_MS, SEI_ERROR_MS, Run, instant_in
from archiver.model.timeline import Latency, SyncSample
from tests.unit.align.test_build import START, segment

GOP_MS = 2_000


def stream(
    seconds: int,
    *,
    latency_ms: int = 2_500,
    sei: Callable[[int, int], int | None] | None = lambda media_ms, at: at,
    capture: Callable[[int], int] = lambda media_ms: START + media_ms,
    late: Callable[[int], int] = lambda media_ms: 0,
) -> list[SyncSample]:
    """What a frame-reading engine notes: each key frame and each second. ``capture`` is the truth of a position."""
    samples = []
    for media_ms in range(0, seconds * 1000, 1_000):
        at = capture(media_ms)
        is_key = media_ms % GOP_MS == 0
        wall_ms = at + latency_ms + late(media_ms)
        ts = sei(media_ms, at) if sei and is_key else None
        samples.append(SyncSample(1, media_ms, wall_ms, wall_ms - START, 90_000 + media_ms, is_key, ts))
    return samples


def runs(
    samples: list[SyncSample], seconds: int = 60, knowledge: Knowledge | None = None, **fields: object
) -> list[Run]:
    return part_runs(
        samples, segment(duration_ms=seconds * 1000, **fields), (), seconds * 1000, knowledge or Knowledge()
    )


def errors(
    found: list[Run], seconds: int = 60, capture: Callable[[int], int] = lambda media_ms: START + media_ms
) -> list[int]:
    """How far each hundredth of a second of the media is from the instant it was captured at."""
    return [(instant_in(found, ms) or 0) - capture(ms) for ms in range(0, seconds * 1000, 10)]


def kinds(found: list[Run]) -> set[str]:
    return {run.kind for run in found}


def test_the_encoders_clock_is_taken_whatever_the_latency() -> None:
    """With SEI the way from the camera to us does not matter."""
    found = runs(stream(60, latency_ms=4_000))
    assert [(run.kind, run.error_ms) for run in found] == [("sei", SEI_ERROR_MS)]
    assert set(errors(found)) == {0}


def test_jitter_of_the_encoders_clock_is_smoothed() -> None:
    """A clock read 0 to 60 ms late is right to half of that, in one piece or few."""
    found = runs(stream(60, sei=lambda media_ms, at: at + media_ms // 100 * 37 % 60))
    assert max(map(abs, errors(found))) <= 60
    assert len(found) <= 6


@pytest.mark.parametrize("lie", [400_000, -400_000, 3_000], ids=["ahead", "behind", "in the future"])
def test_a_clock_that_lies_is_not_believed(lie: int) -> None:
    """Far from the time of arrival it is another clock: arrival is better, and says how sure it is."""
    found = runs(stream(60, latency_ms=500, sei=lambda media_ms, at: at + lie))
    assert [(run.kind, run.error_ms) for run in found] == [("arrival", LATENCY_ERROR_MS["flv"])]


def test_single_lies_are_rejected() -> None:
    """Every fifth stamp is a second off, and one is garbage: neither moves anything."""

    def sei(media_ms: int, at: int) -> int:
        return at + (1_000 if media_ms % 10_000 == 4_000 else 0) - (9_000 if media_ms == 30_000 else 0)

    found = runs(stream(60, sei=sei))
    assert kinds(found) == {"sei"}
    assert set(errors(found)) == {0}


@pytest.mark.parametrize("kept", [1, 2])
def test_too_few_stamps_are_an_accident(kept: int) -> None:
    """One or two stamps in a minute do not make a clock."""
    found = runs(stream(60, sei=lambda media_ms, at: at if media_ms < kept * GOP_MS else None))
    assert kinds(found) == {"arrival"}


def test_where_stamps_end_arrival_goes_on_with_what_they_taught() -> None:
    """A mixer that stops stamping: the rest is placed by arrival, with the latency of this very connection."""
    found = runs(stream(120, latency_ms=2_700, sei=lambda media_ms, at: at if media_ms < 40_000 else None), 120)
    assert [run.kind for run in found] == ["sei", "arrival"]
    assert found[1].error_ms == LEARNED_ERROR_MS
    assert max(map(abs, errors(found, 120))) <= 5


@pytest.mark.parametrize("stalled_at", [2_000, 27_000, 28_000, 29_000, 57_000])
def test_a_stall_of_the_source_is_placed_by_arrival_within_the_gop(stalled_at: int) -> None:
    """Between two stamps media stood still for 8 s: arrival tells before which frame, the error how sure."""

    def capture(media_ms: int) -> int:
        return START + media_ms + (8_000 if media_ms >= stalled_at else 0)

    found = runs(stream(60, capture=capture))
    for run in found:
        for ms in range(run.position_ms, run.end_ms, 10):
            error = run.at + ms - run.position_ms - capture(ms)
            assert abs(error) <= run.error_ms, (ms, run)
    wrong = [error for error in errors(found, capture=capture) if abs(error) > 40]
    assert len(wrong) <= 100, "at most the second in which nothing was noted"


def test_a_stall_of_the_network_moves_nothing() -> None:
    """Frames held up for 8 s carry the same clock as ever."""
    found = runs(stream(60, late=lambda ms: max(0, 8_000 - (ms - 30_000)) if ms >= 30_000 else 0))
    assert set(errors(found)) == {0}


def test_a_burst_is_not_taken_for_the_jump_of_media_behind_it() -> None:
    """Where between two stamps the media jumped, the arrivals between them tell, and not those of the beginning."""

    def capture(media_ms: int) -> int:
        return START + media_ms - (400 if media_ms >= 5_000 else 0)

    samples = stream(60, latency_ms=600, capture=capture, late=lambda media_ms: max(0, 3_000 - media_ms))
    found = runs(samples)
    assert kinds(found) == {"sei"}
    for run in found:
        for ms in range(run.position_ms, run.end_ms, 10):
            assert abs((instant_in(found, ms) or 0) - capture(ms)) <= run.error_ms


def test_media_that_jumps_at_the_beginning_of_a_connection_is_believed() -> None:
    """Arrival takes it for media that was late until then; each frame's own arrival says that its clock is right."""

    def capture(media_ms: int) -> int:
        return START + media_ms - (4_000 if media_ms >= 13_000 else 0)

    samples = [one for one in stream(60, latency_ms=600, capture=capture) if not 9_000 <= one.media_ms < 13_000]
    found = runs(samples)
    assert kinds(found) == {"sei"}
    off = [error for ms, error in zip(range(0, 60_000, 10), errors(found, capture=capture), strict=True)
           if not 8_000 <= ms <= 14_000]  # fmt: skip
    assert set(off) == {0}


def test_stamps_read_back_from_a_part_need_no_arrival() -> None:
    """A part whose arrival nobody noted is placed by its encoder alone."""
    found = runs([s._replace(wall_ms=None, monotonic_ms=None) for s in stream(60)])
    assert kinds(found) == {"sei"}
    assert set(errors(found)) == {0}


def playlist(seconds: int, *, bias_ms: int, latency_ms: int = 5_000, said_ms: int = 2_000) -> list[SyncSample]:
    """Segments of 2 s by a playlist that says they are ``said_ms`` long."""
    return [
        SyncSample(1, index * said_ms, START + index * 2_000 + latency_ms, index, None, True, None,
                   START + index * 2_000 + bias_ms)
        for index in range(seconds // 2)
    ]  # fmt: skip


def test_dates_of_a_playlist_go_before_arrival() -> None:
    """Their bias is unknown, and the error says so."""
    found = runs(playlist(60, bias_ms=300), protocol="hls")
    assert [(run.kind, run.error_ms) for run in found] == [("pdt", DATE_ERROR_MS)]
    assert set(errors(found)) == {300}


def test_a_learned_bias_is_taken_out_of_the_dates() -> None:
    """What was learned from streams that carry the encoder's clock makes dates good to a fraction of a second."""
    knowledge = Knowledge(latencies={1: {"pdt": Latency("pdt", 290, 40)}})
    found = runs(playlist(60, bias_ms=300), knowledge=knowledge, protocol="hls")
    assert set(errors(found)) == {10}
    assert found[0].error_ms == LEARNED_ERROR_MS + 40


def test_rounded_lengths_of_segments_are_put_right_by_key_frames() -> None:
    """A playlist whose lengths are 3 % short would be seconds off after a minute."""
    keys = [SyncSample(1, ms, pts_ms=ms, is_key=True) for ms in range(0, 60_000, 2_000)]
    samples = playlist(60, bias_ms=0, said_ms=1_940)
    assert max(map(abs, errors(runs(samples, protocol="hls")))) > 1_000
    assert set(errors(runs([*samples, *keys], protocol="hls"))) == {0}


@pytest.mark.parametrize("jump_ms", [900, 4_000, 9_000])
def test_a_jump_at_a_discontinuity_is_found_by_its_key_frames(jump_ms: int) -> None:
    """Timestamps that go on later by less than FFmpeg joins leave a hole in the part of which no playlist tells."""
    keys = [
        SyncSample(1, ms + (jump_ms if ms >= 30_000 else 0), pts_ms=ms, is_key=True) for ms in range(0, 50_000, 1_000)
    ]
    claims = [
        s._replace(is_break=s.media_ms == 30_000, date_at=(s.date_at or 0) + (jump_ms if s.media_ms >= 30_000 else 0))
        for s in playlist(50, bias_ms=0)
    ]
    assert set(errors(runs([*claims, *keys], protocol="hls"))) == {0}


def test_a_discontinuity_without_a_jump_stays_where_it_is() -> None:
    """FFmpeg puts most of them right behind what came before: a key frame a little away is none of theirs."""
    keys = [SyncSample(1, ms, pts_ms=ms, is_key=True) for ms in range(0, 60_000, 5_000)]
    claims = [s._replace(is_break=s.media_ms == 32_000) for s in playlist(60, bias_ms=0)]
    assert set(errors(runs([*claims, *keys], protocol="hls"))) == {0}


def test_a_learned_latency_corrects_arrival() -> None:
    """What the same host showed elsewhere makes arrival good to a fraction of a second."""
    knowledge = Knowledge(latencies={1: {"arrival": Latency("arrival", 2_600, 30)}})
    found = runs(stream(60, latency_ms=2_500, sei=None), knowledge=knowledge)
    assert set(errors(found)) == {-100}
    assert found[0].error_ms == LEARNED_ERROR_MS + 30


def test_a_stream_with_the_encoders_clock_teaches_its_latency() -> None:
    """Arrival and dates are both held against it; without it nothing is learned."""
    samples = stream(60, latency_ms=2_650, late=lambda ms: ms // 1000 * 7 % 20)
    [arrival] = learn_latencies(samples, segment(), 60_000, lambda wall_ms: 0)
    assert arrival.kind == "arrival"
    assert abs(arrival.latency_ms - 2_650) <= 20
    assert arrival.spread_ms <= 20
    assert learn_latencies(stream(60, sei=None), segment(), 60_000, lambda wall_ms: 0) == []
    both = [*playlist(60, bias_ms=-700), *(s._replace(media_ms=s.media_ms + 1) for s in stream(60, latency_ms=5_000))]
    learned = {one.kind: one for one in learn_latencies(both, segment(protocol="hls"), 60_000, lambda wall_ms: 0)}
    assert abs(learned["pdt"].latency_ms + 700) <= 2


def test_the_skew_holds_from_when_it_was_measured() -> None:
    """A clock of ours that was set in mid-session moves no event: each arrival is read by the skew of its time."""
    moved = [
        s._replace(wall_ms=s.wall_ms + (3_600_000 if s.media_ms >= 30_000 else 0))
        for s in stream(60, latency_ms=0, sei=None)
    ]  # type: ignore[operator]
    knowledge = Knowledge(skew=((0, 0), (START + 1_000_000, -3_600_000)))
    found = runs(moved, knowledge=knowledge)
    assert max(map(abs, errors(found))) <= 1_000


times = st.one_of(st.none(), st.integers(0, 200_000))


@given(st.lists(st.tuples(st.integers(0, 70_000), times, st.booleans(), times, times), max_size=40))
def test_any_samples_cover_the_whole_part_once(
    rows: list[tuple[int, int | None, bool, int | None, int | None]],
) -> None:
    """Whatever was noted, every position has one run, in order."""

    def at(value: int | None) -> int | None:
        return None if value is None else START + value

    samples = [SyncSample(1, ms, at(wall), 0, None, key, at(sei), at(date)) for ms, wall, key, sei, date in rows]
    found = runs(samples)
    assert found[0].position_ms == 0
    assert found[-1].end_ms == 60_000
    assert all(one.end_ms == two.position_ms for one, two in pairwise(found))
    assert all(run.length_ms > 0 and run.error_ms >= SEI_ERROR_MS for run in found)
