"""archiver rebroadcast: a scripted broadcast as a live room on this machine."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.cli.arguments import port
from archiver.cli.context import start_logging, wants_json
from archiver.cli.output import print_json, say

if TYPE_CHECKING:
    from archiver.rebroadcast.scenario import Scenario
    from archiver.rebroadcast.server import RebroadcastServer


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver rebroadcast``."""
    parser.add_argument(
        "script", metavar="SCRIPT", nargs="?", default="default", help="a scenario file, or default, or short"
    )
    parser.add_argument("--port", type=port, default=0, metavar="P", help="HTTP port (default: a free one)")
    parser.add_argument("--ws-port", type=port, default=0, metavar="P", help="event socket port (default: a free one)")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="play faster or slower")
    parser.epilog = "Binds to 127.0.0.1 only. docs/reference/scenario.md describes the script."
    parser.set_defaults(handler=rebroadcast)


def rebroadcast(args: argparse.Namespace) -> int:
    """Play the script once, or until Ctrl-C."""
    start_logging(args, default="info")
    asyncio.run(_play(args))
    return 0


def read_script(script: str) -> Scenario:
    """A scenario file, or a built-in one by its name. Raises ScenarioError."""
    from archiver.rebroadcast.scenario_file import BUILT_IN, builtin_scenario, load_scenario

    return builtin_scenario(script) if script in BUILT_IN else load_scenario(Path(script))


async def _play(args: argparse.Namespace) -> None:
    from archiver.rebroadcast.server import RebroadcastServer
    from archiver.run.shutdown import stop_on_signals

    server = RebroadcastServer(read_script(args.script), http_port=args.port, ws_port=args.ws_port, speed=args.speed)
    async with server:
        _announce(args, server)
        with stop_on_signals() as stop:
            over = asyncio.create_task(server.done.wait())
            stopped = asyncio.create_task(stop.wait())
            await asyncio.wait({over, stopped}, return_when=asyncio.FIRST_COMPLETED)
            over.cancel()
            stopped.cancel()


def _announce(args: argparse.Namespace, server: RebroadcastServer) -> None:
    endpoints = server.endpoints()._asdict()
    if wants_json(args):
        print_json({"creator": server.scenario.creator.unique_id, **endpoints, "tikapi_url": server.base_url})
        return
    say(f"@{server.scenario.creator.unique_id} is being rebroadcast. In config.toml:")
    say("[tiktok]")
    for key, url in endpoints.items():
        say(f'{key} = "{url}"')
    say("[tikapi]  # where wanted, with any keys")
    say(f'base_url = "{server.base_url}"')
