"""python -m archiver, and the console script."""

from __future__ import annotations

import atexit
import io
import os
import signal
import sys

TYPE_CHECKING = False  # type checkers know the name; importing typing for it would cost a fifth of the start
if TYPE_CHECKING:
    from types import FrameType

#: What ends a program that nobody stops by Ctrl-C: a service manager, and a terminal or connection that closes.
_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Run the command line and exit with its status, or with 130 when it was interrupted.

    What else ends a program interrupts it likewise, so that what was begun is cleared away; it dies of that signal.
    """
    if sys.stdout is None:  # closed by the caller
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    _hold_back_parts_of_lines()
    received = _interrupted_by_endings()
    atexit.register(_end_undisturbed)
    try:
        from archiver.cli.main import run  # noqa: PLC0415 - keeps `import archiver.__main__` free of cost

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # it may come while modules are still being imported
        _end_interrupted(received)
    except RuntimeError as error:  # Python 3.11 hides in it what comes while a class is being made
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        _end_interrupted(received)
    finally:
        _let_go_of_stdout()


def _interrupted_by_endings() -> list[int]:
    """Let what ends a program do what Ctrl-C does at that moment; what is ignored, as by nohup, stays so.

    Returns the list that will hold the signals that came.
    """
    received: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        received.append(number)
        ctrl_c = signal.getsignal(signal.SIGINT)  # asyncio has its own; a shell ignores it for what is in background
        (ctrl_c if callable(ctrl_c) else signal.default_int_handler)(number, frame)

    for number in _ENDINGS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)
    return received


def _end_interrupted(received: list[int]) -> None:
    _say_interrupted()
    if received:
        _let_go_of_stdout()
        signal.signal(received[0], signal.SIG_DFL)
        signal.raise_signal(received[0])
    sys.exit(130)


def _say_interrupted() -> None:
    try:
        sys.stderr.write("archiver: interrupted.\n")
    except OSError:  # the terminal has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _hold_back_parts_of_lines() -> None:
    """Without any buffer (PYTHONUNBUFFERED) Python drops, unsaid, what a nearly full disk does not take of a write."""
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), sys.stdout.encoding, line_buffering=True)


def _let_go_of_stdout() -> None:
    """What cannot be written any more is not tried again, and complained about, by the interpreter's own end."""
    try:
        sys.stdout.flush()
    except (OSError, KeyboardInterrupt):  # pressed again while the reader does not read
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end_undisturbed() -> None:
    """All is done and said. Python's own end takes a while, in which a signal would kill it, whatever its status is."""
    for number in (signal.SIGINT, *_ENDINGS):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
