"""Search in a large archive on SQLite: the newest 50 with their places, warm, alone and beside a writer.

`ARCHIVER_BENCH_CHATS` sets the number of chats (5,000,000).
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine

from archiver.model.batch import EventRow
from archiver.model.creator import Creator
from archiver.query.reader import open_reader
from archiver.query.search import search
from archiver.store import migrate, schema, search_index
from archiver.store.bulk import load
from archiver.store.engine import open_engine, writing
from archiver.store.sql_store import SqlStore
from tests.bench.figures import Figure

_SESSIONS = 50
_BATCH = 2_000
_QUERIES = 40  #: of each kind
_WRITER_ROWS_S = 5_000
_AT = 1_786_367_257_000
_SYLLABLES = ["ka", "lo", "mi", "ten", "ra", "su", "ve", "no", "per", "shi", "gol", "da", "fi", "ur", "ban"]
_HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 2_000)))
_THAI = "กขคงจชซญดตถทนบปผพฟมยรลวสหอาิีุูเแโ"


class _Talk:
    """Lines of chat: most in words of which few are common, a third in scripts without blanks."""

    def __init__(self) -> None:
        self.rng = random.Random(5)
        self.words = ["".join(self.rng.choices(_SYLLABLES, k=self.rng.randrange(1, 5))) for _ in range(30_000)]
        self._weights = [1 / rank for rank in range(1, len(self.words) + 1)]

    def lines(self, count: int) -> Iterator[str]:
        rng = self.rng
        words = rng.choices(self.words, self._weights, k=count * 5)
        for number in range(count):
            draw = rng.random()
            if draw < 0.65:
                yield " ".join(words[number * 5 : number * 5 + rng.randrange(2, 6)])
            elif draw < 0.9:
                yield "".join(_HAN[int(2_000 * rng.random() ** 3)] for _ in range(rng.randrange(3, 12)))
            else:
                yield "".join(rng.choices(_THAI, k=rng.randrange(5, 20)))


def run() -> list[Figure]:
    """p95 of every kind of query, alone and beside a writer."""
    chats = int(os.environ.get("ARCHIVER_BENCH_CHATS", "5000000"))
    with tempfile.TemporaryDirectory() as scratch:
        url = f"sqlite:///{Path(scratch) / 'archiver.db'}"
        talk = _Talk()
        asyncio.run(_make(url, talk, chats))
        queries = _queries(talk)
        with open_reader(url) as engine:
            return [
                *_figures(engine, queries, f"{chats:,} chats"),
                *_beside_a_writer(url, talk, chats, engine, queries),
            ]


async def _make(url: str, talk: _Talk, chats: int) -> None:
    migrate.upgrade(url)
    async with SqlStore(url) as store:
        for number in range(_SESSIONS):
            creator = Creator(unique_id=f"creator{number}")
            await store.open_session(
                room_id=number + 1, creator=creator, title="", started_at=_AT, folder="", broadcast_started_at=None
            )
    engine = open_engine(url)
    each = chats // _SESSIONS
    for session_id in range(1, _SESSIONS + 1):
        for first in range(1, each + 1, _BATCH):
            with writing(engine) as connection:
                _write(connection, talk, session_id, first, min(_BATCH, each + 1 - first))
        with writing(engine) as connection:
            ended_at = _AT + session_id * each * 100
            connection.exec_driver_sql("UPDATE sessions SET ended_at = ? WHERE id = ?", (ended_at, session_id))
    engine.dispose()


def _write(connection: Connection, talk: _Talk, session_id: int, first: int, count: int) -> None:
    lines = list(talk.lines(count))
    seqs = range(first, first + count)
    ats = [_AT + (session_id - 1) * 10_000_000 + seq * 100 for seq in seqs]
    load(
        connection,
        schema.events,
        [
            EventRow(session_id, seq, session_id, 1, seq, "chat", at, at, at, 7, 0, 1, seq, None)
            for seq, at in zip(seqs, ats, strict=True)
        ],
    )
    rows = [(session_id, seq, 7, line, "", None, 0, 0, None, None) for seq, line in zip(seqs, lines, strict=True)]
    load(connection, schema.chats, rows)
    search_index.add(connection, search_index.lines_of({"chats": rows}))


def _queries(talk: _Talk) -> dict[str, list[str]]:
    rng, words = talk.rng, talk.words
    some = [rng.choice(words[: 10 ** rng.randrange(1, 5)]) for _ in range(_QUERIES * 2)]
    han = [_HAN[int(2_000 * rng.random() ** 3)] for _ in range(_QUERIES * 3)]
    return {
        "words": some[:_QUERIES],
        "two words": [" ".join(pair) for pair in zip(some[::2], some[1::2], strict=True)],
        "phrases": [f'"{one} {other}"' for one, other in zip(some[::2], some[1::2], strict=True)],
        "prefixes of three letters": [f"{word[:3]}*" for word in some if len(word) >= 3][:_QUERIES],
        "two or more CJK characters": ["".join(pair) for pair in zip(han[::2], han[1::2], strict=True)][:_QUERIES],
        "two or more Thai characters": ["".join(rng.choices(_THAI, k=rng.randrange(2, 5))) for _ in range(_QUERIES)],
        "one character": han[:_QUERIES],
    }


def _figures(engine: Engine, queries: dict[str, list[str]], where: str) -> list[Figure]:
    figures = []
    for kind, asked in queries.items():
        for query in asked:
            search(engine, query)
        taken = sorted(_milliseconds(engine, query) for query in asked)
        figures.append(
            Figure(
                name=f"search: {kind}, p95, {where}",
                value=taken[int(len(taken) * 0.95)],
                unit="ms",
                against="",
                ratio=None,
                target="<= 25" if kind == "one character" else "<= 10",
            )
        )
    return figures


def _milliseconds(engine: Engine, query: str) -> float:
    started = time.perf_counter()
    search(engine, query, limit=50)
    return (time.perf_counter() - started) * 1000


def _beside_a_writer(url: str, talk: _Talk, chats: int, engine: Engine, queries: dict[str, list[str]]) -> list[Figure]:
    """The same while a thread writes chats to the last session, at a steady rate."""
    stop = threading.Event()
    each = _WRITER_ROWS_S // 4

    def write() -> None:
        writer, first = open_engine(url), chats // _SESSIONS + 1
        while not stop.wait(0.25):
            with writing(writer) as connection:
                _write(connection, talk, _SESSIONS, first, each)
            first += each
        writer.dispose()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        return _figures(engine, queries, f"{chats:,} chats, beside a writer")
    finally:
        stop.set()
        thread.join()
