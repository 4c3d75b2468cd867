"""Search in a large archive on SQLite: the newest 50 with their places, warm, alone and beside a writing process.

`ARCHIVER_BENCH_CHATS` sets the number of chats (5,000,000). `ARCHIVER_BENCH_FOLDER` names a folder that keeps the
archive for the next run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from archiver.query.reader import open_reader
from archiver.query.search import MAX_HITS, search
from tests.bench.figures import Figure
from tests.bench.search_archive import HAN, SESSIONS, UNSPACED, Talk, kept_archive

_QUERIES = 100  #: of each kind
_WRITER_ROWS_S = 5_000
_ROOT = Path(__file__).resolve().parents[2]
Queries = dict[str, list[str]]


def run(chats: int = int(os.environ.get("ARCHIVER_BENCH_CHATS", "5000000")), queries: int = _QUERIES) -> list[Figure]:
    """p95 of every kind of query, alone and beside a writer; what is found of what is there; the size of the index."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(os.environ.get("ARCHIVER_BENCH_FOLDER", scratch))
        path = Path(scratch) / "archiver.db"
        shutil.copyfile(kept_archive(chats, folder), path)
        url = f"sqlite:///{path}"
        asked = _queries(Talk(seed=7), queries)
        with open_reader(url) as engine:
            alone = [*_speed(engine, asked, f"{chats:,} chats"), *_truth(engine, queries), *_size(engine, chats)]
            with _writing(url) as pace:
                beside = list(_speed(engine, asked, f"{chats:,} chats, beside a writer"))
    return [*alone, *beside, *pace]


def _queries(talk: Talk, count: int) -> Queries:
    rng, words = talk.rng, Talk().words["Latin"]
    some = [rng.choice(words[: 10 ** rng.randrange(1, 5)]) for _ in range(count * 2)]
    pairs = list(zip(some[::2], some[1::2], strict=True))
    return {
        "words": some[:count],
        "two words": [" ".join(pair) for pair in pairs],
        "phrases": [f'"{one} {other}"' for one, other in pairs],
        "prefixes of three letters": [f"{(word + word + word)[:3]}*" for word in some[:count]],
        "two or more CJK characters": [talk.run("Han", rng.randrange(2, 5)) for _ in range(count)],
        "two or more Thai characters": [talk.run("Thai", rng.randrange(2, 5)) for _ in range(count)],
        "one character": [HAN[int(len(HAN) * rng.random() ** 3)] for _ in range(count)],
    }


def _speed(engine: Engine, queries: Queries, where: str) -> Iterator[Figure]:
    for kind, asked in queries.items():
        for query in asked:
            search(engine, query)
        taken = sorted(_milliseconds(engine, query) for query in asked)
        yield Figure(
            name=f"search: {kind}, p95, {where}",
            value=taken[int(len(taken) * 0.95)],
            unit="ms",
            against="",
            ratio=None,
            target="<= 25" if kind == "one character" else "<= 10",
        )


def _milliseconds(engine: Engine, query: str) -> float:
    started = time.perf_counter()
    search(engine, query, limit=50)
    return (time.perf_counter() - started) * 1000


def _truth(engine: Engine, count: int) -> Iterator[Figure]:
    """Parts of lines in scripts without blanks, and what a search for them finds in a session of the same lines."""
    talk = Talk(seed=8)
    asked = [talk.run(script, 1 + n % 5) for script in UNSPACED for n in range(count)]
    found = meant = both = 0
    with engine.connect() as connection:
        statement = "SELECT seq, text FROM chats WHERE session_id = ?"
        lines = dict(map(tuple, connection.exec_driver_sql(statement, (SESSIONS // 2,))))
    for part in asked:
        there = {seq for seq, text in lines.items() if part in text}
        if len(there) < MAX_HITS:
            page = search(engine, part, session_id=SESSIONS // 2, limit=MAX_HITS)
            hits = {hit.seq for hit in page.hits}
            found, meant, both = found + len(hits), meant + len(there), both + len(hits & there)
    for name, share in (("recall", both / max(1, meant)), ("precision", both / max(1, found))):
        yield Figure(
            name=f"search: {name} against substrings in {', '.join(UNSPACED)} ({meant:,} lines)",
            value=share,
            unit="",
            against="",
            ratio=None,
            target=">= 1",
        )


def _size(engine: Engine, chats: int) -> Iterator[Figure]:
    with engine.connect() as connection:
        size = connection.exec_driver_sql("SELECT sum(length(block)) FROM search_index_data").scalar_one()
        everything = connection.exec_driver_sql(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        )
        share = size / everything.scalar_one()
    yield Figure(
        name=f"search: index of {chats:,} chats",
        value=size / chats,
        unit="B/chat",
        against="the database",
        ratio=share,
        target="",
    )


@contextmanager
def _writing(url: str) -> Iterator[list[Figure]]:
    """Beside a process that writes chats, as a recording does; the pace it kept is known afterwards."""
    pace: list[Figure] = []
    command = [sys.executable, "-m", "tests.bench.search_archive", url, str(_WRITER_ROWS_S)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        first, started = int(writer.stdout.readline()), time.perf_counter()
        try:
            yield pace
        finally:
            taken = time.perf_counter() - started
            writer.kill()
            *_, last = (first, *map(int, writer.stdout.read().split()))
    pace.append(
        Figure(
            name="search: the writer beside it",
            value=(last - first) / taken,
            unit="chats/s",
            against="",
            ratio=None,
            target=f">= {_WRITER_ROWS_S * 0.9:.0f}",
        )
    )
