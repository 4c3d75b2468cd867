"""Videos made of a session's video and a format's text, each by a media command of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archiver.config import Settings
from archiver.deliver.plan import Job
from archiver.errors import UsageError


@dataclass(frozen=True, slots=True)
class VideoOrder:
    """What a media command is to make."""

    settings: Settings
    job: Job  #: its options hold the part, the stretch and the choices of the format
    source: Path  #: the video of the session or of the part
    text: Iterator[str] | Iterator[bytes]  #: content of the track
    target: Path  #: appears whole or not at all
    on_progress: Callable[[int], None] | None  #: told of positions in the video, ms


#: Makes the file of an order, by the name of the format.
VideoMaker = Callable[[VideoOrder], None]


def make_video(order: VideoOrder, makers: Mapping[str, VideoMaker]) -> int:
    """Carry an order out; returns the size of the file in bytes."""
    makers[order.job.exporter.name](order)
    return order.target.stat().st_size


def source_of(job: Job) -> tuple[Path, Path]:
    """The video that a job needs, and the file it makes: not a symbolic link, which stays, but what it points to.

    Raises:
        UsageError: there is no video yet, or the result would go to stdout.
    """
    if job.path is None:
        raise UsageError(f"A video cannot be written to stdout; name a file for {job.exporter.name} with -o.")
    if not job.options.video:
        session_id, part = job.options.recording.session.id, job.options.part
        if part is not None:
            raise UsageError(f"Part {part.number} of session {session_id} has no finished video; wait for its end.")
        raise UsageError(
            f"Session {session_id} has no finished video; wait for its end, or export its parts with --parts."
        )
    # By its words: a file system cannot go up from a folder that is only made with the file.
    source = Path(os.path.normpath(job.path.parent / job.options.video))
    return source, Path(os.path.realpath(job.path))
