"""What nothing is ever written over: a slip of -o must not cost a session, its rows or the settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from archiver.config import Settings
from archiver.deliver.files import check_reachable
from archiver.errors import UsageError

_MEDIA = frozenset({".mp4", ".mkv", ".flv", ".ts"})
_RECORDED = re.compile(r"(part_\d+_a\d+|journal_\d+|room_info_a\d+)\.")
_FINISHED = re.compile(r"(segment_\d+|.*_\d{4}-\d\d-\d\dT\d{6}Z)\.(mp4|mkv)")  # of any session
_LOCK = re.compile(r"\..*\.lock")
#: SQLite keeps the newest rows beside its file.
_OF_A_DATABASE = ("", "-wal", "-shm", "-journal")


def own_files(settings: Settings, config: Path, database: Path | None) -> dict[Path, str]:
    """The archiver's own files outside of the archive folder, and what each of them is.

    ``database`` is the file that holds its rows; None: a server does.
    """
    files = {config: "the configuration"}
    if settings.tiktok.cookies_file is not None:
        files[settings.base / settings.tiktok.cookies_file] = "the file of your cookies"
    if database is not None:
        files |= {database.with_name(database.name + end): "the archive's database" for end in _OF_A_DATABASE}
    return files


def check_kept(
    path: Path, own: Mapping[Path, str], archive: Path, *, videos: Collection[Path] = (), makes_video: bool = False
) -> None:
    """Refuse a place where something lies that cannot be made again.

    ``videos`` are those that the export is made of. Who ``makes_video`` may replace one that was exported before.

    Raises:
        UsageError: nothing can be there, or one of the archiver's ``own`` files, a lock, a video, a part or a journal
            is.
    """
    check_reachable(path)
    target = path.resolve()
    for file, what in own.items():
        if target == file.resolve() or (target.exists() and file.exists() and target.samefile(file)):
            raise UsageError(f"{path} is {what} and is never written over; name another with -o.")
    if not target.is_relative_to(archive.resolve()):
        return
    if _LOCK.fullmatch(target.name):
        raise UsageError(f"{path} keeps two processes from one session and is never written over; name another.")
    if _RECORDED.match(target.name) or target in [video.resolve() for video in videos] or (
        target.exists() and (_FINISHED.fullmatch(target.name) if makes_video else target.suffix in _MEDIA)
    ):  # fmt: skip
        raise UsageError(f"{path} is what was recorded and is never written over; choose another name with -o.")
