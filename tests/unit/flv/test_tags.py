"""Tags and what is in them, on made bytes and on real files."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import MediaInvalidError
from archiver.flv.resync import find_tag
from archiver.flv.script import read_script
from archiver.flv.tags import AUDIO, HEADER, SCRIPT, VIDEO, Tag, TagReader, make_tag
from archiver.flv.video import read_video_head

LEGACY, ENHANCED = "video/mb_hevc_legacy_codecid12.flv", "video/mb_hevc_enhanced_hvc1.flv"


def tags_of(data: bytes) -> list[Tag]:
    return list(TagReader().feed(data))


@pytest.mark.parametrize("name", [LEGACY, ENHANCED])
def test_real_hevc_files_are_cut_without_a_rest(shared_data: Path, name: str) -> None:
    """Both forms of HEVC: every byte belongs to a tag, and pictures, keys and sound are as many as FFmpeg finds."""
    data = (shared_data / name).read_bytes()
    tags = tags_of(data)
    assert HEADER[:4] + data[4:13] + b"".join(tag.data for tag in tags) == data
    with av.open(str(shared_data / name)) as container:
        pictures = [(packet.pts, packet.is_keyframe) for packet in container.demux(video=0) if packet.size]
    frames = [tag for tag in tags if tag.is_video and tag.video.is_frame]
    assert [(tag.time_ms + tag.video.composition_ms, tag.is_key_frame) for tag in frames] == pictures
    assert len(pictures) == 120
    assert {tag.video.codec for tag in frames} == {"hvc1"}


@pytest.mark.parametrize(
    ("body", "codec", "is_key", "is_frame", "composition_ms"),
    [
        (b"\x17\x01\x00\x00\x50", "avc1", True, True, 80),
        (b"\x27\x01\xff\xff\xd8", "avc1", False, True, -40),
        (b"\x17\x00\x00\x00\x00", "avc1", True, False, 0),
        (b"\x17\x02\x00\x00\x00", "avc1", True, False, 0),
        (b"\x1c\x01\x00\x00\x28", "hvc1", True, True, 40),
        (b"\x91hvc1\x00\x00\x28", "hvc1", True, True, 40),
        (b"\xa3hvc1", "hvc1", False, True, 0),
        (b"\x90hvc1", "hvc1", True, False, 0),
        (b"\x93av01", "av01", True, True, 0),
        (b"\x57\x00", "avc1", False, False, 0),
        (b"\x12\x34", "", True, True, 0),
        (b"\x17", "avc1", True, False, 0),
        (b"", "", False, False, 0),
    ],
)
def test_video_heads(body: bytes, codec: str, is_key: bool, is_frame: bool, composition_ms: int) -> None:
    """AVC, HEVC as id 12, the enhanced form, commands, old codecs and cut-off bodies."""
    head = read_video_head(body)
    assert (head.codec, head.is_key, head.is_frame, head.composition_ms) == (codec, is_key, is_frame, composition_ms)


def test_script_data_is_read_as_far_as_it_goes() -> None:
    """Numbers, texts, lists and nested objects; what is cut off leaves what came before it."""

    def text(value: str) -> bytes:
        return struct.pack(">H", len(value)) + value.encode()

    number = b"\0" + struct.pack(">d", 720)
    body = b"\2" + text("onMetaData") + b"\x08\0\0\0\x63" + text("width") + number + text("encoder") + b"\2" + text("x")
    body += text("list") + b"\x0a\0\0\0\1" + number + text("in") + b"\3" + text("b") + b"\1\1" + b"\0\0\x09"
    properties = {"width": 720, "encoder": "x", "list": [720], "in": {"b": True}}
    assert read_script(body + b"\0\0\x09") == ("onMetaData", properties)
    assert read_script(body[:-30])[1].keys() <= properties.keys()
    assert read_script(body[:40])[1] == {"width": 720}


@given(st.binary(max_size=400))
def test_no_bytes_break_the_readers(data: bytes) -> None:
    """Whatever arrives is understood or passed over."""
    read_script(data)
    read_script(b"\2\0\0\x08" + data)
    read_video_head(data)
    find_tag(data)


def test_nested_script_data_is_bounded() -> None:
    """Ten thousand objects in each other are no reason to fall over."""
    read_script(b"\2\0\1a" + b"\3\0\1k" * 10_000)
    read_script(b"\2\0\1a" + b"\x0a\0\0\0\1" * 10_000)


def test_a_stream_that_is_not_flv_is_refused_at_once() -> None:
    """The first wrong byte is enough; so is a tag that is too large."""
    with pytest.raises(MediaInvalidError):
        tags_of(b"<html>")
    with pytest.raises(MediaInvalidError):
        list(TagReader(max_tag_bytes=100).feed(HEADER + make_tag(VIDEO, 0, bytes(101))))


@given(st.lists(st.tuples(st.sampled_from([AUDIO, VIDEO, SCRIPT]), st.integers(0, 2**32 - 1), st.binary(max_size=50))),
       st.integers(1, 40))  # fmt: skip
def test_chunks_do_not_matter(made: list[tuple[int, int, bytes]], step: int) -> None:
    """A stream gives the same tags however it is delivered."""
    data = HEADER + b"".join(make_tag(*tag) for tag in made)
    reader = TagReader()
    found = [tag for begin in range(0, len(data), step) for tag in reader.feed(data[begin : begin + step])]
    assert [(tag.kind, tag.time_ms, tag.body) for tag in found] == made


@given(st.binary(max_size=200))
def test_the_next_tag_behind_garbage_is_found(garbage: bytes) -> None:
    """A search stops at the first tag whose back pointer agrees, at the latest at the real one."""
    data = garbage + make_tag(VIDEO, 40, b"\x27\x01\0\0\0picture")
    found = find_tag(data)
    assert found is not None
    assert found <= len(garbage)
