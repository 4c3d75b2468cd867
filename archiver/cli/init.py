"""archiver init: a configuration, a database and folders."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from archiver.cli.context import start_logging, wants_json
from archiver.cli.output import print_json, say
from archiver.errors import DiskError, UsageError


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver init``."""
    parser.add_argument("dir", nargs="?", default=".", metavar="DIR", help="where to put config.toml (default: here)")
    parser.set_defaults(handler=init)


def init(args: argparse.Namespace) -> int:
    """Write config.toml with every key and its default, make the database and the archive folder."""
    from archiver.config import FILE_NAME, load_settings
    from archiver.store import migrate

    start_logging(args)
    path = Path(args.dir) / FILE_NAME
    if path.exists():
        raise UsageError(f"{path} exists already; edit it, or name another folder.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example_text(), encoding="utf-8")
        settings = load_settings(path)
        settings.archive_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(f"{path.parent} cannot be written ({error.strerror}); choose another folder.") from error
    migrate.upgrade(settings.database_url)
    if wants_json(args):
        print_json({"config": str(path), "archive": str(settings.archive_folder)})
    else:
        say(f"Configuration: {path}")
        say(f"Archive:       {settings.archive_folder}")
        where = "" if path.parent == Path() else f"cd {shlex.quote(str(path.parent))}, then "
        say(f"Next: {where}archiver watch add @handle, and archiver run.")
    return 0


def example_text() -> str:
    """The example configuration: packaged in an installation, at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for path in (package / "_config.example.toml", package.parent / "config.example.toml"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise DiskError("The example configuration is not installed; reinstall the archiver.")
