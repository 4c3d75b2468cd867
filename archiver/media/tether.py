"""What a child process runs before its program, on Linux: the kernel is to kill it when we die.

``process`` starts it as ``python -I -S tether.py PARENT PROGRAM ARGUMENT...``. A fork of ourselves could ask for that
and is quicker, but is not safe: in the copy Python takes our other threads apart, and what they held may never let go.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_CANNOT_START = 127


def become(argv: list[str], parent: int) -> None:
    """Turn into ``argv``, to be killed at the death of ``parent`` (of the thread that started us). Raises OSError."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the request was in place
        os._exit(_CANNOT_START)
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, and the program would inherit that
        signal.signal(number, signal.SIG_DFL)
    os.execvp(argv[0], argv)  # noqa: S606 - no shell is what is wanted


if __name__ == "__main__":
    try:
        become(sys.argv[2:], int(sys.argv[1]))
    except OSError as error:
        sys.stderr.write(f"{sys.argv[2]} cannot be started: {error.strerror}\n")
        sys.exit(_CANNOT_START)
