"""Samples that are not in the store yet: from the log beside a part, and from the frames in the part itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import structlog

from archiver.errors import CaptureError, DiskError
from archiver.model.media import KeyFrame
from archiver.model.session import Segment
from archiver.model.timeline import SyncSample
from archiver.ports import SessionStore
from archiver.record.plan import sync_log_name
from archiver.record.samples import append_samples, read_samples

log = structlog.get_logger(__name__)

ReadKeyFrames = Callable[[str], Awaitable[Sequence[KeyFrame]]]


async def restore_samples(folder: Path, segment: Segment, store: SessionStore, read_key_frames: ReadKeyFrames) -> None:
    """Bring the store up to what is on disk. Safe to repeat.

    Samples that a crash kept from the store are still in the log. An engine that does not look into frames leaves none
    of key frames: they are read from the part, and noted in the log like all others.
    """
    path = folder / sync_log_name(segment.part)
    samples = await asyncio.to_thread(lambda: list(read_samples(path)))
    if not any(sample.pts_ms is not None for sample in samples):
        found = await _read(folder / segment.part, segment.number, read_key_frames)
        await asyncio.to_thread(append_samples, path, found)
        samples += found
    if samples:
        await store.add_sync_samples(segment.session_id, samples)


async def _read(part: Path, number: int, read_key_frames: ReadKeyFrames) -> list[SyncSample]:
    try:
        if not await asyncio.to_thread(part.is_file):
            return []
        frames = await read_key_frames(str(part))
    except (CaptureError, DiskError) as error:  # finishing the part says what is wrong with it
        log.debug("No key frames can be read from a part.", part=part.name, problem=str(error))
        return []
    return [
        SyncSample(number, frame.media_ms, None, None, frame.pts_ms, frame.is_key, frame.sei_ts) for frame in frames
    ]
