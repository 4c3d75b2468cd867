"""Writing a file whole or not at all, and writing to stdout."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from archiver.errors import DiskError, UsageError

_SHOWN_CHARACTERS = 100  # of a name that is no name
_DRAFT_CHARACTERS = 50  # of its file's name: the longest names have no room for more


def place_of(name: str) -> Path:
    """The path that was named, a ``~`` at its beginning written out. Raises UsageError as ``check_reachable``."""
    try:
        path = Path(name).expanduser()
    except RuntimeError:
        raise UsageError(
            f"There is nobody {name.partition('/')[0]!r} names here; name another place with -o."
        ) from None
    check_reachable(path)
    return path


def check_reachable(path: Path) -> None:
    """Refuse a name that is too long, and what lies where nobody may look. Raises UsageError."""
    try:
        path.exists()
    except OSError as error:
        shown = str(path) if len(str(path)) <= _SHOWN_CHARACTERS else f"{str(path)[:_SHOWN_CHARACTERS]}…"
        raise UsageError(f"{shown} cannot be written ({error.strerror}); name another place with -o.") from error


def check_replaceable(path: Path) -> None:
    """Refuse a device, a pipe or a folder: the whole file that appears would take its place. Raises UsageError."""
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is there and is not a file; name another place with -o, or - for stdout.")


def write_atomically(path: Path, chunks: Iterable[str] | Iterable[bytes]) -> int:
    """Write text (as UTF-8) or bytes to ``path``; returns the size in bytes.

    The whole file appears at once, or the old one stays. What a symbolic link points to is written, and the link stays.

    Raises:
        DiskError: the folder cannot be written or the disk is full.
        UsageError: something else than a file has that name.
    """
    path = Path(os.path.realpath(path))
    try:
        check_replaceable(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_DRAFT_CHARACTERS]}.")
    except OSError as error:
        raise DiskError(f"{path.parent} cannot be written ({error.strerror}); choose another place with -o.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(map(_encoded, chunks))
            os.fchmod(file.fileno(), 0o644)
            size_bytes = file.tell()
        Path(draft).replace(path)
    except OSError as error:
        raise DiskError(f"{path} cannot be written ({error.strerror}); nothing was changed.") from error
    finally:
        Path(draft).unlink(missing_ok=True)
    return size_bytes


def write_stdout(chunks: Iterable[str] | Iterable[bytes]) -> None:
    """Write to stdout what a file would hold: text as UTF-8, whatever the terminal's character set."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.writelines(map(_encoded, chunks))
        return
    for chunk in chunks:
        sys.stdout.write(chunk if isinstance(chunk, str) else chunk.decode("utf-8", "replace"))


def _encoded(chunk: str | bytes) -> bytes:
    return chunk.encode() if isinstance(chunk, str) else chunk
