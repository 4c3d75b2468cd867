"""The recording loop of one session: part after part, until the broadcast is over or it is told to stop."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import structlog

from archiver.errors import LiveApiError, NoStreamError
from archiver.model.broadcast import RoomInfo, RoomStatus, StreamVariant
from archiver.model.media import CaptureEnd, CaptureProgress, CaptureRequest, CaptureResult, Engine
from archiver.model.session import GapCause, Segment, SegmentState, Session
from archiver.ports import Clock, LiveApi, MediaCapture, RoomMonitor, SessionStore
from archiver.record.gaps import GapTracker, cause_of
from archiver.record.ledger import Ledger
from archiver.record.parts import ConnectionParts, PartPlace
from archiver.record.plan import StreamPreferences, sync_log_name
from archiver.record.retry import RetryPolicy
from archiver.record.samples import arrivals
from archiver.record.strays import part_numbers, stray_segments
from archiver.wire.stream_urls import choose_variant

log = structlog.get_logger(__name__)

#: A variant that gives nothing this often is passed over for the next best. Not at once: after a drop all are refused.
BARREN_TRIES = 3
#: So much media of a new connection may have come faster than it was made.
BURST_MS = 5_000
#: However long the platform asks us to wait, a broadcast that is on is tried again after this.
MAX_ASKED_WAIT_S = 300.0
T = TypeVar("T")


class Recorder:
    """Records one session. Nothing the stream or the platform does is raised: it becomes a gap and another try."""

    def __init__(
        self,
        *,
        session: Session,
        folder: Path,
        api: LiveApi,
        capture: MediaCapture,
        store: SessionStore,
        clock: Clock,
        monitor: RoomMonitor,
        preferences: StreamPreferences,
        headers: Mapping[str, str] | None = None,
        on_progress: Callable[[CaptureProgress], None] | None = None,
        retry: RetryPolicy | None = None,
    ) -> None:
        self._session = session
        self._folder = folder
        self._api = api
        self._capture = capture
        self._store = store
        self._clock = clock
        self._monitor = monitor
        self._preferences = preferences
        self._headers = dict(headers or {})
        self._on_progress = on_progress
        self._retry = retry or RetryPolicy()
        self._ledger = Ledger(session.id, store)
        self._gaps = GapTracker(session.id, self._ledger)
        self._number = 1
        self._last_media_at: int | None = None
        #: tries of (protocol, quality) that gave nothing since media last flowed
        self._barren: Counter[tuple[str, str]] = Counter()
        self._last_problem = ""
        self._asked_wait_s = 0.0  #: a platform that wants fewer requests gets them

    async def run(self, stop: asyncio.Event) -> None:
        """Record until ``stop`` is set or the broadcast is over."""
        await self._adopt()
        flushing = asyncio.create_task(self._ledger.keep_flushing())
        try:
            await self._record(stop)
        finally:
            await _cancelled(flushing)
        self._gaps.close(self._clock.now_ms())
        await self._ledger.flush()

    async def _record(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            result = await self._take(stop)
            if stop.is_set():
                return
            failures = self._retry.failures_after(failures, result.media_ms)
            if not await _or_stop(self._goes_on(result, failures), stop):
                return

    async def _adopt(self) -> None:
        """Go on where an earlier process stopped, or open the gap that lasts until the first picture."""
        known = await self._store.segments(self._session.id)
        gaps = await self._store.gaps(self._session.id)
        for gap in gaps:
            if gap.ended_at is None:
                self._gaps.adopt(gap)
        # Parts on the disk count, too: their rows may have had no time to be stored.
        strays = await asyncio.to_thread(stray_segments, self._session.id, self._folder, known)
        for stray in strays:
            self._ledger.put_segment(stray)
        on_disk = await asyncio.to_thread(part_numbers, self._folder)
        segments = sorted([*known, *strays], key=lambda segment: segment.number)
        self._number = max((0, *on_disk, *(segment.number for segment in segments))) + 1
        if not segments:
            self._gaps.open(GapCause.START, self._session.started_at)
            return
        for segment in segments:
            if segment.state is SegmentState.RECORDING:
                self._ledger.put_segment(
                    replace(segment, state=SegmentState.RAW, ended_at=await self._media_end(segment))
                )
        self._last_media_at = await self._media_end(segments[-1])
        told_until = max((gap.ended_at for gap in gaps if gap.ended_at is not None), default=0)
        self._gaps.open(GapCause.RESTART, max(self._last_media_at, told_until))

    async def _media_end(self, segment: Segment) -> int:
        """When the last media of a segment came, as far as is known."""
        arrived = await asyncio.to_thread(arrivals, self._folder / sync_log_name(segment.part))
        return max(arrived, default=segment.ended_at or segment.started_at)

    async def _goes_on(self, result: CaptureResult, failures: int) -> bool:
        """Decide after a capture that nobody stopped; returns after the pause or the wait, False when it is over."""
        status = await self._monitor.check()
        if status is RoomStatus.ENDED:
            return False
        at = self._last_media_at or self._clock.now_ms()
        if status is RoomStatus.PAUSED:
            self._gaps.explain_pause(at)
            return await self._monitor.wait_until_live()
        self._gaps.open(cause_of(result.end), at, result.message)
        self._report(result)
        wait_s = max(self._retry.wait_s(failures), self._asked_wait_s)
        self._asked_wait_s = 0.0
        return await self._monitor.wait_unless_over(wait_s)

    async def _take(self, stop: asyncio.Event) -> CaptureResult:
        """One try: fresh URL, one connection, as many parts as it takes."""
        try:
            variant = await _or_stop(self._choose(), stop)
        except LiveApiError as error:
            self._asked_wait_s = min(getattr(error, "retry_after_s", None) or 0.0, MAX_ASKED_WAIT_S)
            return CaptureResult(end=CaptureEnd.FAILED, message=str(error))
        if variant is None:
            return CaptureResult(end=CaptureEnd.STOPPED)
        return await self._connect(variant, stop)

    async def _connect(self, variant: StreamVariant, stop: asyncio.Event) -> CaptureResult:
        with suppress(OSError):  # an unwritable folder is the capture's to report; one that was removed comes back
            self._folder.mkdir(parents=True, exist_ok=True)
        log.info("Recording.", session_id=self._session.id, segment=self._number, protocol=variant.protocol,
                 quality=variant.quality, codec=variant.codec)  # fmt: skip
        place = PartPlace(
            session=self._session, folder=self._folder, variant=variant, suffix=self._capture.suffix(variant.protocol)
        )
        wanted = self._preferences
        with ConnectionParts(place, self._number, ledger=self._ledger, clock=self._clock) as parts:
            request = CaptureRequest(
                url=variant.url, protocol=variant.protocol, part=parts.path, headers=self._headers,
                stall_timeout_s=wanted.stall_timeout_s, engine=wanted.engine, max_part_bytes=wanted.max_part_bytes,
                max_part_s=wanted.max_part_s, ffmpeg_options=wanted.ffmpeg_options,
            )  # fmt: skip
            captured = await self._capture.capture(request, stop, lambda p: self._progressed(p, parts), parts.cut)
            result = parts.end(captured)
        if not result.media_ms and not result.bytes and result.end not in {CaptureEnd.STOPPED, CaptureEnd.DISK}:
            # The number is used again by the next try: hours of refusals are one row, not thousands.
            self._barren[variant.protocol, variant.quality] += 1
        self._number = parts.number
        return result

    async def _choose(self) -> StreamVariant:
        info = await self._api.fetch_room_info(self._session.room_id)
        await asyncio.to_thread(self._keep, info)
        variants = info.variants
        fruitful = [v for v in variants if self._barren[v.protocol, v.quality] < BARREN_TRIES]
        wanted = self._preferences
        protocol = "flv" if wanted.engine is Engine.NATIVE else wanted.protocol
        with suppress(NoStreamError):
            return choose_variant(fruitful, protocol=protocol, quality=wanted.quality, codec=wanted.codec)
        self._barren.clear()
        return choose_variant(variants, protocol=protocol, quality=wanted.quality, codec=wanted.codec)

    def _keep(self, info: RoomInfo) -> None:
        """Keep the platform's own words about the room, as first received by this attempt."""
        if not info.raw:
            return
        with suppress(OSError), (self._folder / f"room_info_a{self._session.attempt}.json").open("xb") as file:
            file.write(info.raw)

    def _progressed(self, progress: CaptureProgress, parts: ConnectionParts) -> None:
        """Media has grown; called by the capture, must not wait."""
        self._last_media_at = progress.wall_ms
        self._barren.clear()
        self._last_problem = ""
        # A server begins with media it had kept, and an engine looks before it reports: what is here began so long ago.
        received_ms = parts.note(progress)
        self._gaps.close(progress.wall_ms - received_ms, is_burst=received_ms <= BURST_MS)
        self._monitor.note_alive()
        if self._on_progress:
            self._on_progress(progress)

    def _report(self, result: CaptureResult) -> None:
        """Say why there is no media, once for each new reason."""
        problem = re.sub(r"\d+", "#", f"{result.end}: {result.message}")  # the same with another count is no news
        if problem != self._last_problem:
            log.warning("The recording was interrupted; trying again.", session_id=self._session.id,
                        end=result.end.value, problem=result.message)  # fmt: skip
        self._last_problem = problem


async def _or_stop(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
    """The result of ``work``, or None when ``stop`` is set first."""
    working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        stopped.cancel()
        await _cancelled(working)


async def _cancelled(task: asyncio.Task[Any]) -> None:
    """Cancel a task that still runs, and wait until it is gone; its outcome stays with the task."""
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
