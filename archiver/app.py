"""The composition root: builds edges and stages from settings, and takes them down in reverse.

The only module that knows both the stages and the edges behind their ports.
"""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import structlog
from pydantic import SecretStr

from archiver.clock import SystemClock
from archiver.config import BudgetSettings, Settings
from archiver.errors import StoreError
from archiver.media.engines import Engines
from archiver.media.ffmpeg_capture import FFmpegCapture
from archiver.media.flv_capture import FlvCapture
from archiver.media.key_frames import read_key_frames
from archiver.media.remux import FFmpegFinisher
from archiver.media.version import FFmpeg, find_ffmpeg
from archiver.model.media import Engine, KeyFrame
from archiver.model.session import Session
from archiver.model.timeline import TimelinePiece
from archiver.ports import BudgetStore, BulkLiveApi, Clock
from archiver.record.finish import FinishPolicy
from archiver.record.plan import StreamPreferences
from archiver.run.capture import Edges, SessionPolicy
from archiver.run.gifts import GiftCatalogue
from archiver.run.monitor import MonitorPolicy
from archiver.run.service import Service, ServicePolicy
from archiver.run.session import ProgressListener, SessionRunner
from archiver.run.timeline import realign
from archiver.run.verify import Finding, verify_session
from archiver.store.sql_store import SqlStore
from archiver.tiktok.budget import RateBudget
from archiver.tiktok.client import TikTokClient
from archiver.tiktok.cookies_file import read_cookies_file
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions, TikApiOptions
from archiver.tiktok.playlists import HttpPlaylists
from archiver.tiktok.provider import load_provider
from archiver.watch.schedule import SchedulePolicy

log = structlog.get_logger(__name__)

