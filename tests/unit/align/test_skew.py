"""The clock of the server against ours."""

from __future__ import annotations

from archiver.align.skew import SkewEstimator

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
