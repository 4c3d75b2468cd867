"""Waits between connections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.eventlog.reconnect import MAX_RETRY_AFTER_S, Backoff, ReconnectPolicy

POLICY = ReconnectPolicy()


def test_waits_double_up_to_thirty_seconds() -> None:
    """1, 2, 4, 8, 16 and then always 30 s, when chance takes nothing away."""
    backoff = Backoff(POLICY, chance=lambda: 0.0)
    assert [backoff.next_delay_s() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_connection_that_lived_resets_the_count() -> None:
    """After thirty seconds of connection the first wait is short again; after less it is not."""
    backoff = Backoff(POLICY, chance=lambda: 0.0)
    for _ in range(5):
        backoff.next_delay_s()
    assert backoff.next_delay_s(connected_s=29.9) == 30
    assert backoff.next_delay_s(connected_s=30) == 1


def test_a_wait_the_server_names_is_kept_within_reason() -> None:
    """retry_after_s is the least wait, but an absurd one is cut."""
    backoff = Backoff(POLICY, chance=lambda: 0.0)
    assert backoff.next_delay_s(retry_after_s=55) == 55
    assert backoff.next_delay_s(retry_after_s=1e9) == MAX_RETRY_AFTER_S


@given(st.integers(0, 2000), st.floats(0, 1))
def test_chance_only_shortens_and_never_below_three_quarters(failures: int, chance: float) -> None:
    """However often it failed, the wait stays between three quarters of the plan and the plan."""
    plain, jittered = Backoff(POLICY, chance=lambda: 0.0), Backoff(POLICY, chance=lambda: chance)
    for _ in range(failures):
        plain.next_delay_s()
        jittered.next_delay_s()
    planned = plain.next_delay_s()
    assert planned * 0.75 <= jittered.next_delay_s() <= planned
