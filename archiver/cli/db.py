"""archiver db: the database's schema."""

from __future__ import annotations

import argparse

from archiver.cli.context import settings_of, wants_json
from archiver.cli.output import print_json, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver db``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("upgrade", help="bring the schema to this version; nothing stored is lost").set_defaults(
        handler=upgrade
    )
    actions.add_parser("current", help="show the schema's revision").set_defaults(handler=current)
    actions.add_parser("check", help="find drift between the database and the migrations").set_defaults(handler=check)


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

    findings = migrate.check(settings_of(args).database_url)
    if wants_json(args):
        print_json({"ok": not findings, "findings": findings})
    else:
        for finding in findings or ["The database is what this version makes of it."]:
            say(finding)
    return 1 if findings else 0
