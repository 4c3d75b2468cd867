"""A live FLV stream to the part files it belongs to, each delivery with one write."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from archiver.errors import DiskError
from archiver.flv.cutter import PartCutter
from archiver.flv.pieces import Cut, Mark
from archiver.media.lost_part import create_part, write_anew
from archiver.model.media import CaptureProgress, PartEnd
from archiver.open_file import is_gone
from archiver.ports import Clock

#: Progress is reported at every key frame, and at a look when none has come for so long.
REPORT_MS = 900


class PartWriter:
    """Writes what it is given, unbuffered. Use ``write`` as the sink of a stream, then ``finish``."""

    def __init__(
        self,
        part: Path,
        cutter: PartCutter,  # one that cuts only when ``on_cut`` is given
        clock: Clock,
        *,
        on_progress: Callable[[CaptureProgress], None],
        on_cut: Callable[[PartEnd], Path] | None,
    ) -> None:
        """Raises OSError when the part cannot be made; one that exists is never overwritten."""
        self._cutter = cutter
        self._skim = cutter.skim
        self._clock = clock
        self._on_progress = on_progress
        self._on_cut = on_cut
        self._path = part
        self._file = create_part(part)  # -1: the next part could not be made
        self._reported_at = clock.monotonic_ms()
        self._reported_ms = -1
        self._looked_ms = -1  # how far pictures had come at the last look
        self.bytes = 0  #: of the running part
        self.is_lost = False  #: the last part was removed by somebody, and is still open

    @property
    def tags(self) -> int:
        """How many tags with media have come: what a watchdog looks at."""
        return self._cutter.tags

    @property
    def media_ms(self) -> int:
        """How far the running part has come."""
        return max(self._reported_ms, 0)

    def write(self, data: memoryview) -> None:
        """Write what has come, and report how far the media is.

        Raises:
            DiskError: no space, no folder.
            MediaInvalidError: the stream is not FLV.
        """
        if self._skim(data):
            self._append(data)
            return
        pieces = self._cutter.feed(data)
        marks = self._cutter.take_marks()
        for piece in pieces:
            if isinstance(piece, Cut):
                self._go_on_in_next(piece, [mark for mark in marks if mark.part < piece.part])
                marks = [mark for mark in marks if mark.part >= piece.part]
            else:
                self._append(piece)
        for mark in marks:
            self._report_mark(mark)

    def look(self) -> int:
        """To be called about once a second: reports how far the media is, if nothing has for a second.

        Returns how many tags with media have come.

        Raises:
            DiskError: somebody has removed the part: what is written to it is gone, unless it is put back.
        """
        self._require_place()
        if self._cutter.is_settled and self._clock.monotonic_ms() - self._reported_at >= REPORT_MS:
            self._report_reached()
        self._looked_ms = self._cutter.position_ms
        return self.tags

    def _report_reached(self) -> None:
        """Tell of the newest picture; of sound, where pictures have stopped coming."""
        cutter = self._cutter
        is_sound = cutter.position_ms == self._looked_ms and cutter.heard_ms - cutter.position_ms > REPORT_MS
        if is_sound:
            self._report(cutter.heard_ms, cutter.heard_pts_ms)
        else:
            self._report(cutter.position_ms, cutter.pts_ms)

    def finish(self) -> None:
        """Write what was held back, report the end, close. A part that received nothing is removed.

        One that somebody has removed stays open, for ``put_back``.
        """
        if self._file >= 0:
            with suppress(DiskError):  # of a disk without space it is known already; an unfinished tag is no loss
                for held in self._cutter.finish():
                    self._append(held)
            self.is_lost = bool(self.bytes) and is_gone(self._path, self._file)
            if not self.is_lost:
                os.close(self._file)
            if not self.bytes:
                self._path.unlink(missing_ok=True)
        for mark in self._cutter.take_marks():
            self._report_mark(mark)
        if self.tags:
            self._report(self._cutter.position_ms, self._cutter.pts_ms)

    def put_back(self) -> None:
        """Write a part that was lost anew in its place, from what is still open, and close it. Blocking.

        Raises:
            OSError: it cannot be; then it is lost for good.
        """
        try:
            write_anew(self._path, self._file)
        finally:
            os.close(self._file)
            self.is_lost = False

    def _append(self, data: bytes | memoryview) -> None:
        try:
            self.bytes += (done := os.write(self._file, data))
            while done < len(data):  # a disk that is nearly full takes a piece, then says so
                data = memoryview(data)[done:]
                self.bytes += (done := os.write(self._file, data))
        except OSError as error:
            raise _disk_error(error) from error

    def _go_on_in_next(self, cut: Cut, marks: Sequence[Mark]) -> None:
        assert self._on_cut is not None, "a cutter cuts only for who wants parts"
        self._require_place()
        for mark in marks:
            self._report_mark(mark)
        self._report(cut.position_ms, cut.pts_ms)
        self._path = self._on_cut(PartEnd(cause=cut.cause, bytes=self.bytes, media_ms=self.media_ms))
        self.bytes, self._reported_ms = 0, -1
        os.close(self._file)
        self._file = -1
        try:
            self._file = create_part(self._path)
        except OSError as error:
            raise _disk_error(error) from error
        self._append(cut.prefix)

    def _require_place(self) -> None:
        """Raise DiskError when somebody has removed the part; nothing of it may be closed before it is put back."""
        if is_gone(self._path, self._file):
            raise DiskError(f"{self._path} was removed while it was being written")

    def _report_mark(self, mark: Mark) -> None:
        self._report(mark.position_ms, mark.pts_ms, is_key=mark.is_key, sei_ts=mark.sei_ts)

    def _report(self, position_ms: int, pts_ms: int, *, is_key: bool = False, sei_ts: int | None = None) -> None:
        """Tell of a position; one that is not ahead of the last is no news."""
        if position_ms <= self._reported_ms:
            return
        self._reported_ms = position_ms
        self._reported_at = self._clock.monotonic_ms()
        self._on_progress(
            CaptureProgress(
                media_ms=position_ms, bytes=self.bytes, wall_ms=self._clock.now_ms(), monotonic_ms=self._reported_at,
                pts_ms=pts_ms, is_key=is_key, sei_ts=sei_ts,
            )
        )  # fmt: skip


def _disk_error(error: OSError) -> DiskError:
    return DiskError(f"the part cannot be written ({error.strerror})")
