"""The journal file: names, header and records, as bytes.

A journal is a header of eight bytes and then records, one per raw frame, little-endian:

    length u32 · CRC-32 u32 · kind u8 · received_at i64 (epoch ms) · monotonic_ms i64 · payload of ``length`` bytes

The CRC covers kind, both instants and the payload. Position 0 stands for the first record.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import NamedTuple

from isal.isal_zlib import crc32

from archiver.errors import JournalUnreadableError
from archiver.model.frame import FrameKind, RawFrame

#: Magic (7 bytes) and format version.
FILE_HEADER = b"TTLVWSJ\x01"
#: No frame is larger; what claims to be is damage.
MAX_PAYLOAD_BYTES = 16 * 1024 * 1024

_PREFIX = struct.Struct("<II")
_META = struct.Struct("<Bqq")
_RECORD = struct.Struct("<IIBqq")
RECORD_HEADER_BYTES = _RECORD.size

_KINDS = {int(kind): kind for kind in FrameKind}
_NAME = re.compile(r"journal_(\d{3,9})\.wsj")


class JournalRecord(NamedTuple):
    """A frame as it lies in a journal."""

    kind: FrameKind
    received_at: int  #: epoch ms, our clock
    monotonic_ms: int
    data: bytes
    position: int  #: where the record begins
    end_position: int  #: where the next one begins


def journal_path(folder: Path, number: int) -> Path:
    """The journal that attempt ``number`` of a session writes."""
    return folder / f"journal_{number:03d}.wsj"


def journal_numbers(folder: Path) -> list[int]:
    """Numbers of the journals in a session's folder, ascending; none when there is no folder yet.

    Raises:
        JournalUnreadableError: the folder cannot be read.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise JournalUnreadableError(
            f"{folder} cannot be read: {error.strerror or error}; check the disk and the permissions."
        ) from error
    return sorted(int(match[1]) for name in names if (match := _NAME.fullmatch(name)))


def pack_header(frame: RawFrame) -> bytes:
    """The bytes that precede the payload of ``frame``."""
    meta = _META.pack(frame.kind, frame.received_at, frame.monotonic_ms)
    return _PREFIX.pack(len(frame.data), crc32(frame.data, crc32(meta))) + meta


def claimed_bytes(buffer: bytes, at: int = 0) -> int | None:
    """Size of the record at ``at`` by its own word; None when the header is cut off or not one."""
    if len(buffer) < at + RECORD_HEADER_BYTES:
        return None
    length, _, kind, _, _ = _RECORD.unpack_from(buffer, at)
    return RECORD_HEADER_BYTES + length if length <= MAX_PAYLOAD_BYTES and kind in _KINDS else None


def parse_records(buffer: bytes, base: int) -> list[JournalRecord]:
    """The good records at the beginning of ``buffer``, which was read at position ``base``."""
    records: list[JournalRecord] = []
    unpack, size, end, at = _RECORD.unpack_from, RECORD_HEADER_BYTES, len(buffer), 0
    while (body := at + size) <= end:
        length, crc, kind, received_at, monotonic_ms = unpack(buffer, at)
        stop = body + length
        if stop > end or length > MAX_PAYLOAD_BYTES or kind not in _KINDS:
            break
        data = buffer[body:stop]
        if crc32(data, crc32(buffer[at + 8 : body])) != crc:
            break
        records.append(JournalRecord(_KINDS[kind], received_at, monotonic_ms, data, base + at, base + stop))
        at = stop
    return records
