"""archiver doctor: what works here, what does not, and what to do."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archiver import __version__
from archiver.cli.context import settings_of, start_logging, wants_json
from archiver.cli.output import print_json, print_table
from archiver.config import Settings, make_settings
from archiver.errors import ArchiverError, ConfigError
from archiver.model.budget import BudgetLine
from archiver.model.creator import parse_handle
from archiver.ports import Clock, LiveApi

if TYPE_CHECKING:
    from archiver.media.version import FFmpeg
    from archiver.tiktok.client import TikTokClient

#: Less free space than this is worth a warning: about three hours at 3 Mbit/s.
_LITTLE_SPACE_BYTES = 4 << 30
#: A clock further off than this makes offsets doubtful until the skew is learned.
_CLOCK_OFF_MS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: str  #: "ok", "warning" or "failed"
    says: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``archiver doctor``."""
    parser.add_argument(
        "target",
        nargs="?",
        metavar="@HANDLE",
        help="also ask whether this creator is live, and try each way to the events",
    )
    parser.add_argument("--offline", action="store_true", help="leave the network alone")
    parser.set_defaults(handler=doctor)


def doctor(args: argparse.Namespace) -> int:
    """Exit 0 when nothing failed (warnings allowed), 1 otherwise."""
    findings = asyncio.run(_examine(args))
    if wants_json(args):
        print_json([asdict(finding) for finding in findings])
    else:
        print_table(["what", "state", "says"], [[each.what, each.state, each.says] for each in findings])
    return 1 if any(each.state == "failed" for each in findings) else 0


async def _examine(args: argparse.Namespace) -> list[Finding]:
    settings, findings = _settings(args)
    findings.insert(0, Finding(what="archiver", state="ok", says=f"version {__version__}"))
    findings += [finding async for finding in _ffmpeg(settings)]
    findings.append(_folder(settings.archive_folder))
    findings.append(await _database(settings))
    findings += [finding async for finding in _budgets(settings)]
    if not args.offline:
        findings += [finding async for finding in _platform(settings, args.target)]
    return findings


def _settings(args: argparse.Namespace) -> tuple[Settings, list[Finding]]:
    try:
        settings = settings_of(args)
    except ConfigError as error:
        start_logging(args)
        settings = make_settings(base=Path.cwd(), values={})
        return settings, [Finding(what="configuration", state="failed", says=f"{error} The defaults are looked at.")]
    return settings, [Finding(what="configuration", state="ok", says=f"in {settings.base}")]


async def _drawing(ffmpeg: FFmpeg) -> Finding:
    """Whether chat can be drawn into videos, in every script."""
    from archiver.media.abilities import check_can_draw
    from archiver.media.fonts import missing_scripts

    try:
        await check_can_draw(ffmpeg)
    except ArchiverError as error:
        return Finding(what="drawing chat", state="warning", says=str(error))
    if missing := await missing_scripts(ffmpeg):
        says = (
            f"no font for {', '.join(missing)}; install the fonts with pip install 'tiktok-live-archiver[fonts]', or "
            "fonts of the system such as Noto Sans for these scripts"
        )
        return Finding(what="drawing chat", state="warning", says=says)
    return Finding(what="drawing chat", state="ok", says="in every script that was tried")


async def _ffmpeg(settings: Settings) -> AsyncIterator[Finding]:
    from archiver.media.version import can_read_hevc_in_flv, find_ffmpeg

    try:
        ffmpeg = await find_ffmpeg(settings.ffmpeg)
    except ArchiverError as error:
        yield Finding(what="FFmpeg", state="failed", says=str(error))
        return
    state = "warning" if ffmpeg.warning else "ok"
    yield Finding(
        what="FFmpeg", state=state, says=ffmpeg.warning or f"{ffmpeg.version} ({ffmpeg.source}, {ffmpeg.path})"
    )
    if await can_read_hevc_in_flv(ffmpeg):
        yield Finding(what="H.265 in FLV", state="ok", says="is read")
    else:
        says = (
            "is not read by this FFmpeg, so only the native engine can record it, and finishing takes longer; leave "
            "record.ffmpeg empty, or set record.codec to h264"
        )
        yield Finding(what="H.265 in FLV", state="warning", says=says)
    yield await _drawing(ffmpeg)


def _folder(folder: Path) -> Finding:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        says = f"{existing} cannot be written ({os.strerror(error.errno or 0)}); check archive.folder and its rights"
        return Finding(what="archive folder", state="failed", says=says)
    free = shutil.disk_usage(existing).free
    state = "ok" if free >= _LITTLE_SPACE_BYTES else "warning"
    hours = free / (3_000_000 / 8 * 3600)
    return Finding(
        what="archive folder",
        state=state,
        says=f"{folder}, {free / 1e9:.1f} GB free (about {hours:.0f} hours at 3 Mbit/s)",
    )


