"""The clock of the server against ours."""

from __future__ import annotations

import random

import pytest

from archiver.align.part import Knowledge
from archiver.align.skew import PLAUSIBLE_MS, RoundTrips, SkewEstimator, dated, round_trip, set_forward, skew_history
from archiver.model.timeline import SkewSample, SyncSample

AT = 1_786_367_257_000


def test_the_fastest_frame_tells_the_skew() -> None:
    """Delay on the way only lowers a sample, so the largest one counts."""
    skew = SkewEstimator()
    for i, delay_ms in enumerate((900, 120, 400)):
        skew.add(AT + i * 1000 + 2000 - delay_ms, AT + i * 1000)
    assert skew.skew_ms == 2000 - 120


def test_our_clock_behind_or_ahead() -> None:
    """The skew can be negative, and the first sample replaces "not known"."""
    skew = SkewEstimator()
    skew.add(AT - 5000, AT)
    assert skew.skew_ms == -5000


def test_nonsense_is_left_out() -> None:
    """A server clock a day or more off, such as 0, is no sample."""
    skew = SkewEstimator()
    skew.add(0, AT)
    skew.add(AT + 90_000_000, AT)
    assert skew.skew_ms == 0


def test_what_was_known_counts_until_it_is_old() -> None:
    """A stored skew holds beside late first samples; after two windows only new samples count."""
    skew = SkewEstimator(500)
    skew.add(AT + 100, AT)
    assert skew.skew_ms == 500
    for minute in (6, 12):
        skew.add(AT + minute * 60_000 + 300, AT + minute * 60_000)
    assert skew.skew_ms == 300


def test_a_clock_set_back_or_forth_is_followed() -> None:
    """After our clock was set, old samples stop counting: at once when that raises the skew, else in ten minutes."""
    skew = SkewEstimator()
    skew.add(AT, AT)
    skew.add(AT + 60_000, AT + 30_000)
    assert skew.skew_ms == 30_000
    for minute in range(1, 15):
        skew.add(AT + minute * 60_000, AT + minute * 60_000 + 10_000)
    assert skew.skew_ms == -10_000


def socket(at: int, skew_ms: int) -> SkewSample:
    return SkewSample("socket", at, skew_ms, None)


def trip(at: int, skew_ms: int, error_ms: int) -> SkewSample:
    return SkewSample("http", at, skew_ms, error_ms)


def test_a_round_trip_bounds_the_skew_on_both_sides() -> None:
    """The server's clock was read between the sending and the receipt."""
    assert round_trip(10_500, 10_000, 10_080) == trip(10_080, 460, 40)
    assert round_trip(10_500, 10_100, 10_000) is None
    assert round_trip(10_500 + 2 * PLAUSIBLE_MS, 10_000, 10_080) is None


def test_the_shortest_round_trip_counts_and_frames_narrow_it() -> None:
    """A frame's way makes its measurement too small: the truth lies between it and the round trip's upper bound."""
    samples = [
        socket(1_000, 400),
        trip(2_000, 460, 100),
        trip(3_000, 430, 20),
        trip(4_000, 600, 300),
        socket(5_000, 430),
    ]
    assert skew_history(samples) == [(1_000, 440)]
    assert [skew_history(samples[:n])[-1][1] for n in (1, 2, 3, 4)] == [400, 480, 430, 430]


def test_what_is_learned_soon_counts_from_the_beginning() -> None:
    """A first date says little, and it may be late as a frame may; both clocks go on as they are."""
    samples = [date(1_000, -440, 504), socket(1_200, -1_200), socket(1_600, -8), trip(2_200, 3, 31), trip(60_000, 0, 3)]
    assert skew_history(samples) == [(1_000, 0)]
    assert skew_history([socket(1_000, -1_200), socket(2_000, -8)]) == [(1_000, -8)]
    late = [date(1_000, -1_217, 504), socket(1_100, -40), date(1_200, -1_320, 521), trip(2_000, 0, 4)]
    assert skew_history(late) == [(1_000, 0)]


