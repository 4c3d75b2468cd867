"""Command lines of FFmpeg."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.media import command
from archiver.model.media import Chapter, Label

URL = "https://pull.example/stream.flv?sign=secret"


def has(argv: list[str], *words: str) -> bool:
    """Whether these words follow one another in the command line."""
    return any(tuple(argv[n : n + len(words)]) == words for n in range(len(argv)))


def record(protocol: str, headers: dict[str, str] | None = None) -> list[str]:
    part = Path("/a/part.flv" if protocol == "flv" else "/a/part.ts")
    return command.record("ffmpeg", url=URL, protocol=protocol, part=part, headers=headers or {})


@pytest.mark.parametrize("protocol", ["flv", "hls"])
def test_every_recording_is_copied_flushed_timed_out_and_reported(protocol: str) -> None:
    """What keeps parts playable after a kill, and stalls from lasting for ever."""
    argv = record(protocol)
    assert has(argv, "-c", "copy")
    assert has(argv, "-flush_packets", "1")
    assert has(argv, "-progress", "pipe:1")
    assert has(argv, "-stats_period", "0.5")
    assert "-nostdin" in argv
    before_input = argv[: argv.index("-i")]
    assert has(before_input, "-rw_timeout", "8000000")
    assert not {"-copyts", "-reconnect", "-use_wallclock_as_timestamps"} & set(argv)


def test_flv_is_repaired_and_stays_flv() -> None:
    """Steps of the timestamps are joined, and the container survives a new picture size."""
    argv = record("flv")
    assert has(argv[: argv.index("-i")], "-dts_error_threshold", "1")
    assert has(argv, "-map", "0:v?", "-map", "0:a?", "-f", "flv")
    assert argv[argv.index("-i") + 1] == URL


def test_hls_begins_near_the_edge_and_gives_up() -> None:
    """Three segments back; ten reloads without news are enough."""
    argv = record("hls")
    before_input = argv[: argv.index("-i")]
    assert has(before_input, "-live_start_index", "-3")
    assert has(before_input, "-max_reload", "10")
    assert has(before_input, "-m3u8_hold_counters", "10")
    assert has(argv, "-f", "mpegts")


def test_headers_are_sent_but_credentials_never() -> None:
    """Cookies and authorization do not even reach the command line, whatever their case."""
    argv = record("flv", {"Cookie": "a=1", "authorization": "b", "User-Agent": "Agent", "Referer": "r"})
    assert has(argv, "-user_agent", "Agent")
    assert has(argv, "-headers", "Referer: r\r\n")


@pytest.mark.parametrize("headers", [{"Referer": "a\r\nEvil: 1"}, {"Evil\n": "1"}, {"A": "b\0"}])
def test_a_header_with_a_line_break_is_refused(headers: dict[str, str]) -> None:
    """Header values cannot add headers."""
    with pytest.raises(ValueError, match="line break"):
        record("flv", headers)


def test_a_remux_puts_the_index_in_front() -> None:
    """Fast start, no re-encoding, and the name Apple's players want for HEVC only."""
    argv = command.remux("ffmpeg", part=Path("/a/part.ts"), target=Path("/a/x.mp4"), is_hevc=True)
    assert has(argv, "-c", "copy")
    assert has(argv, "-movflags", "+faststart")
    assert has(argv, "-tag:v", "hvc1")
    assert has(argv, "-f", "mpegts", "-i", "/a/part.ts")
    assert "-tag:v" not in command.remux("ffmpeg", part=Path("/a/p.flv"), target=Path("/a/x.mp4"), is_hevc=False)


def test_labels_are_plain_bounded_text() -> None:
    """A title from the network stays one value of FFmpeg's metadata file; chapters follow one another to the end."""
    title = "a\0b\n[CHAPTER]=ü; #\\" + "x" * 5000
    label = Label(tags=(("title", title), ("artist", "y")), chapters=(Chapter(0, "Start"), Chapter(40, "x=1")))
    lines = command.label_text(label, 90).splitlines()
    assert lines[0] == ";FFMETADATA1"
    assert r"\=ü\; \#" in lines[1]
    assert len(lines[1]) < 1100
    assert lines[2] == "artist=y"
    assert lines[3:] == [
        "[CHAPTER]", "TIMEBASE=1/1000", "START=0", "END=40", "title=Start",
        "[CHAPTER]", "TIMEBASE=1/1000", "START=40", "END=90", r"title=x\=1",
    ]  # fmt: skip


def test_the_listing_quotes_names_and_states_durations() -> None:
    """An apostrophe in a folder name does not end the quotation."""
    listing = command.concat_listing([(Path("/it's/1.mp4"), 1234, 1.3), (Path("/b/2.mp4"), 5, None)])
    assert listing.splitlines() == [
        "ffconcat version 1.0", r"file '/it'\''s/1.mp4'", "duration 1.234", "outpoint 1.299500",
        "file '/b/2.mp4'", "duration 0.005",
    ]  # fmt: skip


def test_urls_are_redacted() -> None:
    """Signed URLs do not reach a log, also inside quotes and sentences."""
    text = command.redact(f"[https @ 0x1] Opening '{URL}' for reading; then HTTP://x/y?z")
    assert text == "[https @ 0x1] Opening '<url>' for reading; then <url>"
