"""Ctrl-C and SIGTERM: clean within ten seconds, with a finished, verified session; and what a second one does."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archiver.app import open_app
from archiver.config import Settings, load_settings
from archiver.query.reader import open_reader
from archiver.query.sessions import list_sessions
from archiver.rebroadcast.scenario_file import builtin_scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store import migrate
from archiver.store.sql_store import SqlStore
from tests.acceptance.conftest import write_config
from tests.acceptance.test_main_job import assert_whole

#: The promise is ten seconds; a process that hangs fails here long before the test's own limit.
STOP_LIMIT_S = 10.0


async def service(config: Path) -> asyncio.subprocess.Process:
    """`archiver run` in a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "archiver", "--config", str(config), "run",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


async def until_recording(settings: Settings) -> None:
    """Wait until a session has chats and media."""
    while True:
        with open_reader(settings.database_url) as engine:
            found = list_sessions(engine)
        if found and found[0].chats and list(settings.archive_folder.rglob("*.sync.jsonl")):
            return
        await asyncio.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_leaves_a_finished_session(tmp_path: Path, number: signal.Signals) -> None:
    """One signal in mid-broadcast: exit 0, session ended by "stopped", its video whole."""
    async with RebroadcastServer(builtin_scenario("short")) as server:
        settings = load_settings(write_config(tmp_path, server.endpoints()))
        migrate.upgrade(settings.database_url)
        async with SqlStore(settings.database_url) as store:
            await store.add_watch_entry("short_show", added_at=0)
        process = await service(tmp_path / "config.toml")
        await asyncio.wait_for(until_recording(settings), 20)
        process.send_signal(number)
        _, log = await asyncio.wait_for(process.communicate(), STOP_LIMIT_S)
    assert (process.returncode, b"Traceback" in log) == (0, False)
    with open_reader(settings.database_url) as engine:
        (session,) = list_sessions(engine)
    assert (session.state, session.end_cause) == ("ended", "stopped")
    assert session.file
    async with open_app(settings) as app:
        await assert_whole(app)


@pytest.mark.slow
async def test_a_locked_database_does_not_hold_up_a_stop(tmp_path: Path) -> None:
    """Another process holds the database when the signal comes: the session stays open, the next start ends it."""
    async with RebroadcastServer(builtin_scenario("short")) as server:
        settings = load_settings(write_config(tmp_path, server.endpoints()))
        migrate.upgrade(settings.database_url)
        async with SqlStore(settings.database_url) as store:
            await store.add_watch_entry("short_show", added_at=0)
        process = await service(tmp_path / "config.toml")
        await asyncio.wait_for(until_recording(settings), 20)
        with closing(sqlite3.connect(tmp_path / "archiver.db", isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), STOP_LIMIT_S)
        assert (process.returncode, b"Traceback" in log) == (0, False)
        await server.done.wait()
        process = await service(tmp_path / "config.toml")
        await asyncio.wait_for(until_ended(settings), 20)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), STOP_LIMIT_S)
    async with open_app(settings) as app:
        await assert_whole(app)


async def until_ended(settings: Settings) -> None:
    """Wait until the only session has ended."""
    while True:
        with open_reader(settings.database_url) as engine:
            (session,) = list_sessions(engine)
        if session.state == "ended":
            return
        await asyncio.sleep(0.1)
