"""Watches a long list as the service does, in a process of its own, and says what that cost.

`python -m tests.bench.watch_client CONFIG COUNT SECONDS EXPECTED` prints a line when it begins, and one JSON object at
the end: the monotonic instants (ms) at which creators were found live, CPU seconds, and seconds. It ends when EXPECTED
were found, or after SECONDS. The list is as in the middle of a night: every handle was asked about in its turn.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from archiver import logs
from archiver.app import calm_garbage_collector, open_store, open_tiktok
from archiver.clock import SystemClock
from archiver.config import Settings, load_settings
from archiver.model.broadcast import LiveCheck
from archiver.model.creator import WatchEntry
from archiver.run.jobs import Jobs
from archiver.store.migrate import upgrade
from archiver.watch.poller import Poller
from archiver.watch.schedule import HostPacer, SchedulePolicy, turn_ms
from tests.bench.watch_platform import LAST_ROOMS, USERS


def fill(settings: Settings, count: int) -> None:
    """Put creators on the list, none due at the same moment as all others."""
    upgrade(settings.database_url)
    now, watch = SystemClock().now_ms(), settings.watch
    turn = turn_ms(count, round(watch.host_spacing_s * 1000), watch.poll_interval_s) or 1
    interval = round(watch.poll_interval_s * 1000)
    with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as database:
        database.executemany(
            "INSERT INTO creators (user_id, unique_id, sec_uid, nickname, first_seen_at, updated_at)"
            " VALUES (?, ?, '', '', ?, ?)",
            [(USERS + n, f"c{n}", now, now) for n in range(count)],
        )
        database.executemany(
            "INSERT INTO watch_entries (unique_id, is_paused, next_check_at, last_check_at, last_status, last_room_id,"
            " resolved_at, failure_count, added_at) VALUES (?, 0, ?, ?, 'offline', ?, ?, 0, ?)",
            [
                (f"c{n}", now + (n * 7919) % interval, now, LAST_ROOMS + n, now - turn * n // count, now)
                for n in range(count)
            ],
        )
    database.close()


async def watch(config: Path, count: int, seconds: float, expected: int) -> None:
    """Watch until all are found or the time is up; prints as the module says."""
    settings, clock = load_settings(config), SystemClock()
    fill(settings, count)
    found: dict[int, int] = {}
    all_found = asyncio.Event()

    def on_live(entry: WatchEntry, check: LiveCheck) -> None:
        found.setdefault(int(entry.unique_id[1:]), clock.monotonic_ms())
        if len(found) == expected:
            all_found.set()

    async with open_store(settings) as store:
        tiktok = open_tiktok(settings, clock, store=store)
        section = settings.watch
        poller = Poller(
            api=tiktok.api, store=store, clock=clock, policy=SchedulePolicy(interval_s=section.poll_interval_s),
            pacer=HostPacer(section.host_spacing_s), room_pacer=HostPacer(section.room_spacing_s),
            bulk=tiktok.sign_server if section.bulk_checks else None, at_once=section.checks_at_once, on_live=on_live,
            is_recording=lambda handle: int(handle[1:]) in found,
        )  # fmt: skip
        asked = {"tick": 0, "survey": 0}

        def counted(name: str, work: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[None]]:
            async def run() -> None:
                asked[name] += await work()

            return run

        jobs = Jobs(clock)
        jobs.every(section.tick_s, "watchlist", counted("tick", poller.tick))
        jobs.every(section.tick_s, "survey", counted("survey", poller.survey))
        print("begun", flush=True)
        began, cpu = time.perf_counter(), time.process_time()
        jobs.start()
        try:
            async with asyncio.timeout(seconds):
                await all_found.wait()
        except TimeoutError:
            pass
        cost = {"cpu_s": time.process_time() - cpu, "seconds": time.perf_counter() - began}
        jobs.stop()
        await tiktok.aclose()
    print(json.dumps({"found": found, **cost}), flush=True)


if __name__ == "__main__":
    logs.configure("warning")
    calm_garbage_collector()
    asyncio.run(watch(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
