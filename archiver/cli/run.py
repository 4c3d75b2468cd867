"""archiver run: the unattended service."""

from __future__ import annotations

import argparse
import asyncio

from archiver.cli.context import settings_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver run``."""
    parser.epilog = "Stop with Ctrl-C or SIGTERM: sessions are finished and verified within ten seconds."
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Serve until a signal stops it."""
    asyncio.run(_serve(args))
    return 0


async def _serve(args: argparse.Namespace) -> None:
    from archiver.app import open_app
    from archiver.run.shutdown import stop_on_signals

    async with open_app(settings_of(args)) as app:
        with stop_on_signals() as stop:
            await app.service().run(stop)
