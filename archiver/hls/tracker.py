"""Which segments of a live playlist a recording took, and what they tell of the part's time. No I/O.

FFmpeg records; beside it the playlist is read once more, and FFmpeg says which segments it opens. Put together: the
segment that begins at this position of the part has this date, and was first announced at this moment.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from archiver.hls.playlist import HlsSegment, MediaPlaylist
from archiver.model.media import FFMPEG_JUMP_MS, PlaylistMark

#: So many segments are remembered, and all that the newest playlist shows: mostly a handful.
MAX_KNOWN = 2_000
#: So many openings wait for the playlist that tells of them.
MAX_WAITING = 50


class SeenSegment(NamedTuple):
    """A segment and when a playlist first showed it."""

    segment: HlsSegment
    wall_ms: int
    monotonic_ms: int
    is_timed: bool  #: false: it was there when we first looked, so nobody knows since when


class PlaylistTracker:
    """Fed with playlists and with what FFmpeg says, in the order it happened; gives marks."""

    def __init__(self) -> None:
        self._known: dict[str, SeenSegment] = {}
        self._opened: deque[str] = deque(maxlen=MAX_WAITING)
        self._position_ms = 0
        self._has_unseen = False  # FFmpeg has just taken something no playlist of ours showed
        self._before: SeenSegment | None = None  # the segment that ends at the position
        self._marks: list[PlaylistMark] = []

    def see(self, playlist: MediaPlaylist, wall_ms: int, monotonic_ms: int) -> list[SeenSegment]:
        """Note a playlist as received; returns the segments it shows for the first time."""
        is_timed = bool(self._known)
        fresh = [
            SeenSegment(segment, wall_ms, monotonic_ms, is_timed)
            for segment in playlist.segments
            if segment.key not in self._known
        ]
        self._known.update((seen.segment.key, seen) for seen in fresh)
        if (surplus := len(self._known) - MAX_KNOWN) > 0:
            shown = {segment.key for segment in playlist.segments}
            for key in [key for key in self._known if key not in shown][:surplus]:
                del self._known[key]
        self._resolve()
        return fresh

    def open(self, key: str) -> None:
        """FFmpeg opens a URL (without its query) that is no playlist; a retry of the same one counts once."""
        if not self._opened or self._opened[-1] != key:
            self._opened.append(key)
            self._resolve()

    def fail(self) -> None:
        """The segment opened last could not be fetched."""
        if self._opened:
            self._opened.pop()

    def finish(self) -> None:
        """FFmpeg has ended: what it opened last and did not complain about, it has taken."""
        self._resolve(least=1)

    def take_marks(self) -> tuple[PlaylistMark, ...]:
        """What has been learned since the last call."""
        marks, self._marks = tuple(self._marks), []
        return marks

    def _resolve(self, *, least: int = 2) -> None:
        """Place the segments that were fetched: the newest opening may still fail, so it waits for the next one."""
        while len(self._opened) >= least:
            seen = self._known.get(self._opened[0])
            if seen is None and not any(key in self._known for key in self._opened):
                return  # the playlist we read is behind
            self._opened.popleft()
            if seen is not None:
                self._place(seen)
            self._has_unseen = seen is None

    def _place(self, seen: SeenSegment) -> None:
        """The segment begins at the position; media up to there was announced with the segment before it.

        Where there is a hole, that is known of where the hole begins, and not of where it ends.
        """
        hole_ms = self._hole_ms(seen)
        before = self._before if self._before and self._before.is_timed else None
        if hole_ms and before:
            self._marks.append(PlaylistMark(self._position_ms, before.wall_ms, before.monotonic_ms))
            before = None
        self._position_ms += hole_ms
        self._marks.append(
            PlaylistMark(
                self._position_ms,
                before and before.wall_ms,
                before and before.monotonic_ms,
                seen.segment.date_at,
                self._before is not None and seen.segment.is_discontinuity,
                0 if self._has_unseen else hole_ms,
            )
        )
        self._position_ms += seen.segment.length_ms
        self._before = seen

    def _hole_ms(self, seen: SeenSegment) -> int:
        """How much lies between the segment before and this one.

        FFmpeg leaves the length of segments free that it could not fetch, unless that is a jump to it; those it took
        while our look at the playlist failed are there.
        """
        before = self._before
        if before is None or seen.segment.is_discontinuity:
            return 0
        sequences = range(before.segment.sequence + 1, seen.segment.sequence)
        if len(sequences) > MAX_WAITING:
            return 0
        lengths = {one.segment.sequence: one.segment.length_ms for one in self._known.values()}
        hole_ms = sum(lengths.get(sequence, before.segment.length_ms) for sequence in sequences)
        return hole_ms if hole_ms < FFMPEG_JUMP_MS or self._has_unseen else 0
