"""A file that is still open although its name is gone: its bytes are there until it is closed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_COPY_BYTES = 1024 * 1024


def is_gone(path: Path, fd: int) -> bool:
    """Whether what is open as ``fd`` is no more where it was made: removed or moved away."""
    if not os.fstat(fd).st_nlink:
        return True
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # a disk that does not answer now says nothing
        return False
    return False


def copy_bytes(source: int, copy: int, size: int) -> None:
    """Append the first ``size`` bytes of an open file to another one. Blocking. Raises OSError."""
    at = 0
    while at < size:
        piece = memoryview(os.pread(source, min(_COPY_BYTES, size - at), at))
        if not piece:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        at += len(piece)
        while piece:
            piece = piece[os.write(copy, piece) :]
