"""archiver db: the database's schema."""

from __future__ import annotations

import argparse

from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import print_json, say
from archiver.cli.progress import CountDisplay


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver db``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("upgrade", help="bring the schema to this version; nothing stored is lost").set_defaults(
        handler=upgrade
    )
    actions.add_parser("current", help="show the schema's revision").set_defaults(handler=current)
    checking = actions.add_parser("check", help="find drift: tables, views and the search index")
    checking.add_argument("--quick", action="store_true", help="without comparing every line with the search index")
    checking.set_defaults(handler=check)
    actions.add_parser("reindex", help="make the search index anew; recording goes on meanwhile").set_defaults(
        handler=reindex
    )


def upgrade(args: argparse.Namespace) -> int:
    """Upgrade to the newest revision."""
    from archiver.store import migrate

    revision = migrate.upgrade(settings_of(args).database_url)
    if wants_json(args):
        print_json({"revision": revision})
    else:
        say(f"The database has schema {revision}.")
    return 0


def current(args: argparse.Namespace) -> int:
    """Show the revision."""
    from archiver.store import migrate

    revision, newest = migrate.current(settings_of(args).database_url), migrate.head()
    if wants_json(args):
        print_json({"revision": revision, "head": newest})
    else:
        say(f"The database has schema {revision or 'none yet'}; this archiver makes {newest}.")
    return 0


def check(args: argparse.Namespace) -> int:
    """Exit 0 when the database is what the migrations make, 1 with a line for each difference otherwise."""
    from archiver.store import migrate

    findings = migrate.check(settings_of(args).database_url, quick=args.quick)
    if wants_json(args):
        print_json({"ok": not findings, "findings": findings})
    else:
        for finding in findings or ["The database is what this version makes of it."]:
            say(finding)
    return 1 if findings else 0


def reindex(args: argparse.Namespace) -> int:
    """Make the search index anew."""
    from archiver.store.search_rebuild import rebuild

    with CountDisplay("lines indexed", is_quiet=wants_json(args)) as display:
        lines = rebuild(settings_of(args).database_url, on_progress=display.update)
    if wants_json(args):
        print_json({"lines": lines})
    else:
        say(f"The search index holds {lines} lines.")
    return 0
