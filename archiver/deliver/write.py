"""Writing the files of a plan from the database, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from archiver.config import Settings
from archiver.deliver.chat_video import VIDEO_MAKERS, check_ending
from archiver.deliver.files import write_atomically, write_stdout
from archiver.deliver.plan import Job
from archiver.deliver.video import VideoOrder, make_video, source_of
from archiver.model.replay import ReplayItem
from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay

#: Told now and then how far an export is: a position in the session's video, in ms.
ProgressListener = Callable[[int], None]

_ITEMS_BETWEEN_REPORTS = 2_000


def check(job: Job) -> None:
    """Refuse, before any file of a plan is written, a video that cannot be made.

    Raises:
        UsageError: the session has none, or the result would go to stdout or have another ending.
    """
    if job.exporter.track:
        _, target = source_of(job)
        check_ending(job, target)


def write(job: Job, settings: Settings, on_progress: ProgressListener | None = None) -> int | None:
    """Write one file of a plan; returns its size in bytes, or None when it went to stdout.

    Raises:
        DiskError: the file cannot be written; the old one, if any, is still there.
        StoreError: the database cannot be used.
        UsageError: a video of a session that has none.
    """
    check(job)
    if job.exporter.track:
        source, target = source_of(job)
        with content(job, settings.database_url, None) as text:
            return make_video(VideoOrder(settings, job, source, text, target, on_progress), VIDEO_MAKERS)
    with content(job, settings.database_url, on_progress) as chunks:
        if job.path is None:
            write_stdout(chunks)
            return None
        return write_atomically(job.path, chunks)


@contextmanager
def content(
    job: Job, database_url: str, on_progress: ProgressListener | None = None
) -> Iterator[Iterator[str] | Iterator[bytes]]:
    """What the file holds, in chunks, read from the database on the way."""
    options, output = job.options, job.output
    with open_reader(database_url) as engine:
        items: Iterable[ReplayItem] = iter_replay(
            engine,
            options.recording.session.id,
            kinds=output.kinds if options.kinds is None else options.kinds,
            from_ms=None if options.from_ms is None else options.from_ms - options.shift_ms,
            to_ms=None if options.to_ms is None else options.to_ms - options.shift_ms,
        )
        yield output.write(_reported(items, on_progress) if on_progress else items, options)


def _reported(items: Iterable[ReplayItem], on_progress: ProgressListener) -> Iterator[ReplayItem]:
    for number, item in enumerate(items):
        if number % _ITEMS_BETWEEN_REPORTS == 0:
            on_progress(item.offset_ms or 0)
        yield item
