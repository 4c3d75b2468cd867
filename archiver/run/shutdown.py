"""Signals become a stop event; a second signal means "now"."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from archiver.errors import StoppedError

log = structlog.get_logger(__name__)

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stop_on_signals() -> Iterator[asyncio.Event]:
    """An event that SIGINT, SIGTERM and a closed terminal set; a second one cancels the task that runs the block.

    Must be entered on the event loop of the main thread. The previous handling is restored at the end.

    Raises:
        StoppedError: a second signal came.
    """
    event = asyncio.Event()
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    signals = 0

    def received(number: int) -> None:
        nonlocal signals
        signals += 1
        if signals > 1 and task is not None:
            task.cancel()
            return
        log.info("Stopping.", signal=signal.Signals(number).name)
        event.set()

    before = {number: signal.getsignal(number) for number in _SIGNALS}
    if before[signal.SIGHUP] is signal.SIG_IGN:  # nohup
        del before[signal.SIGHUP]
    for number in before:
        loop.add_signal_handler(number, received, number)
    try:
        yield event
    except asyncio.CancelledError:
        if signals < 2:
            raise
        raise StoppedError("Stopped at once; what is unfinished is finished by the next start.") from None
    finally:
        for number, handling in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL if handling is None else handling)
