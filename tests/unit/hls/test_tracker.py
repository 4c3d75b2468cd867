"""What FFmpeg opens against what the playlist shows."""

from __future__ import annotations

from dataclasses import replace

from archiver.hls.pace import CLOSE_MS, SELDOM_MS, next_look_ms
from archiver.hls.playlist import HlsSegment, MediaPlaylist
from archiver.hls.tracker import MAX_KNOWN, PlaylistTracker
from archiver.model.media import PlaylistMark

DATE = 1_786_000_000_000


def url(sequence: int) -> str:
    return f"https://cdn.example/live/{sequence}.ts"


def playlist(first: int, last: int, length_ms: int = 2_000) -> MediaPlaylist:
    segments = [
        HlsSegment(sequence=n, url=url(n) + "?s=1", length_ms=length_ms, date_at=DATE + n * length_ms)
        for n in range(first, last + 1)
    ]
    return MediaPlaylist(segments=tuple(segments))


def live(tracker: PlaylistTracker, until: int, *, opened: bool = True) -> None:
    """A playlist of three segments, seen 40 ms after each new one, and FFmpeg that takes each of them."""
    for n in range(3, until + 1):
        tracker.see(playlist(n - 2, n), n * 2_000 + 40, n)
        if opened:
            tracker.open(url(n))


def test_segments_get_their_places_dates_and_moments() -> None:
    """A position is the start of a segment, and media up to there was announced with the segment before."""
    tracker = PlaylistTracker()
    tracker.open(url(1))
    tracker.open(url(2))
    live(tracker, 6)
    assert tracker.take_marks() == (
        PlaylistMark(0, None, None, DATE + 2_000),
        PlaylistMark(2_000, None, None, DATE + 4_000),
        PlaylistMark(4_000, None, None, DATE + 6_000),
        PlaylistMark(6_000, None, None, DATE + 8_000),
        PlaylistMark(8_000, 8_040, 4, DATE + 10_000),
    )
    assert tracker.take_marks() == ()


def test_a_discontinuity_is_a_break_of_the_part() -> None:
    """In front of it other media lies; in front of the part's first segment there is none."""
    tracker, shown = PlaylistTracker(), playlist(1, 3)
    broken = tuple(replace(one, is_discontinuity=one.sequence != 2) for one in shown.segments)
    tracker.see(replace(shown, segments=broken), 0, 0)
    for number in (1, 2, 3):
        tracker.open(url(number))
    tracker.finish()
    assert [(mark.media_ms, mark.is_break) for mark in tracker.take_marks()] == [
        (0, False), (2_000, False), (4_000, True),
    ]  # fmt: skip


def test_segments_that_fail_leave_no_place() -> None:
    """FFmpeg asks for a missing segment again and again, then goes on, and leaves its length free."""
    tracker = PlaylistTracker()
    live(tracker, 4)
    for _ in range(5):
        tracker.open(url(5))
        tracker.fail()
    tracker.see(playlist(5, 7), 14_000, 7)
    tracker.open(url(6))
    tracker.open(url(7))
    assert tracker.take_marks() == (
        PlaylistMark(0, None, None, DATE + 6_000),
        PlaylistMark(2_000, None, None, DATE + 8_000),
        PlaylistMark(4_000, 8_040, 4, None),  # up to here media had been announced with the fourth segment
        PlaylistMark(6_000, None, None, DATE + 12_000, lost_ms=2_000),
    )


def test_a_playlist_that_lags_behind_ffmpeg_is_waited_for() -> None:
    """FFmpeg reads its own copy, and may have seen a segment before we have."""
    tracker = PlaylistTracker()
    for n in (1, 2, 3):
        tracker.open(url(n))
    assert tracker.take_marks() == ()
    tracker.see(playlist(1, 3), 6_040, 3)
    assert [mark.media_ms for mark in tracker.take_marks()] == [0, 2_000]


def test_a_segment_that_went_by_unseen_takes_its_place() -> None:
    """What FFmpeg took while the playlist could not be read is counted as long as its neighbour."""
    tracker = PlaylistTracker()
    live(tracker, 4)
    for n in (5, 6, 7):
        tracker.open(url(n))
    tracker.see(playlist(6, 8), 16_040, 8)
    assert tracker.take_marks() == (
        PlaylistMark(0, None, None, DATE + 6_000),
        PlaylistMark(2_000, None, None, DATE + 8_000),
        PlaylistMark(4_000, 8_040, 4, None),
        PlaylistMark(6_000, None, None, DATE + 12_000),  # nobody knows when media up to here was announced
    )


def test_what_is_no_segment_of_the_playlist_is_passed_over() -> None:
    """Keys, and the first segments of other variants, which FFmpeg looks into at the start."""
    tracker = PlaylistTracker()
    for other in ("https://cdn.example/sd/3.ts", "https://keys.example/k"):
        tracker.open(other)
    live(tracker, 5)
    assert [mark.media_ms for mark in tracker.take_marks()] == [0, 2_000]


def test_looks_are_seldom_and_close_where_a_segment_is_due() -> None:
    """Nothing new can come right after a segment; around the next one looks are close and never in step."""
    assert next_look_ms(4_000, 0, 1) == 3_000
    close = [next_look_ms(4_000, 3_000, looks) for looks in range(20)]
    assert all(CLOSE_MS / 2 <= wait <= CLOSE_MS * 1.5 for wait in close)
    assert len(set(close)) > 15
    assert next_look_ms(4_000, 60_000, 1) == SELDOM_MS


def test_the_last_segment_has_its_place_when_ffmpeg_has_ended() -> None:
    """Nothing follows it that could tell that it was fetched; FFmpeg said nothing to the contrary."""
    tracker = PlaylistTracker()
    live(tracker, 4)
    assert [mark.media_ms for mark in tracker.take_marks()] == [0]
    tracker.finish()
    assert [mark.media_ms for mark in tracker.take_marks()] == [2_000]


def test_a_playlist_of_a_whole_broadcast_is_news_once() -> None:
    """However many segments it shows, each is seen for the first time once; old ones are forgotten behind it."""
    tracker = PlaylistTracker()
    assert len(tracker.see(playlist(1, MAX_KNOWN + 500), 1, 1)) == MAX_KNOWN + 500
    assert tracker.see(playlist(1, MAX_KNOWN + 500), 2, 2) == []
    assert [seen.segment.sequence for seen in tracker.see(playlist(2, MAX_KNOWN + 501), 3, 3)] == [MAX_KNOWN + 501]
    tracker.see(playlist(MAX_KNOWN + 500, MAX_KNOWN + 502), 4, 4)
    assert len(tracker.see(playlist(1, 10), 5, 5)) == 10
