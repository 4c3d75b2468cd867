"""FLV handed on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from archiver.errors import MediaInvalidError
from archiver.flv.sei import sei_instant
from archiver.flv.tags import HEADER, TagReader
from archiver.rebroadcast.flv_fanout import MAX_WAITING_TAGS, Delivery, FlvFanout
from archiver.rebroadcast.hevc import to_codec_12

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


async def test_a_newcomer_gets_as_many_gops_as_are_cached() -> None:
    """Two of them begin at the key frame before the last; none means the next tag, whatever it is."""
    tags = HEADER + _stream(_METADATA, _AVC_HEADER, _KEY, _INTER, _KEY, _SOUND)
    for gops, cached in ((2, (_KEY, _INTER, _KEY, _SOUND)), (0, ())):
        fanout = FlvFanout(Delivery(gop_cache=gops))
        fanout.feed(tags)
        watching = fanout.watch()
        received = [await anext(watching) for _ in range(3 + len(cached))]
        assert b"".join(received) == HEADER + _stream(_METADATA, _AVC_HEADER, *cached)
        await watching.aclose()  # type: ignore[attr-defined]


async def test_what_is_delayed_comes_late_whole_and_in_order() -> None:
    """Each tag some time later, the end behind them all."""
    fanout = FlvFanout(Delivery(delay_s=0.05, jitter_s=0.02))
    watching = fanout.watch()
    assert await anext(watching) == HEADER
    fanout.feed(HEADER + _stream(_METADATA, _AVC_HEADER, _KEY, *[_INTER] * 50))
    received = [await anext(watching) for _ in range(53)]
    fanout.close()
    assert [data async for data in watching] == []
    assert b"".join(received) == _stream(_METADATA, _AVC_HEADER, _KEY, *[_INTER] * 50)


async def test_key_frames_are_stamped_with_their_capture() -> None:
    """The clock is that of the picture's presentation time; what is not known is not told."""
    key = (9, b"\x17\x01\0\0\x50" + (5).to_bytes(4, "big") + b"\x65data")
    fanout = FlvFanout(Delivery(captured_at=lambda pts_ms: 1_786_367_257_000 + pts_ms))
    fanout.feed(HEADER + _stream(_AVC_HEADER, key))
    watching = fanout.watch()
    [*_, received] = [await anext(watching) for _ in range(3)]
    assert sei_instant(received[16:], "avc1") == 1_786_367_257_080


async def test_another_encoder_goes_on_in_the_stream() -> None:
    """Its headers come into the running stream, to newcomers nothing of before them; time can begin again."""
    fanout = FlvFanout()
    fanout.feed(HEADER + _stream(_METADATA, _AVC_HEADER, _KEY))
    watching = fanout.watch()
    received = [await anext(watching) for _ in range(4)]
    turned = (9, b"\x17\x00turned")
    fanout.resume(Delivery(), keeps_time=False)
    fanout.feed(HEADER + _stream(_METADATA, turned, _KEY))
    received += [await anext(watching) for _ in range(3)]
    assert b"".join(received) == HEADER + _stream(_METADATA, _AVC_HEADER, _KEY, _METADATA, turned, _KEY)
    late = fanout.watch()
    assert b"".join([await anext(late) for _ in range(4)]) == HEADER + _stream(_METADATA, turned, _KEY)


@pytest.mark.parametrize("name", ["mb_hevc_legacy_codecid12.flv", "mb_hevc_enhanced_hvc1.flv"])
def test_hevc_in_either_form_becomes_codec_id_12(shared_data: Path, name: str) -> None:
    """The enhanced form loses nothing on the way to the old one and back; the old one stays as it is."""
    tags = list(TagReader().feed((shared_data / "video" / name).read_bytes()))
    for tag in tags:
        made = to_codec_12(tag)
        if tag.is_video:
            assert made.body[0] & 0x8F == 12
            assert (made.video.packet_type, made.video.composition_ms, made.is_key_frame) == (
                1 if tag.video.packet_type == 3 else tag.video.packet_type, tag.video.composition_ms, tag.is_key_frame
            )  # fmt: skip
            assert made.body[5:] == tag.body[tag.video.size :]
        else:
            assert made == tag
