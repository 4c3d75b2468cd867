"""The parts of one connection, one after the other: their rows, their sync logs, their names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import structlog

from archiver.model.broadcast import StreamVariant
from archiver.model.media import CaptureProgress, CaptureResult, PartEnd
from archiver.model.session import Segment, SegmentState, Session
from archiver.ports import Clock
from archiver.record.ledger import Ledger
from archiver.record.plan import part_name, sync_log_name
from archiver.record.samples import SampleLog

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlace:
    """Where the parts of a connection belong."""

    session: Session
    folder: Path
    variant: StreamVariant
    suffix: str


class ConnectionParts:
    """Begins with the first part. Use as a context manager around the capture."""

    def __init__(self, place: PartPlace, number: int, *, ledger: Ledger, clock: Clock) -> None:
        self._place = place
        self._ledger = ledger
        self._clock = clock
        self._before_ms = 0  # media of the parts that are complete
        self.number = number  #: of the running part; where the next connection begins, once this one is over
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._samples.close()

    @property
    def path(self) -> Path:
        """Absolute path of the running part."""
        return self._place.folder / self._segment.part

    def note(self, progress: CaptureProgress) -> int:
        """Keep the samples of a report; returns how much media the connection has brought, ms."""
        self._noted_bytes = progress.bytes
        for sample in self._samples.note(progress):
            self._ledger.put_sample(sample)
        return self._before_ms + progress.media_ms

    def cut(self, end: PartEnd) -> Path:
        """The running part is complete and the connection goes on: the path of the next one."""
        log.info("The stream changed; a new part begins.", session_id=self._place.session.id, segment=self.number,
                 cause=end.cause.value, media_ms=end.media_ms, bytes=end.bytes)  # fmt: skip
        self._put(SegmentState.RAW, end.bytes, None)
        self._samples.close()
        self._before_ms += end.media_ms
        self.number += 1
        self._begin()
        return self.path

    def end(self, result: CaptureResult) -> CaptureResult:
        """The connection is over: its result with the media of all its parts. An empty part's number is free again.

        One that had media and is gone keeps its number: what is lost has a row, too.
        """
        size = result.bytes or self._noted_bytes
        self._put(SegmentState.RAW if size else SegmentState.EMPTY, size, result.message or None)
        if size:
            self.number += 1
        return replace(result, media_ms=self._before_ms + result.media_ms)

    def _begin(self) -> None:
        self._noted_bytes = 0  # of the running part, as last reported
        session, variant = self._place.session, self._place.variant
        self._segment = Segment(
            session_id=session.id, number=self.number, attempt=session.attempt,
            part=part_name(self.number, session.attempt, self._place.suffix), state=SegmentState.RECORDING,
            protocol=variant.protocol, quality=variant.quality, codec=variant.codec,
            host=urlsplit(variant.url).hostname or "", started_at=self._clock.now_ms(),
        )  # fmt: skip
        self._ledger.put_segment(self._segment)
        self._samples = SampleLog(self._place.folder / sync_log_name(self._segment.part), self.number)

    def _put(self, state: SegmentState, size: int, error: str | None) -> None:
        ended_at = self._clock.now_ms()
        self._ledger.put_segment(replace(self._segment, state=state, ended_at=ended_at, bytes=size, error=error))
