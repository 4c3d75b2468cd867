"""The ladder of waits."""

from __future__ import annotations

from archiver.record.retry import RetryPolicy


def test_waits_climb_and_stay() -> None:
    """0, 1, 2, 5, 10 and then 10 seconds."""
    policy = RetryPolicy()
    assert [policy.wait_s(n) for n in range(1, 8)] == [0, 1, 2, 5, 10, 10, 10]


def test_half_a_minute_of_media_starts_the_ladder_anew() -> None:
    """A short try counts as one more failure, a healthy one as the first."""
    policy = RetryPolicy()
    assert policy.failures_after(3, 29_999) == 4
    assert policy.failures_after(3, 30_000) == 1
