"""Damaged messages: real ones, changed as a broken link, a new schema or an attacker would change them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from archiver.model.batch import BODY_TABLES
from archiver.model.event import KINDS, Event
from archiver.wire.readers import walk
from archiver.wire.readers.catalogue import CATALOGUE
from archiver.wire.values import MAX_TEXT_CHARACTERS
from tests.bench.frames_fixture import captured_messages

#: No message makes more rows than this; most make one.
MOST_ROWS = 1_100
#: A detail may exceed its bound by its last value, and by what JSON adds.
MOST_DETAIL = walk.MAX_CHARACTERS * 2
_VARINTS = (b"\x00", b"\x7f", b"\xff" * 9 + b"\x01", b"\x80" * 9 + b"\x01", b"\xff" * 10, b"\x80\x80\x80\x80\x08")

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def seeds(folder: Path | None) -> list[tuple[str, bytes]]:
    """Messages to begin with, as (method, payload): those captured, where there are any, and one of each type."""
    own = [(f"Webcast{name}", _filled(name)) for name in CATALOGUE]
    return own + (captured_messages(folder) if folder is not None else [])


def mutated(rng: random.Random, payload: bytes, others: Sequence[bytes]) -> bytes:
    """The payload after one to four mutations."""
    for _ in range(rng.randrange(1, 5)):
        payload = rng.choice(_MUTATIONS)(rng, payload, others)
    return payload[: 1 << 20]


def check(event: Event) -> None:
    """The event can be stored and shown, whatever it was made of."""
    assert event.kind in KINDS
    rows = event.body if isinstance(event.body, list) else [event.body] if event.body is not None else []
    assert len(rows) <= MOST_ROWS
    for row in rows:
        assert type(row) in BODY_TABLES
        for value in row:
            if isinstance(value, str):
                assert len(value) <= MAX_TEXT_CHARACTERS * 20  # emotes are a list of texts
            elif value is not None:
                assert -(1 << 63) <= value < 1 << 63
    if event.detail is not None:
        assert len(event.detail) <= MOST_DETAIL
        json.loads(event.detail, parse_constant=_no_constant)
    if event.text is not None:
        assert 0 < len(event.text) <= MAX_TEXT_CHARACTERS
    assert "\0" not in (event.text or "")
    assert event.server_at is None or 0 < event.server_at < 1 << 48


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def _filled(name: str) -> bytes:
    message = CATALOGUE[name].message()
    message.common.method = name  # type: ignore[attr-defined]
    message.common.create_time = 1_786_367_257_000  # type: ignore[attr-defined]
    return message.SerializeToString() + b"\x10\x01\x1a\x04\x08\x05\x12\x00\x22\x02hi"


def _flip(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _insert(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice((rng.randbytes(rng.randrange(1, 9)), rng.choice(_VARINTS))) + data[at:]


def _remove(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.randrange(1, 20) :]


def _truncate(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    part = data[at : at + rng.randrange(1, 200)]
    return data[:at] + part * rng.randrange(1, 30) + data[at:]


def _splice(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _overwrite(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    new = rng.choice(_VARINTS)
    return data[:at] + new + data[at + len(new) :]


_MUTATIONS: tuple[Mutation, ...] = (_flip, _flip, _insert, _remove, _truncate, _repeat, _splice, _overwrite)
