"""FFmpeg's -progress output."""

from __future__ import annotations

from archiver.media.progress import ProgressBlock, ProgressParser

BLOCK = """frame=12
bitrate= 310.2kbits/s
total_size=262144
out_time_us=480000
out_time=00:00:00.480000
progress=continue
""".splitlines()


def test_a_block_gives_position_and_size() -> None:
    """Only the line that closes a block gives something."""
    parser = ProgressParser()
    assert [parser.feed(line) for line in BLOCK] == [None] * 5 + [ProgressBlock(480, 262144, is_end=False)]


def test_the_last_block_says_so() -> None:
    """progress=end marks the end."""
    parser = ProgressParser()
    for line in ("out_time_us=1000", "total_size=5"):
        parser.feed(line)
    assert parser.feed("progress=end") == ProgressBlock(1, 5, is_end=True)


def test_unknown_values_are_not_a_report() -> None:
    """Before the first packet position and size are N/A; nothing of an earlier block is taken for them."""
    parser = ProgressParser()
    for line in BLOCK:
        parser.feed(line)
    assert [parser.feed(line) for line in ("total_size=N/A", "out_time_us=-5", "progress=continue")] == [None] * 3


def test_rubbish_is_passed_over() -> None:
    """Lines of another kind cost nothing."""
    parser = ProgressParser()
    assert [parser.feed(line) for line in ("", "=", "\0\xff", "progress")] == [None] * 4
