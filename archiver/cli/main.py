"""The parser and the border: errors become one sentence and an exit status.

argparse and late imports keep ``archiver --help`` near the cost of bare Python (docs/decisions/argparse.md): only the
module of the command that was named is imported.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from archiver import __version__

TYPE_CHECKING = False  # type checkers know the name; importing typing for it would cost a fifth of the start
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from archiver.errors import ArchiverError

COMMANDS = {
    "init": "make a configuration, a database and folders",
    "demo": "the whole job on a rebroadcast room: no account, no network",
    "watch": "the watchlist: add, remove, list, pause, resume, import",
    "run": "the unattended service: watch, record, log",
    "record": "record one broadcast now, in the foreground",
    "room": "ask about a room: live, id, show, handle, gifts, pictures, limits; act in it",
    "tikapi": "ask TikAPI: key, permissions, show, recommend, stats; act as its account",
    "sessions": "what was captured: list, show, verify, delete",
    "align": "rebuild timelines from the samples, say what moved; or set a display shift",
    "search": "find who said what, in every script",
    "export": "a session as subtitles, page, data or video",
    "query": "ask the archive in SQL, read-only",
    "rebroadcast": "play a scripted broadcast as a live room on this machine",
    "redecode": "make event rows again from the journals",
    "db": "the database: upgrade, current, check, reindex",
    "doctor": "what works here, what does not, and what to do",
}

#: Files say for themselves what is wrong; of an error with such a number stdout is the cause.
_CANNOT_BE_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status: 0 ok, 1 failed, 2 wrong usage."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal of another character set is no reason to fail
    args = argparse.Namespace(json="--json" in argv)
    try:
        args = build_parser(argv).parse_args(argv)
    except _MisusedError as misused:
        return _fail(args, misused.explained())
    except BrokenPipeError:
        return 0
    except OSError as error:  # of help
        return _fail(args, _explained(error))
    return _carried_out(args)


def _carried_out(args: argparse.Namespace) -> int:
    from archiver.errors import ArchiverError

    try:
        status = int(args.handler(args))
        sys.stdout.flush()  # now it can still be said that this failed
    except ArchiverError as error:
        return _fail(args, error)
    except BrokenPipeError:
        return 0  # the reader (head, less) has gone: nothing more to say
    except Exception as error:
        if getattr(args, "debug", False) or isinstance(error.__cause__, KeyboardInterrupt):
            raise
        return _fail(args, _explained(error))
    return status


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal, without the import that argparse pays to learn its width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(_columns(), 120) - 2)


def _columns() -> int:
    """Width of the terminal, also of one that a pager stands before; 100 where there is none or it does not say."""
    for stream in (1, 2, 0):
        with suppress(OSError):
            if columns := os.get_terminal_size(stream).columns:
                return columns
    return 100


class _MisusedError(SystemExit):
    """What argparse says of wrong usage; a parser of its own ends with status 2, as argparse does."""

    def __init__(self, sentence: str) -> None:
        super().__init__(2)
        self._sentence = sentence

    def explained(self) -> ArchiverError:
        from archiver.errors import UsageError

        return UsageError(self._sentence)


class _Parser(argparse.ArgumentParser):
    """A parser that takes the options that go everywhere; so do those of its commands and of their actions."""

    def __init__(self, *, add_help: bool = True, **how: Any) -> None:
        super().__init__(add_help=add_help, formatter_class=_Formatter, **how)
        if add_help:  # a command that was not named stays empty
            _add_global_options(self)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Also of help it is said when it cannot be written. Raises OSError."""
        if file is not sys.stdout:
            super()._print_message(message, file)
            return
        file.write(message)
        file.flush()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse what is not known where it stands, with the usage of that command and not of the whole program."""
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        """Show the usage; the sentence about what is wrong is said where all are. Raises SystemExit."""
        self.print_usage(sys.stderr)
        raise _MisusedError(f"{message.rstrip('.')}; see `{self.prog} --help`.")


def build_parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; only commands named in ``argv`` are filled in."""
    parser = _Parser(
        prog="archiver",
        description="Keeps TikTok LIVE: video and the whole event stream of a broadcast, on one clock.",
        epilog="`archiver COMMAND --help` says more. Archive only what you may.",
    )
    parser.add_argument("--version", action="version", version=f"archiver {__version__}", help="show the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if name not in argv:
            commands.add_parser(name, help=summary, add_help=False)
            continue
        from importlib import import_module

        description = f"{summary[0].upper()}{summary[1:]}."
        command = commands.add_parser(name, help=summary, description=description)
        import_module(f"archiver.cli.{name}").configure(command)
    return parser


def _add_global_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("everywhere")
    group.add_argument(
        "--config",
        metavar="PATH",
        help="configuration file (default: ./config.toml, then the user's own)",
        default=argparse.SUPPRESS,  # what stands before the command is not undone behind it
    )
    group.add_argument(
        "--log-level",
        choices=("debug", "info", "warning", "error"),
        help="how much is logged",
        default=argparse.SUPPRESS,
    )
    group.add_argument(
        "--json",
        action="store_true",
        help="one JSON document on stdout; logs stay on stderr",
        default=argparse.SUPPRESS,
    )
    group.add_argument("--debug", action="store_true", help="show tracebacks", default=argparse.SUPPRESS)


def _explained(error: Exception) -> ArchiverError:
    """What nobody has explained: stdout leads to a full disk, or we made a mistake."""
    from archiver.errors import ArchiverError, DiskError

    if isinstance(error, OSError) and error.errno in _CANNOT_BE_WRITTEN:
        return DiskError(f"The result cannot be written ({error.strerror}); free some space.")
    message = f"{type(error).__name__}: {error}".splitlines()[0][:500]
    return ArchiverError(f"A mistake in the archiver itself ({message}); --debug shows where.")


def _fail(args: argparse.Namespace, error: ArchiverError) -> int:
    if getattr(args, "debug", False):
        raise error
    if getattr(args, "json", False):
        from archiver.cli.output import print_json

        with suppress(OSError):  # what is wrong may be just that stdout cannot be written
            print_json({"error": {"code": error.code, "message": str(error)}})
    from archiver.terminal import printable

    sys.stderr.write(printable(f"archiver: {error}") + "\n")
    return error.exit_status
