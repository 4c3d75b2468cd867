"""Writing a journal: every frame on its way to disk before anything else happens to it."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from archiver.errors import DiskError, JournalError
from archiver.eventlog.journal_format import FILE_HEADER, MAX_PAYLOAD_BYTES, journal_path, pack_header
from archiver.eventlog.journal_reader import end_of_records
from archiver.model.frame import RawFrame
from archiver.open_file import copy_bytes


class JournalWriter:
    """Appends raw frames to ``journal_NNN.wsj``; the file is locked, so that no second writer can take part.

    A record is one unbuffered write: what ``append`` has returned for survives the death of the process (not a power
    cut). When the disk is full the torn record is cut off again, and a later ``append`` works once there is space.

    Raises:
        DiskError: the file cannot be created, locked or written.
        JournalError: another process writes it, or it is not a journal of a version we know.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self.number = number
        self.path = journal_path(folder, number)
        self._fd = self._open()
        try:
            self._lock()
            self.position = self._prepare()  #: where the next record begins
        except BaseException:
            os.close(self._fd)
            raise
        self._is_torn = False

    def append(self, frame: RawFrame) -> int:
        """Write a record; returns the position behind it. Nothing of it stays in the file when this raises."""
        if len(frame.data) > MAX_PAYLOAD_BYTES:
            raise JournalError(
                f"A frame of {len(frame.data)} bytes exceeds the journal's limit of {MAX_PAYLOAD_BYTES}; it is dropped."
            )
        header = pack_header(frame)
        self._write(header, frame.data)
        self.position += len(header) + len(frame.data)
        return self.position

    def is_gone(self) -> bool:
        """Whether nothing is in the file's place any more.

        A removed file lives on without a name until it is closed: what is written to it would be lost then.

        Raises:
            DiskError: the folder does not say.
        """
        try:
            self.path.stat()
        except FileNotFoundError:
            return True
        except OSError as error:
            raise self._disk_error(error) from error
        return False

    def write_anew(self) -> None:
        """Copy all whole records under another name, which becomes the journal's at the end, and go on in the copy.

        Blocking; nothing may be appended meanwhile.

        Raises:
            DiskError: it cannot be written anew. The open file goes on; try again later.
        """
        draft = self.path.with_name(f".{self.path.stem}.draft")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            copy = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(copy, fcntl.LOCK_EX | fcntl.LOCK_NB)
                copy_bytes(self._fd, copy, self.position)
                draft.replace(self.path)
            except BaseException:
                os.close(copy)
                draft.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise self._disk_error(error) from error
        os.close(self._fd)
        self._fd, self._is_torn = copy, False

    def close(self) -> None:
        """Close and unlock; safe to call twice."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> int:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise self._disk_error(error) from error

    def _lock(self) -> None:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JournalError(
                f"{self.path} is being written by another process; stop it, or let it do the work."
            ) from error
        except OSError as error:  # a file system without locks
            raise DiskError(
                f"{self.path} cannot be locked ({error.strerror}); put archive.folder on a file system with file locks."
            ) from error

    def _prepare(self) -> int:
        """Cut off a torn tail, write the header of a new file; the position to append at."""
        size = os.fstat(self._fd).st_size
        end = end_of_records(self.path) if size >= len(FILE_HEADER) else 0
        try:
            if end < size:
                os.ftruncate(self._fd, end)
            if end == 0:
                self._write_all(FILE_HEADER, b"")
        except OSError as error:
            with suppress(OSError):  # the disk that refused the one may refuse the other
                os.ftruncate(self._fd, end)
            raise self._disk_error(error) from error
        return end or len(FILE_HEADER)

    def _write(self, header: bytes, data: bytes) -> None:
        try:
            if self._is_torn:
                self._cut()
            self._write_all(header, data)
        except OSError as error:
            self._is_torn = True
            self._try_cut()
            raise self._disk_error(error) from error

    def _write_all(self, header: bytes, data: bytes) -> None:
        written = os.writev(self._fd, (header, data))
        if written < len(header) + len(data):  # a nearly full disk takes a part and refuses the rest
            rest = memoryview(header + data)[written:]
            while rest:
                rest = rest[os.write(self._fd, rest) :]

    def _cut(self) -> None:
        os.ftruncate(self._fd, self.position)
        self._is_torn = False

    def _try_cut(self) -> None:
        try:
            self._cut()
        except OSError:
            return  # the next append tries again; readers stop before a torn record anyway

    def _disk_error(self, error: OSError) -> DiskError:
        reason = error.strerror or type(error).__name__
        return DiskError(f"{self.path} cannot be written: {reason}; free some space or check the folder.")