def test_clocks_that_drift_are_followed_over_hours() -> None:
    """What was measured minutes later is not of the hours before."""
    minutes = range(0, 600, 5)
    samples = [trip(minute * 60_000, minute, 100 - minute // 10) for minute in minutes]
    known = Knowledge(skew=skew_history(samples))
    assert all(abs(known.skew_at(minute * 60_000) - minute) <= 10 for minute in minutes)


def test_a_clock_that_was_set_is_followed() -> None:
    """Measurements that contradict each other mean that a clock was set: the newer one counts."""
    samples = [trip(1_000, 0, 20), socket(2_000, -10), socket(3_600_000, 3_600_000), trip(3_601_000, 3_600_010, 20)]
    assert [skew for _, skew in skew_history(samples)] == [5, 3_600_015]


def date(at: int, skew_ms: int, error_ms: int) -> SkewSample:
    return SkewSample("date", at, skew_ms, error_ms)


def test_a_date_bounds_the_skew_to_a_second_and_the_way() -> None:
    """The server's clock was at or up to a second behind its date, between the sending and the receipt."""
    assert dated(20_000, 10_000, 10_080) == date(10_080, 10_460, 540)
    assert dated(20_000, 10_100, 10_000) is None
    assert dated(10_000 + 2 * PLAUSIBLE_MS, 10_000, 10_080) is None


@pytest.mark.parametrize("skew_ms", [-86_000, -340, 0, 5_777])
def test_many_dates_tell_more_than_a_second(skew_ms: int) -> None:
    """Answers come at any moment of a second: what all of them allow is a fraction of it, and holds the truth."""
    rng, samples = random.Random(3), []
    for n in range(30):
        sent_at = AT + n * 15_000 + rng.randrange(1000)
        told_at = sent_at + rng.randrange(60) + skew_ms
        sample = dated(told_at // 1000 * 1000, sent_at, sent_at + 80)
        assert sample is not None
        assert abs(sample.skew_ms - skew_ms) <= (sample.error_ms or 0)
        samples.append(sample)
    assert abs(skew_history(samples)[-1][1] - skew_ms) <= 60


def test_dates_narrow_round_trips_and_frames() -> None:
    """Of what the shortest round trip allows the part that dates allow; one that contradicts it is of another clock."""
    assert skew_history([trip(1_000, 400, 200), date(2_000, 1_000, 600)]) == [(1_000, 500)]
    assert skew_history([trip(1_000, 400, 200), date(2_000, 5_000, 600)]) == [(1_000, 400)]
    assert skew_history([socket(1_000, 700), date(2_000, 500, 500)]) == [(1_000, 850)]


def test_dates_of_a_clock_that_was_set_count_from_then_on() -> None:
    """They contradict the ones before, and are believed."""
    samples = [date(1_000, 500, 500), date(2_000, 800, 500), date(3_000, 60_500, 500), date(4_000, 60_700, 500)]
    assert [skew for _, skew in skew_history(samples)] == [650, 60_600]


def test_without_measurements_there_is_no_history() -> None:
    """Nothing is made up."""
    assert skew_history([]) == []


def test_round_trips_of_a_clock_that_was_set_count_from_then_on() -> None:
    """However short the ones before were. A server whose answers differ by a little has set no clock."""
    samples = [trip(1_000, 400, 20), trip(2_000, -59_600, 60), trip(3_000, -59_640, 40), trip(4_000, -59_600, 50)]
    assert skew_history(samples) == [(1_000, 400), (2_000, -59_640)]
    assert skew_history([trip(1_000, 400, 20), trip(2_000, 520, 30)]) == [(1_000, 400)]
    trips = RoundTrips()
    assert [trips.is_news(one) for one in samples] == [True, True, True, False]


@pytest.mark.parametrize("step_ms", [3_000, 3_600_000])
def test_a_clock_that_was_set_ahead_counts_from_that_moment(step_ms: int) -> None:
    """The arrival of media tells when it was: half a minute before an answer of the platform has shown it."""
    samples = [
        SyncSample(1, at, AT + at + (step_ms if at >= 100_000 else 0), 7_000 + at) for at in range(0, 200_000, 1_000)
    ]
    before, behind = trip(AT + 90_000, 5, 20), trip(AT + 128_000 + step_ms, 5 - step_ms, 20)
    history = skew_history([before, behind])
    assert set_forward(history, samples) == [(AT + 90_000, 5), (AT + 100_000 + step_ms, 5 - step_ms)]
    assert set_forward(history[:1], samples) == history[:1]  # not a clock that was set, but a machine that slept
    assert set_forward([], samples) == []


def test_only_news_is_worth_keeping() -> None:
    """Slower answers within ten minutes of the best say nothing new; a later or a faster one does."""
    trips = RoundTrips()
    told = [
        trips.is_news(one) for one in (trip(0, 1, 50), trip(1_000, 1, 60), trip(2_000, 1, 40), trip(700_000, 1, 90))
    ]
    assert told == [True, False, True, True]


def test_dates_worth_keeping_say_something_new() -> None:
    """Not those within what is known: a narrower bound, another clock, or ten minutes later."""
    trips = RoundTrips()
    dates = [date(0, 500, 500), date(1_000, 505, 500), date(2_000, 700, 500), date(3_000, 9_000, 500)]
    assert [trips.is_news(one) for one in dates] == [True, False, True, True]
    assert trips.is_news(date(700_000, 9_000, 500))
