"""The gap a session is in, if any: opened when media stops, closed when it flows again."""

from __future__ import annotations

from dataclasses import replace

from archiver.model.media import CaptureEnd
from archiver.model.session import Gap, GapCause
from archiver.record.ledger import Ledger

_CAUSES = {
    CaptureEnd.EOF: GapCause.DISCONNECT,
    CaptureEnd.STALLED: GapCause.STALL,
    CaptureEnd.REFUSED: GapCause.REFUSED,
}


def cause_of(end: CaptureEnd) -> GapCause:
    """The gap that follows a capture's end."""
    return _CAUSES.get(end, GapCause.UNKNOWN)


class GapTracker:
    """At most one gap is open at a time; it keeps its first cause, except that a pause found later explains it."""

    def __init__(self, session_id: int, ledger: Ledger) -> None:
        self._session_id = session_id
        self._ledger = ledger
        self._open: Gap | None = None
        self._closed: Gap | None = None  #: the last one that was closed

    def adopt(self, gap: Gap) -> None:
        """Go on with a gap that an earlier process left open."""
        self._open = gap

    def open(self, cause: GapCause, at: int, detail: str = "") -> None:
        """Media has stopped at ``at`` (epoch ms). Within an open gap nothing changes."""
        if self._open is None:
            self._open = self._put(Gap(session_id=self._session_id, cause=cause, started_at=at, detail=detail))

    def explain_pause(self, at: int) -> None:
        """The room is paused: that is why media has stopped."""
        self.open(GapCause.PAUSE, at)
        if self._open and self._open.cause is not GapCause.START:
            self._open = self._put(replace(self._open, cause=GapCause.PAUSE))

    def close(self, at: int, *, is_burst: bool = False) -> None:
        """Media flows again since ``at``, or there will be none.

        While the first media of a connection comes in a burst, each report can show that it began earlier than the one
        before had shown, down to where the media before had ended: what a server had kept is not missing.
        """
        if self._open is not None:
            self._closed = self._put(replace(self._open, ended_at=max(at, self._open.started_at)))
            self._open = None
        elif is_burst and self._closed is not None and self._closed.ended_at is not None and at < self._closed.ended_at:
            self._closed = self._put(replace(self._closed, ended_at=max(at, self._closed.started_at)))

    def _put(self, gap: Gap) -> Gap:
        self._ledger.put_gap(gap)
        return gap
