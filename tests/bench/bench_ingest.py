"""The whole way of an event: frame → journal → decoded → rows committed in SQLite, by the code that runs in service.

What it has to keep near is the floor of any client, which only unzips the frames and parses the protobuf of the
commonest messages, without a look at any field. Beside it: unzipping and decoding the same frames to events.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archiver.app import calm_garbage_collector
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.projection import catch_up
from archiver.model.creator import Creator
from archiver.model.frame import FrameKind, RawFrame
from archiver.model.session import Session
from archiver.store import migrate
from archiver.store.sql_store import SqlStore
from archiver.wire import frames as wire_frames
from archiver.wire.decode import decode_record
from archiver.wire.pb import webcast_pb2 as pb
from tests.bench.figures import Figure, best_of, cpu_s
from tests.bench.frames_fixture import FIRST_AT_MS, ROOM_ID, natural_frames, webcast_folder

_MESSAGES = 48_000
_ROUNDS = 5

_PARSERS: dict[str, Callable[[bytes], object]] = {
    f"Webcast{name}": getattr(pb, name).FromString
    for name in (
        "ChatMessage", "EmoteChatMessage", "GiftMessage", "LikeMessage", "MemberMessage", "SocialMessage",
        "RoomUserSeqMessage", "ControlMessage", "RoomMessage", "LiveIntroMessage", "SubNotifyMessage",
    )
}  # fmt: skip


def run() -> list[Figure]:
    """CPU of the whole way, for the natural mix and for a room that mostly chats."""
    folder = webcast_folder()
    if folder is None:
        print("ingest: skipped; it needs the captures", file=sys.stderr)
        return []
    natural = natural_frames(_MESSAGES, folder=folder)
    talkative = natural_frames(_MESSAGES, folder=folder, chat_share=0.7)
    calm_garbage_collector()  # as the service does
    gc.collect()
    gc.freeze()  # the fixture is not what is measured
    return [*_figures("natural mix", natural, 4), *_figures("70 % chat", talkative, 5)]


def _figures(mix: str, frames: list[bytes], bound: int) -> list[Figure]:
    ours, decoding, floor = best_of(
        _ROUNDS,
        lambda: _ingest(frames),
        lambda: cpu_s(lambda: _decode(frames)),
        lambda: cpu_s(lambda: _parse(frames)),
    )
    rate = _MESSAGES / ours
    return [
        Figure(
            name=f"ingest: frame to committed rows, {mix}",
            value=ours / _MESSAGES * 1e6,
            unit="µs/message",
            against=f"gunzip and protobuf parsing alone ({floor / _MESSAGES * 1e6:.1f} µs a message)",
            ratio=ours / floor,
            target=f"<= {bound}",
        ),
        Figure(
            name=f"ingest: frame to committed rows, {mix}, against decoding to events",
            value=ours / _MESSAGES * 1e6,
            unit="µs/message",
            against=f"gunzip and decoding to events alone ({decoding / _MESSAGES * 1e6:.1f} µs a message)",
            ratio=ours / decoding,
            target="",
        ),
        Figure(
            name=f"ingest: rate on one core, {mix}",
            value=rate,
            unit="messages/s",
            against="",
            ratio=None,
            target=">= 30000",
        ),
    ]


def _decode(frames: list[bytes]) -> None:
    for data in frames:
        decode_record(FrameKind.PUSH, data)


def _parse(frames: list[bytes]) -> None:
    parsers = _PARSERS
    for data in frames:
        for message in wire_frames.parse_result(wire_frames.parse_frame(data)).messages:
            parse = parsers.get(message.method)
            if parse is not None:
                parse(message.payload)


def _ingest(frames: list[bytes]) -> float:
    """CPU seconds from the first frame to the last commit; every message must have its row."""
    with tempfile.TemporaryDirectory() as scratch:
        return asyncio.run(_ingest_in(Path(scratch), frames))


async def _ingest_in(folder: Path, frames: list[bytes]) -> float:
    url = f"sqlite:///{folder / 'archiver.db'}"
    migrate.upgrade(url)
    async with SqlStore(url) as store:
        session = await store.open_session(
            room_id=ROOM_ID, creator=Creator(unique_id="bench"), title="", started_at=FIRST_AT_MS, folder="bench",
            broadcast_started_at=None,
        )  # fmt: skip
        journal_s = cpu_s(lambda: _write_journal(folder, frames))
        return journal_s + await _project(store, session, folder)


def _write_journal(folder: Path, frames: list[bytes]) -> None:
    with JournalWriter(folder, 1) as journal:
        for number, data in enumerate(frames):
            at = FIRST_AT_MS + number * 240
            journal.append(RawFrame(FrameKind.PUSH, data, at, number * 240))


async def _project(store: SqlStore, session: Session, folder: Path) -> float:
    started = time.process_time()
    report = await catch_up(session=session, folder=folder, store=store)
    seconds = time.process_time() - started
    if report.new_events != _MESSAGES:
        raise AssertionError(f"{report.new_events} of {_MESSAGES} messages have rows")
    return seconds