#: A live playlist that takes longer tells nothing about when its segments came.
PLAYLIST_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The running parts that commands and tests use."""

    settings: Settings
    store: SqlStore
    edges: Edges
    runner: SessionRunner
    preferences: StreamPreferences
    gifts: GiftCatalogue | None = None  #: kept up to date by the service
    bulk: BulkLiveApi | None = None  #: asked by the service about long watchlists

    def service(self) -> Service:
        """The unattended service over these parts."""
        watch = self.settings.watch
        return Service(
            api=self.edges.api,
            store=self.store,
            clock=self.edges.clock,
            runner=self.runner,
            preferences=self.preferences,
            policy=ServicePolicy(
                schedule=self.schedule,
                host_spacing_s=watch.host_spacing_s,
                room_spacing_s=watch.room_spacing_s,
                checks_at_once=watch.checks_at_once,
                tick_s=watch.tick_s,
            ),
            gifts=self.gifts,
            bulk=self.bulk,
        )

    @property
    def schedule(self) -> SchedulePolicy:
        """How often creators are checked."""
        watch = self.settings.watch
        return SchedulePolicy(
            interval_s=watch.poll_interval_s, jitter=watch.poll_jitter, max_backoff_s=watch.max_backoff_s
        )

    def folder(self, session: Session) -> Path:
        """Absolute folder of a session."""
        return self.runner.folder(session)


@asynccontextmanager
async def open_app(settings: Settings, *, on_progress: ProgressListener | None = None) -> AsyncIterator[App]:
    """Everything a recording process needs; closed at the end of the block.

    Raises:
        FFmpegMissingError: there is no FFmpeg.
        StoreError: the database cannot be used (SchemaOutdatedError, SchemaTooNewError, ...).
        DiskError: it cannot be written.
    """
    calm_garbage_collector()
    async with AsyncExitStack() as stack:
        ffmpeg = await _ffmpeg(settings)
        store = await stack.enter_async_context(open_store(settings))
        await store.require_writable()
        clock = SystemClock()
        tiktok = open_tiktok(settings, clock, store=store)
        await tiktok.budget.restore()
        stack.push_async_callback(tiktok.aclose)
        proxy = _media_proxy(settings)
        playlists = open_playlists(settings, clock, proxy)
        stack.push_async_callback(playlists.aclose)
        edges = Edges(
            api=tiktok.api,
            connector=tiktok.connector,
            capture=Engines(
                native=FlvCapture(clock, proxy=proxy),
                ffmpeg=FFmpegCapture(ffmpeg, clock, proxy=proxy, playlists=playlists),
            ),
            finisher=FFmpegFinisher(ffmpeg),
            store=store,
            clock=clock,
        )
        session = settings.session
        policy = SessionPolicy(
            monitor=MonitorPolicy(interval_s=session.status_interval_s, grace_s=session.grace_s),
            finish=FinishPolicy(**settings.finish.model_dump()),
            poll_pause_s=slowest_poll_s(settings),
        )
        runner = SessionRunner(
            edges=edges, policy=policy, archive_folder=settings.archive_folder, on_progress=on_progress
        )
        record = settings.record
        preferences = StreamPreferences(
            protocol=record.protocol,
            quality=record.quality,
            codec=record.codec,
            stall_timeout_s=record.stall_timeout_s,
            engine=Engine(record.engine),
            max_part_bytes=record.max_part_bytes,
            max_part_s=record.max_part_s,
            ffmpeg_options=record.ffmpeg_options,
        )
        gifts = GiftCatalogue(api=tiktok.api, store=store, clock=clock) if settings.tiktok.gift_catalogue else None
        bulk = tiktok.sign_server if settings.watch.bulk_checks else None
        yield App(
            settings=settings, store=store, edges=edges, runner=runner, preferences=preferences, gifts=gifts, bulk=bulk
        )


async def _ffmpeg(settings: Settings) -> FFmpeg:
    ffmpeg = await find_ffmpeg(settings.ffmpeg)
    if ffmpeg.warning:
        log.warning(ffmpeg.warning)
    return ffmpeg


def calm_garbage_collector() -> None:
    """Look for cycles seldom: rows are tuples without any, made by the thousand. Saves a few percent of ingest."""
    gc.set_threshold(100_000, 50, 50)


def open_store(settings: Settings) -> SqlStore:
    """The database alone, as an async context manager that checks its schema on entry."""
    return SqlStore(settings.database_url)


async def verify_stored(settings: Settings, session_id: int) -> Sequence[Finding]:
    """Look at every file of a session and compare it with the rows; nothing is changed.

    Raises:
        UsageError: there is no such session.
        FFmpegMissingError, StoreError: as ``open_app``.
    """
    finisher = FFmpegFinisher(await _ffmpeg(settings))
    async with open_store(settings) as store:
        session = await store.session(session_id)
        return await verify_session(session, archive_folder=settings.archive_folder, store=store, finisher=finisher)


async def realign_session(
    settings: Settings, store: SqlStore, session_id: int
) -> tuple[Sequence[TimelinePiece], Sequence[TimelinePiece]]:
    """Rebuild a session's timeline from store and folder; returns it as it was and as it is now.

    Raises:
        UsageError: there is no such session.
    """
    session = await store.session(session_id)
    folder = settings.archive_folder / session.folder

    async def read(part: str) -> Sequence[KeyFrame]:
        return await read_key_frames(Path(part))

    return await realign(session, folder, store, read, SystemClock().now_ms())


def open_tiktok(settings: Settings, clock: Clock, *, store: BudgetStore | None = None) -> TikTokClient:
    """The platform's edge; close it with ``aclose``. ``store`` keeps its request budgets.

    Raises:
        ConfigError: a proxy or cookie that cannot be used.
    """
    tiktok = settings.tiktok
    values = {f.name: _plain(getattr(tiktok, f.name)) for f in fields(HttpOptions) if hasattr(tiktok, f.name)}
    if tiktok.cookies_file is not None:
        values |= _browser_login(settings.base / tiktok.cookies_file, clock, has_session=bool(tiktok.session_id))
    return TikTokClient(
        HttpOptions(**values),
        clock,
        strategies=settings.strategies,
        silence_timeout_s=tiktok.silence_timeout_s,
        budget=RateBudget(clock, limits=_limits(settings.budget), store=store),
        provider=load_provider(tiktok.socket_provider) if tiktok.socket_provider else None,
        tikapi=TikApiOptions(**{f.name: _plain(getattr(settings.tikapi, f.name)) for f in fields(TikApiOptions)}),
    )


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[TikTokClient]:
    """The platform's edge for one command. Its requests count with all others, as far as the database can be used.

    Raises:
        ConfigError: as ``open_tiktok``.
    """
    async with AsyncExitStack() as stack:
        store: BudgetStore | None = None
        with suppress(StoreError):  # one that is not there yet is no reason not to ask
            store = await stack.enter_async_context(open_store(settings))
        client = open_tiktok(settings, SystemClock(), store=store)
        stack.push_async_callback(client.aclose)
        await client.budget.restore()
        yield client


def slowest_poll_s(settings: Settings) -> float:
    """How long a way that asks again and again may be from its next request; 0: there is none."""
    pauses = {"polling": settings.tiktok.polling_interval_s, "tikapi": settings.tikapi.poll_interval_s}
    return max((pause for way, pause in pauses.items() if way in settings.strategies), default=0.0)


def _browser_login(path: Path, clock: Clock, *, has_session: bool) -> dict[str, Any]:
    """The cookies of a file, and the session among them unless one is configured."""
    cookies = read_cookies_file(path, now_s=clock.now_ms() // 1000)
    login: dict[str, Any] = {"cookies": cookies}
    if not has_session and "sessionid" in cookies and "tt-target-idc" in cookies:
        login |= {"session_id": cookies["sessionid"], "tt_target_idc": cookies["tt-target-idc"]}
    return login


def _plain(value: Any) -> Any:
    """A setting without the wrappers that keep secrets out of logs."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return {name: _plain(item) for name, item in value.items()} if isinstance(value, dict) else value


def _limits(budget: BudgetSettings) -> dict[str, dict[str, int]]:
    """The limits that are set, by host and window."""
    minutes = {"tiktok": budget.tiktok_per_minute, "webcast": budget.webcast_per_minute}
    sign = {"minute": budget.sign_per_minute, "hour": budget.sign_per_hour, "day": budget.sign_per_day}
    tikapi = {"minute": budget.tikapi_per_minute, "hour": budget.tikapi_per_hour, "day": budget.tikapi_per_day}
    limits = {host: {"minute": limit} for host, limit in minutes.items()} | {"sign": sign, "tikapi": tikapi}
    return {host: {window: limit for window, limit in each.items() if limit} for host, each in limits.items()}


def open_playlists(settings: Settings, clock: Clock, proxy: str | None) -> HttpPlaylists:
    """Reads HLS playlists by the way the media takes; close it with ``aclose``."""
    options = HttpOptions(proxy=proxy, timeout_s=min(settings.tiktok.timeout_s, PLAYLIST_TIMEOUT_S))
    return HttpPlaylists(HttpClient(options, clock))


def _media_proxy(settings: Settings) -> str | None:
    tiktok = settings.tiktok
    chosen = tiktok.proxy if tiktok.media_proxy is None else tiktok.media_proxy
    return (chosen.get_secret_value() or None) if chosen is not None else None
