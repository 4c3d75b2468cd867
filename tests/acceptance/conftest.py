"""A whole archive on disk, and rooms to fill it from."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from archiver.app import App
from archiver.cli.main import run
from archiver.config import Settings, load_settings
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.server import Endpoints, RebroadcastServer
from archiver.store import migrate

MakeSettings = Callable[..., Settings]


@pytest.fixture
def make_settings_for(tmp_path: Path) -> MakeSettings:
    """Settings of a fresh archive that looks at a rebroadcast room, with a database that is ready."""

    def make(endpoints: Endpoints, *, url: str = "sqlite:///archiver.db", extra: str = "") -> Settings:
        path = write_config(tmp_path, endpoints, url=url, extra=extra)
        settings = load_settings(path)
        migrate.upgrade(settings.database_url)
        return settings

    return make


def write_config(folder: Path, endpoints: Endpoints, *, url: str = "sqlite:///archiver.db", extra: str = "") -> Path:
    """A configuration file with short intervals."""
    lines = [f'[database]\nurl = "{url}"']
    lines += ["[watch]\npoll_interval_s = 1.0\nhost_spacing_s = 0.0\ntick_s = 0.2"]
    lines += ["[session]\nstatus_interval_s = 1.0\ngrace_s = 20.0", "[tiktok]"]
    lines += [f'{key} = "{value}"' for key, value in endpoints._asdict().items()]
    path = folder / "config.toml"
    path.write_text("\n".join([*lines, extra]) + "\n", encoding="utf-8")
    return path


class Outcome:
    """What a command did."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Outcome]


@pytest.fixture
def archiver(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line as a function: arguments in; exit status, stdout and stderr out."""

    def command(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        try:
            status = run([str(argument) for argument in arguments])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return command


async def serve_script(app: App, server: RebroadcastServer) -> None:
    """What `archiver run` does with the room's creator on the list, until the script is over and its sessions ended."""
    await app.store.add_watch_entry(server.scenario.creator.unique_id, added_at=0)
    stop, service = asyncio.Event(), app.service()
    serving = asyncio.create_task(service.run(stop))
    await server.done.wait()
    await service.supervisor.wait_idle()
    stop.set()
    await serving


@contextmanager
def rebroadcast(
    scenario: Scenario, *, with_video: bool = True, speed: float = 1.0, **faults: Any
) -> Iterator[RebroadcastServer]:
    """A room that plays in a thread of its own, from the moment it is live; faults are switched on then."""
    ready, over, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()
    server = RebroadcastServer(scenario, with_video=with_video, speed=speed)

    async def play() -> None:
        async with server:
            while server.room is None:
                await asyncio.sleep(0.02)
            for name, value in faults.items():
                setattr(server.faults, name, value)
            ready.set()
            await over.wait()

    def work() -> None:
        try:
            loop.run_until_complete(play())
        finally:
            ready.set()
            loop.close()

    thread = threading.Thread(target=work, name="rebroadcast")
    thread.start()
    try:
        ready.wait(30)
        yield server
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(30)
