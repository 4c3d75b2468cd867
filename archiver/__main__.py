"""python -m archiver, and the console script."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """Run the command line and exit with its status, or with 130 when it was interrupted."""
    if sys.stdout is None:  # closed by the caller
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    _hold_back_parts_of_lines()
    try:
        from archiver.cli.main import run  # noqa: PLC0415 - keeps `import archiver.__main__` free of cost

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # it may come while modules are still being imported
        sys.stderr.write("archiver: interrupted.\n")
        sys.exit(130)
    finally:
        _let_go_of_stdout()


def _hold_back_parts_of_lines() -> None:
    """Without any buffer (PYTHONUNBUFFERED) Python drops, unsaid, what a nearly full disk does not take of a write."""
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), sys.stdout.encoding, line_buffering=True)


def _let_go_of_stdout() -> None:
    """What cannot be written any more is not tried again, and complained about, by the interpreter's own end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
