"""Logging set-up: sentences with ids, to stderr; console on a terminal, JSON lines otherwise.

Nothing below warning comes from libraries, so that no URL of theirs reaches a log.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from typing import Any, TextIO, cast

import stamina.instrumentation
import structlog

from archiver.terminal import printable

MAX_VALUE_CHARACTERS = 2_000
_TRACEBACKS = frozenset({"exception", "stack"})

log = structlog.get_logger(__name__)


class _Stderr:
    """Whatever ``sys.stderr`` is at the moment of writing: it may be replaced while the program runs.

    A line that cannot be written (a full disk, a reader who has gone) is lost: it must not cost a recording.
    """

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            return sys.stderr.write(text) if sys.stderr else 0
        return 0

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            if sys.stderr:
                sys.stderr.flush()


def _takes_colours() -> bool:
    """Whether the terminal can show colours and nobody has said no to them (https://no-color.org)."""
    return os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def configure(level: str = "info", style: str = "auto") -> None:
    """Send structlog and standard logging to stderr."""
    # The retry library would log what went wrong in the words of whoever failed.
    stamina.instrumentation.set_on_retry_hooks([_tell_retry])
    is_terminal = bool(sys.stderr) and sys.stderr.isatty()
    out = cast("TextIO", _Stderr())
    is_console = style == "console" or (style == "auto" and is_terminal)
    threshold = getattr(logging, level.upper())
    renderers: list[structlog.typing.Processor] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=is_terminal and _takes_colours(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
        if is_console
        else [structlog.processors.JSONRenderer(ensure_ascii=False), _printable_line]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            bounded,
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(stream=out, level=max(threshold, logging.WARNING), format="%(name)s: %(message)s", force=True)


def bounded(
    _logger: structlog.typing.WrappedLogger, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Make values printable and short: foreign words must not drive a terminal, forge a line or fill a disk."""
    for key, value in event.items():
        if not isinstance(value, str):
            continue
        if key in _TRACEBACKS:
            event[key] = printable(value, keep="\n")
        else:
            cut = value if len(value) <= MAX_VALUE_CHARACTERS else value[:MAX_VALUE_CHARACTERS] + "…"
            event[key] = printable(cut)
    return event


def _printable_line(_logger: structlog.typing.WrappedLogger, _method: str, line: Any) -> str:
    """A JSON line without what JSON leaves as it is: C1 controls and bidi overrides within lists and tables."""
    return printable(str(line))


def _tell_retry(details: stamina.instrumentation.RetryDetails) -> None:
    log.debug(
        "Something failed and is tried again.",
        error=type(details.caused_by).__name__,
        tries=details.retry_num,
        wait_s=round(details.wait_for, 3),
    )
