"""archiver record: one broadcast now, in the foreground."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from archiver.cli.arguments import ENGINES, QUALITIES, ffmpeg_option, seconds
from archiver.cli.context import settings_of, wants_json
from archiver.cli.progress import CaptureDisplay
from archiver.config import Settings
from archiver.errors import StoppedError, UsageError, UserOfflineError
from archiver.model.broadcast import LiveCheck
from archiver.model.creator import Creator, parse_handle
from archiver.model.media import Engine
from archiver.model.session import EndCause, Session

if TYPE_CHECKING:
    from archiver.app import App
    from archiver.record.plan import StreamPreferences


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver record``."""
    parser.add_argument("target", metavar="TARGET", help="@handle, or address of the LIVE page")
    parser.add_argument("--for", dest="limit_s", type=seconds, metavar="TIME", help="stop after this long, such as 1h")
    parser.add_argument(
        "--quality", choices=QUALITIES, metavar="Q", help="best, origin, uhd, hd, sd, ld ... (default: record.quality)"
    )
    parser.add_argument("--protocol", choices=("auto", "flv", "hls"), help="default: record.protocol")
    parser.add_argument("--engine", choices=ENGINES, help="default: record.engine")
    parser.add_argument(
        "--ffmpeg-option", dest="ffmpeg_options", action="append", type=ffmpeg_option, default=[], metavar="NAME=VALUE",
        help="let FFmpeg record, with this option, such as probesize=20000000; may be repeated",
    )  # fmt: skip
    parser.add_argument("--wait", action="store_true", help="wait until the creator goes live")
    parser.set_defaults(handler=record)


def record(args: argparse.Namespace) -> int:
    """Record until the broadcast ends, the time is up or Ctrl-C; then show what was captured."""
    from archiver.cli.sessions import show_session

    settings = settings_of(args, log_level="warning")  # a person watches, and the display says the rest
    session = asyncio.run(_record(args, settings))
    show_session(args, settings, session.id)
    return 0


async def _record(args: argparse.Namespace, settings: Settings) -> Session:
    from archiver.app import open_app

    handle = parse_handle(args.target)
    with CaptureDisplay(is_quiet=wants_json(args)) as display:
        async with open_app(settings, on_progress=display.update) as app:
            preferences = _preferences(app, args)
            check = await (_wait(app, handle, display) if args.wait else app.edges.api.fetch_is_live(handle))
            if not check.is_live:
                raise UserOfflineError(
                    f"@{handle} is not live now; --wait waits here, `archiver watch add @{handle}` in the service."
                )
            display.say(f"@{handle} is live: {check.title or 'no title'}. Ctrl-C stops and finishes.")
            return await _capture(app, args, check, preferences)


async def _wait(app: App, handle: str, display: CaptureDisplay) -> LiveCheck:
    """The check that finds the creator live. Raises StoppedError on Ctrl-C."""
    from archiver.run.shutdown import stop_on_signals
    from archiver.watch.wait import wait_until_live

    display.say(f"Waiting until @{handle} is live. Ctrl-C gives up.")
    with stop_on_signals() as stop:
        check = await wait_until_live(app.edges.api, handle, policy=app.schedule, stop=stop)
    if check is None:
        raise StoppedError(f"Stopped before @{handle} went live; nothing was recorded.")
    return check


def _preferences(app: App, args: argparse.Namespace) -> StreamPreferences:
    """The configured ones, and what the command line says otherwise. Raises UsageError."""
    engine = Engine(args.engine) if args.engine else Engine.FFMPEG if args.ffmpeg_options else app.preferences.engine
    preferences = replace(
        app.preferences,
        quality=args.quality or app.preferences.quality,
        protocol=args.protocol or app.preferences.protocol,
        engine=engine,
        ffmpeg_options={**app.preferences.ffmpeg_options, **dict(args.ffmpeg_options)},
    )
    if preferences.engine is Engine.NATIVE and preferences.protocol == "hls":
        raise UsageError("The native engine records FLV only; leave --engine out, or --protocol hls.")
    if preferences.engine is Engine.NATIVE and args.ffmpeg_options:
        raise UsageError("The native engine is not FFmpeg; leave --engine out, or --ffmpeg-option.")
    return preferences


async def _capture(app: App, args: argparse.Namespace, check: LiveCheck, preferences: StreamPreferences) -> Session:
    from archiver.run.shutdown import stop_on_signals

    assert check.room_id is not None
    creator = check.creator or Creator(unique_id=check.unique_id)
    session = await app.runner.open(room_id=check.room_id, creator=creator, title=check.title)
    is_time_up = False
    with stop_on_signals() as stop:

        def time_is_up() -> None:
            nonlocal is_time_up
            is_time_up = not stop.is_set()
            stop.set()

        if args.limit_s is not None:
            asyncio.get_running_loop().call_later(args.limit_s, time_is_up)
        return await app.runner.run(
            session, stop, preferences, stop_cause=lambda: EndCause.TIME_LIMIT if is_time_up else EndCause.STOPPED
        )
