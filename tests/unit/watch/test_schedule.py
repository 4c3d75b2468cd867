"""When a creator is checked next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.watch.schedule import HostPacer, SchedulePolicy, next_check_at

POLICY = SchedulePolicy(interval_s=60, jitter=0.1, max_backoff_s=600)
NOW = 1_790_000_000_000


def test_the_interval_is_kept_when_the_roll_is_in_the_middle() -> None:
    """Without failures the next check comes one interval later."""
    assert next_check_at(NOW, POLICY, roll=0.5) == NOW + 60_000


@given(roll=st.floats(0, 1, exclude_max=True))
def test_jitter_spreads_checks_around_the_interval(roll: float) -> None:
    """Jitter moves a check by at most its share of the interval, either way."""
    wait_ms = next_check_at(NOW, POLICY, roll=roll) - NOW
    assert 54_000 <= wait_ms <= 66_000


def test_failures_double_the_interval_up_to_the_cap() -> None:
    """Each failure in a row doubles the wait until the cap is reached."""
    waits = [next_check_at(NOW, POLICY, failure_count=n, roll=0.5) - NOW for n in (1, 2, 3, 4, 40)]
    assert waits == [120_000, 240_000, 480_000, 600_000, 600_000]


def test_an_entry_with_a_longer_interval_than_the_cap_keeps_it() -> None:
    """Back-off never makes an entry's checks more frequent than it asked for."""
    assert next_check_at(NOW, POLICY, interval_s=3600, failure_count=3, roll=0.5) == NOW + 3_600_000


def test_the_server_s_retry_after_is_never_undercut() -> None:
    """What the server asks for wins over a shorter interval."""
    assert next_check_at(NOW, POLICY, failure_count=1, retry_after_s=900, roll=0.0) == NOW + 900_000


def test_the_pacer_spaces_requests() -> None:
    """Turns are handed out one spacing apart, however close together they are asked for."""
    pacer = HostPacer(0.5)
    assert [pacer.wait_ms(1000), pacer.wait_ms(1000), pacer.wait_ms(1400)] == [0, 500, 600]


def test_a_host_that_wants_to_be_left_alone_is() -> None:
    """After a refusal the host is silent for as long as it asked, and no longer."""
    pacer = HostPacer(0.5)
    pacer.leave_alone(1000, 30)
    assert pacer.is_silent(1000)
    assert pacer.wait_ms(1000) == 30_000
    assert not pacer.is_silent(31_600)


def test_no_server_silences_us_for_longer_than_an_hour() -> None:
    """A Retry-After of years, by malice or mistake, costs an hour."""
    assert next_check_at(NOW, POLICY, failure_count=1, retry_after_s=1e9, roll=0.5) == NOW + 3_600_000
    pacer = HostPacer(0.5)
    pacer.leave_alone(1000, 1e9)
    assert not pacer.is_silent(3_601_000)
