"""A large archive to search: chat in ten scripts, hostile lines among it, and the process that goes on writing it."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from archiver.model.batch import EventRow
from archiver.model.creator import Creator
from archiver.store import migrate, schema, search_index
from archiver.store.bulk import load, storable
from archiver.store.engine import open_engine, writing
from archiver.store.sql_store import SqlStore
from tests.unit.export.hostile import ATTACKS

SESSIONS = 50
_BATCH = 2_000
_AT = 1_786_367_257_000
_COMMITS_S = 4


def _between(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


HAN = _between(0x4E00, 0x4E00 + 1_999)
THAI = "กขคงจชซญดตถทนบปผพฟมยรลวสหอาิีุูเแโ"
#: Scripts without blanks, by their share of the lines: letters that stay what they are when they are folded.
UNSPACED = {
    "Han": (0.12, HAN),
    "kana": (0.05, _between(0x3042, 0x308F) + _between(0x30A2, 0x30EF)),
    "Hangul": (0.05, _between(0xAC00, 0xAC00 + 1_499)),
    "Thai": (0.08, THAI),
    "Burmese": (0.02, _between(0x1000, 0x1020)),
}
#: Scripts with blanks, by their share of the lines and the syllables of which their words are made.
_SPACED = {
    "Latin": (0.50, "ka lo mi ten ra su ve no per shi gol da fi ur ban"),
    "Cyrillic": (0.06, "ка ло ми тен ра су ве но пер ши гол да фи ур бан"),
    "Arabic": (0.06, "كا لو مي تن را سو في نو بر شي جل دا ور بن"),
    "Hebrew": (0.02, "כא לו מי תן רא סו וה נו פר שי גל דא אר בן"),
    "Devanagari": (0.02, "का लो मि तेन रा सु वे नो पर शि गोल दा उर बन"),
}
_ATTACK_SHARE = 0.01
_STORED_ATTACKS = storable(ATTACKS)  #: as the writer would leave them


class Talk:
    """Lines of chat, the same for the same seed. Of the words of each script few are common (Zipf)."""

    def __init__(self, seed: int = 5) -> None:
        self.rng = random.Random(seed)
        self.words = {name: self._words(syllables.split()) for name, (_, syllables) in _SPACED.items()}
        self._weights = [1 / rank for rank in range(1, len(self.words["Latin"]) + 1)]
        self._ready: dict[str, list[str]] = {name: [] for name in self.words}
        self._scripts = [*_SPACED, *UNSPACED, "hostile"]
        shares = [share for share, _ in (*_SPACED.values(), *UNSPACED.values())]
        self._shares = [*shares, _ATTACK_SHARE]

    def _words(self, syllables: list[str]) -> list[str]:
        return ["".join(self.rng.choices(syllables, k=self.rng.randrange(1, 5))) for _ in range(30_000)]

    def lines(self, count: int) -> Iterator[str]:
        """So many lines."""
        for script in self.rng.choices(self._scripts, self._shares, k=count):
            if script in UNSPACED:
                yield self.run(script, self.rng.randrange(3, 16))
            elif script == "hostile":
                yield self.rng.choice(_STORED_ATTACKS)
            else:
                yield " ".join(islice(self._some(script), self.rng.randrange(1, 6)))

    def run(self, script: str, length: int) -> str:
        """So many letters of a script without blanks; a few of them are common."""
        letters = UNSPACED[script][1]
        return "".join(letters[int(len(letters) * self.rng.random() ** 3)] for _ in range(length))

    def _some(self, script: str) -> Iterator[str]:
        while True:
            if not self._ready[script]:
                self._ready[script] = self.rng.choices(self.words[script], self._weights, k=10_000)
            yield self._ready[script].pop()


def kept_archive(chats: int, folder: Path) -> Path:
    """The database of so many chats in ``folder``; made there when it is missing."""
    path = folder / f"search-{chats}.db"
    if path.exists():
        migrate.upgrade(f"sqlite:///{path}")
    else:
        draft = path.with_suffix(".draft")
        for suffix in ("", "-wal", "-shm"):
            Path(f"{draft}{suffix}").unlink(missing_ok=True)
        asyncio.run(_make(f"sqlite:///{draft}", Talk(), chats))
        draft.rename(path)
    return path


async def _make(url: str, talk: Talk, chats: int) -> None:
    migrate.upgrade(url)
    async with SqlStore(url) as store:
        for number in range(SESSIONS):
            creator = Creator(unique_id=f"creator{number}")
            await store.open_session(
                room_id=number + 1, creator=creator, title="", started_at=_AT, folder="", broadcast_started_at=None
            )
    engine = open_engine(url)
    each = chats // SESSIONS
    for session_id in range(1, SESSIONS + 1):
        for first in range(1, each + 1, _BATCH):
            with writing(engine) as connection:
                _write(connection, talk, session_id, first, min(_BATCH, each + 1 - first))
        with writing(engine) as connection:
            ended_at = _AT + session_id * each * 100
            connection.exec_driver_sql("UPDATE sessions SET ended_at = ? WHERE id = ?", (ended_at, session_id))
    engine.dispose()


def _write(connection: Connection, talk: Talk, session_id: int, first: int, count: int) -> None:
    lines = list(talk.lines(count))
    seqs = range(first, first + count)
    ats = [_AT + (session_id - 1) * 10_000_000 + seq * 100 for seq in seqs]
    events = [
        EventRow(session_id, seq, session_id, 1, seq, "chat", at, at, at, 7, 0, 1, seq, None)
        for seq, at in zip(seqs, ats, strict=True)
    ]
    chats = [(session_id, seq, 7, line, "", None, 0, 0, None, None) for seq, line in zip(seqs, lines, strict=True)]
    load(connection, schema.events, events)
    load(connection, schema.chats, chats)
    search_index.add(connection, search_index.lines_of(events, {"chats": chats}))


def keep_writing(url: str, rows_s: int) -> None:
    """Write chats to the last session at a steady rate until the process is ended; says when it has begun."""
    engine, talk, parent = open_engine(url), Talk(seed=6), os.getppid()
    with engine.connect() as connection:
        last = connection.exec_driver_sql("SELECT max(seq) FROM events WHERE session_id = ?", (SESSIONS,)).scalar_one()
    due = time.perf_counter()
    while os.getppid() == parent:
        with writing(engine) as connection:
            _write(connection, talk, SESSIONS, last + 1, rows_s // _COMMITS_S)
        last += rows_s // _COMMITS_S
        print(last, flush=True)
        due += 1 / _COMMITS_S
        time.sleep(max(0.0, due - time.perf_counter()))


if __name__ == "__main__":
    keep_writing(sys.argv[1], int(sys.argv[2]))
