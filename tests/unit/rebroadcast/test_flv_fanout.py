"""FLV handed on."""

from __future__ import annotations

import asyncio

import pytest

from archiver.errors import MediaInvalidError
from archiver.flv.tags import HEADER, TagReader
from archiver.rebroadcast.flv_fanout import MAX_WAITING_TAGS, FlvFanout

_METADATA, _AVC_HEADER, _AAC_HEADER = (18, b"\x02meta"), (9, b"\x17\x00config"), (8, b"\xaf\x00config")
_KEY, _INTER, _SOUND = (9, b"\x17\x01key"), (9, b"\x27\x01inter"), (8, b"\xaf\x01sound")


def _tag(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) + len(body).to_bytes(3, "big") + bytes(7)
    return head + body + (len(head) + len(body)).to_bytes(4, "big")


def _stream(*tags: tuple[int, bytes]) -> bytes:
    return b"".join(_tag(*tag) for tag in tags)


async def test_a_newcomer_begins_at_the_last_key_frame() -> None:
    """Header, metadata and sequence headers come first, then the running GOP, then what is new."""
    fanout = FlvFanout()
    fanout.feed(HEADER + _stream(_METADATA, _AVC_HEADER, _AAC_HEADER, _KEY, _INTER, _KEY, _SOUND))
    watching = fanout.watch()
    received = [await anext(watching) for _ in range(6)]
    fanout.feed(_stream(_INTER))
    received.append(await anext(watching))
    fanout.close()
    assert [data async for data in watching] == []
    assert b"".join(received) == HEADER + _stream(_METADATA, _AVC_HEADER, _AAC_HEADER, _KEY, _SOUND, _INTER)


async def test_a_viewer_before_the_first_byte_gets_everything() -> None:
    """Who comes before the encoder has begun waits, and misses nothing."""
    fanout = FlvFanout()
    watching = fanout.watch()
    assert await anext(watching) == HEADER
    waiting = asyncio.ensure_future(anext(watching))
    fanout.feed(HEADER + _stream(_METADATA))
    assert await waiting == _stream(_METADATA)
    await watching.aclose()  # type: ignore[attr-defined]
    assert fanout.viewer_count == 0


async def test_a_viewer_who_does_not_read_is_dropped() -> None:
    """The queue of one slow viewer is bounded: the stream ends for it, and only for it."""
    fanout = FlvFanout()
    watching = fanout.watch()
    await anext(watching)
    fanout.feed(HEADER + _stream(*[_INTER] * (MAX_WAITING_TAGS + 2)))
    assert [data async for data in watching] == []
    assert fanout.viewer_count == 0


def test_tags_are_cut_wherever_the_chunks_end() -> None:
    """A stream fed byte by byte gives the same tags as in one piece."""
    stream = HEADER + _stream(_METADATA, _KEY, _SOUND)
    reader = TagReader()
    tags = [tag for index in range(len(stream)) for tag in reader.feed(stream[index : index + 1])]
    assert tags == list(TagReader().feed(stream))
    assert [tag.is_key_frame for tag in tags] == [False, True, False]


def test_what_is_not_flv_is_refused() -> None:
    """Bytes without FLV's mark raise."""
    with pytest.raises(MediaInvalidError):
        list(TagReader().feed(b"not a stream at all"))
