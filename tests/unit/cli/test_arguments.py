"""Arguments that several commands share."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import get_args, get_type_hints

import pytest

from archiver.cli.arguments import QUALITIES, count, duration_ms, port, positive, seconds, session_ref, signed_ms
from archiver.config import RecordSettings
from archiver.wire.stream_urls import LEVELS


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("90", 90_000), ("90s", 90_000), ("1.5s", 1_500), ("250ms", 250), ("1h30m", 5_400_000), ("2d", 172_800_000),
        ("1:02", 62_000), ("1:02:03.5", 3_723_500), ("100:00:00", 360_000_000),
    ],
)  # fmt: skip
def test_times_people_write(text: str, ms: int) -> None:
    """Seconds, units and clock times all become milliseconds."""
    assert duration_ms(text) == ms


@pytest.mark.parametrize("text", ["", "h", "1x", "1h2", "-5", "1:2:3:4", "1e9"])
def test_other_times_are_refused(text: str) -> None:
    """What is no time is refused with examples of what is."""
    with pytest.raises(ArgumentTypeError, match="1h30m"):
        duration_ms(text)


@pytest.mark.parametrize(
    ("read", "bad"),
    [
        (positive, ("0", "-5", "x", "1.5", "9" * 12)),
        (count, ("-1", "")),
        (port, ("99999", "-1")),
        (seconds, ("0", "0ms")),
    ],
)
def test_numbers_out_of_bounds_are_refused(read: Callable[[str], object], bad: tuple[str, ...]) -> None:
    """Counts, ports and times that make no sense are wrong usage, not a surprise later."""
    for text in bad:
        with pytest.raises(ArgumentTypeError):
            read(text)


@pytest.mark.parametrize(("read", "least"), [(positive, "from 1"), (count, "from 0"), (port, "from 0")])
def test_what_numbers_there_are_is_named(read: Callable[[str], object], least: str) -> None:
    """What the sentence asks for is what is taken."""
    for text in ("-1", "9" * 12):
        with pytest.raises(ArgumentTypeError, match=f"{least} to 2147483647"):
            read(text)


def test_numbers_within_bounds() -> None:
    """The limits themselves are fine."""
    assert (positive("1"), count("0"), port("65535"), port("0"), seconds("250ms")) == (1, 0, 65_535, 0, 0.25)


@pytest.mark.parametrize(("text", "ms"), [("-1500", -1500), ("+250", 250), ("0", 0), ("-1.5s", -1500), ("2s", 2000)])
def test_shifts(text: str, ms: int) -> None:
    """A bare number is milliseconds; a sign is allowed."""
    assert signed_ms(text) == ms


def test_sessions_by_number_or_last() -> None:
    """``last`` or a number; anything else is refused."""
    assert (session_ref("last"), session_ref("12")) == (None, 12)
    for text in ("", "x", "-1", "0", "9" * 30, "9" * 5000, "1; drop", "²", "٣"):
        with pytest.raises(ArgumentTypeError, match="is not a session; use its number"):
            session_ref(text)


@pytest.mark.parametrize("text", ["9" * 400, "9" * 5000, "9" * 400 + "h", "9" * 400 + ":00:00", "5000d"])
@pytest.mark.parametrize("read", [duration_ms, seconds, signed_ms])
def test_endless_numbers_are_refused(read: Callable[[str], object], text: str) -> None:
    """A number beyond all bounds is wrong usage; no database and no clock ever sees it."""
    with pytest.raises(ArgumentTypeError):
        read(text)


def test_qualities_are_those_of_configuration_and_streams() -> None:
    """The command line, the configuration and the choice of a stream know the same qualities."""
    configured = get_args(get_type_hints(RecordSettings)["quality"])
    assert configured == QUALITIES
    assert set(QUALITIES) == {"best", *LEVELS}
