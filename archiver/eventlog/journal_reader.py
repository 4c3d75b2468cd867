"""Reading journals: in order, from any record on, past a torn tail or a damaged stretch."""

from __future__ import annotations

import os
import re
from collections import deque
from io import FileIO
from pathlib import Path

from archiver.errors import JournalDamagedError, JournalError, JournalUnreadableError
from archiver.eventlog.journal_format import (
    FILE_HEADER,
    RECORD_HEADER_BYTES,
    JournalRecord,
    claimed_bytes,
    parse_records,
)

CHUNK_BYTES = 1024 * 1024

#: What may be a record: a length below 2^25, a known kind and an instant between 2004 and 2109. The CRC decides.
_RECORD_LIKE = re.compile(rb"(?s)(?=...[\x00\x01]....[\x01-\x04].....[\x01-\x03]\x00\x00)")


def read_records(
    path: Path, position: int = 0, *, end: int | None = None, chunk_bytes: int = CHUNK_BYTES
) -> list[JournalRecord]:
    """The next records from ``position`` on, about ``chunk_bytes`` of them; [] at the end or before a torn tail.

    Args:
        path: the journal.
        position: where a record begins; 0 for the first.
        end: how far the file is known to be complete; None: as far as it goes (nobody writes it, or what is being
            written is left for the next call).
        chunk_bytes: how much to read at once; a larger single record is read whole.

    Raises:
        JournalDamagedError: the record at ``position`` is unreadable, and there are good ones behind it.
        JournalUnreadableError: the file is there and cannot be read now.
        JournalError: it is missing or not a journal.
    """
    try:
        with path.open("rb", buffering=0) as file:
            return _read(file, path, position, end, chunk_bytes)
    except OSError as error:
        is_gone = isinstance(error, FileNotFoundError)
        remedy = "check that it is there" if is_gone else "check the disk and the permissions"
        problem = f"{path} cannot be read: {error.strerror or error}; {remedy}."
        raise (JournalError if is_gone else JournalUnreadableError)(problem) from error


def end_of_records(path: Path) -> int:
    """The position behind the last good record of a journal (behind its header when it has none)."""
    position = 0
    while True:
        try:
            records = read_records(path, position)
        except JournalDamagedError as error:
            position = error.resume_at
            continue
        if not records:
            return max(position, len(FILE_HEADER))
        position = records[-1].end_position


def last_positions(path: Path, count: int, *, end: int) -> list[int]:
    """Positions of the last ``count`` records before ``end``, found by walking the headers only."""
    found: deque[int] = deque(maxlen=count)
    with path.open("rb", buffering=0) as file:
        position = len(FILE_HEADER)
        while position < end and (size := claimed_bytes(os.pread(file.fileno(), RECORD_HEADER_BYTES, position))):
            found.append(position)
            position += size
    return list(found)


def _read(file: FileIO, path: Path, position: int, end: int | None, chunk_bytes: int) -> list[JournalRecord]:
    size = os.fstat(file.fileno()).st_size
    end = size if end is None else min(end, size)
    if position < len(FILE_HEADER):
        if end < len(FILE_HEADER):
            return []
        _check_header(os.pread(file.fileno(), len(FILE_HEADER), 0), path)
        position = len(FILE_HEADER)
    if position >= end:
        return []
    buffer = os.pread(file.fileno(), min(max(chunk_bytes, RECORD_HEADER_BYTES), end - position), position)
    claimed = claimed_bytes(buffer)
    if claimed is not None and len(buffer) < claimed <= end - position:
        buffer = os.pread(file.fileno(), claimed, position)
    records = parse_records(buffer, position)
    if not records:
        _raise_if_damaged(file, path, position, end)
    return records


def _check_header(header: bytes, path: Path) -> None:
    if header[:-1] != FILE_HEADER[:-1]:
        raise JournalError(f"{path} is not a journal; move it out of the session's folder.")
    if header != FILE_HEADER:
        raise JournalError(f"{path} is a journal of version {header[-1]}; update archiver to read it.")


def _raise_if_damaged(file: FileIO, path: Path, position: int, end: int) -> None:
    """Tell damage from a torn tail: behind damage there is another good record."""
    begin = position + 1
    while begin < end:
        # The header of a record that begins in the window may reach beyond it.
        window = os.pread(file.fileno(), min(CHUNK_BYTES + RECORD_HEADER_BYTES, end - begin), begin)
        for match in _RECORD_LIKE.finditer(window):
            at = begin + match.start()
            size = claimed_bytes(window, match.start())
            if size is not None and at + size <= end and parse_records(os.pread(file.fileno(), size, at), at):
                raise JournalDamagedError(
                    f"{path} is damaged at position {position}: {at - position} bytes are skipped, "
                    "the records behind them are kept.",
                    position=position,
                    resume_at=at,
                )
        begin += CHUNK_BYTES
