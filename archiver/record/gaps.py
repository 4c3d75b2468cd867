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

    def adopt(self, gap: Gap) -> None:
        """Go on with a gap that an earlier process left open."""
        self._open = gap

    def open(self, cause: GapCause, at: int, detail: str = "") -> None:
        """Media has stopped at ``at`` (epoch ms). Within an open gap nothing changes."""
        if self._open is None:
            self._put(Gap(session_id=self._session_id, cause=cause, started_at=at, detail=detail))

    def explain_pause(self, at: int) -> None:
        """The room is paused: that is why media has stopped."""
        self.open(GapCause.PAUSE, at)
        if self._open and self._open.cause is not GapCause.START:
            self._put(replace(self._open, cause=GapCause.PAUSE))

    def close(self, at: int) -> None:
        """Media flows again since ``at``, or there will be none."""
        if self._open is not None:
            self._put(replace(self._open, ended_at=max(at, self._open.started_at)))
            self._open = None

    def _put(self, gap: Gap) -> None:
        self._open = gap
        self._ledger.put_gap(gap)