async def _database(settings: Settings) -> Finding:
    """Whether it is of this version, and can be written: recording needs both."""
    from archiver.app import open_store
    from archiver.store import migrate

    try:
        if findings := await asyncio.to_thread(migrate.check, settings.database_url):
            return Finding(what="database", state="failed", says=" ".join(findings))
        async with open_store(settings) as store:
            await store.require_writable()
    except ArchiverError as error:
        return Finding(what="database", state="failed", says=str(error))
    return Finding(what="database", state="ok", says=f"schema {migrate.head()}")


async def _budgets(settings: Settings) -> AsyncIterator[Finding]:
    """What is left of the requests each host allows, as the last process wrote it down."""
    from archiver.app import open_store
    from archiver.clock import SystemClock
    from archiver.tiktok.budget import RateBudget

    try:
        async with open_store(settings) as store:
            budget = RateBudget(SystemClock(), store=store)
            await budget.restore()
    except ArchiverError:
        return  # the database has a finding of its own
    now = SystemClock().now_ms()
    for host in sorted({line.host for line in budget.lines()}):
        lines = [line for line in budget.lines() if line.host == host]
        is_refused = any(line.window == "silence" or line.used >= (line.maximum or line.used + 1) for line in lines)
        says = ", ".join(_budget_words(line, now) for line in lines)
        yield Finding(what=f"requests to {host}", state="warning" if is_refused else "ok", says=says)


def _budget_words(line: BudgetLine, now: int) -> str:
    left_s = max(0, line.ends_at - now) / 1000
    if line.window == "silence":
        return f"wants none for {left_s:.0f} s"
    of = f" of {line.maximum}" if line.maximum is not None else ""
    return f"{line.used}{of} this {line.window}"


async def _platform(settings: Settings, target: str | None) -> AsyncIterator[Finding]:
    from archiver.app import open_client

    try:
        async with open_client(settings) as tiktok:
            async for finding in _online(tiktok, settings, target):
                yield finding
    except ConfigError as error:
        yield Finding(what="TikTok", state="failed", says=str(error))


async def _online(tiktok: TikTokClient, settings: Settings, target: str | None) -> AsyncIterator[Finding]:
    from archiver.clock import SystemClock

    yield await _reach("TikTok", lambda: _answers(tiktok.api))
    if settings.tikapi.api_key:
        yield await _reach("TikAPI", lambda: _takes_the_key(tiktok))
    if target is not None:
        handle = parse_handle(target)
        yield await _reach(f"@{handle}", lambda: _status(tiktok.api, handle, SystemClock()))
        async for finding in _ways(tiktok, handle, settings):
            yield finding


async def _ways(tiktok: TikTokClient, handle: str, settings: Settings) -> AsyncIterator[Finding]:
    """Each way to the creator's event stream, tried; one that is not configured may fail without harm."""
    from archiver.tiktok.connect import WAYS

    room_id = await _room_of(tiktok, handle, settings)
    if room_id is None:
        return  # not live, or the finding above says why
    configured = settings.strategies
    has_means = {"provider": bool(settings.tiktok.socket_provider), "tikapi": bool(settings.tikapi.api_key)}
    for way in WAYS:
        if not has_means.get(way, True):
            continue
        try:
            socket = await tiktok.connector.connect_by(way, room_id, handle)
            await socket.close()
        except ArchiverError as error:
            state, says = ("failed" if way in configured else "warning"), str(error)
        else:
            state, says = (
                "ok",
                "opens the event stream" + ("" if way in configured else ", if named in tiktok.strategies"),
            )
        yield Finding(what=f"events by {way}", state=state, says=says)


async def _room_of(tiktok: TikTokClient, handle: str, settings: Settings) -> int | None:
    """The room as the platform says it, or TikAPI where the platform does not."""
    with suppress(ArchiverError):
        return await tiktok.api.fetch_room_id(handle)
    if settings.tikapi.api_key:
        with suppress(ArchiverError):
            return (await tiktok.tikapi.check(handle)).check.room_id
    return None


async def _takes_the_key(tiktok: TikTokClient) -> tuple[str, str]:
    await tiktok.tikapi.key_info()
    return "ok", "takes the API key"


async def _reach(what: str, question: Callable[[], Awaitable[tuple[str, str]]]) -> Finding:
    try:
        state, says = await question()
    except ArchiverError as error:
        return Finding(what=what, state="failed", says=str(error))
    return Finding(what=what, state=state, says=says)


async def _answers(api: LiveApi) -> tuple[str, str]:
    """The cheapest request there is: whether a room that never was is alive."""
    await api.fetch_is_live_room_ids(1)
    return "ok", "answers"


async def _status(api: LiveApi, handle: str, clock: Clock) -> tuple[str, str]:
    check = await api.fetch_is_live(handle)
    says = f"{'live' if check.is_live else 'not live'} (by the {check.route} route)"
    if check.server_now_ms is None:
        return "ok", says
    off_ms = check.server_now_ms - clock.now_ms()
    state = "ok" if abs(off_ms) < _CLOCK_OFF_MS else "warning"
    return state, f"{says}; this machine's clock is {-off_ms / 1000:+.1f} s against TikTok's"
