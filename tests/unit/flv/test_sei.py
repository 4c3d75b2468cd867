"""The encoder's clock in SEI."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.flv.sei import sei_instant, user_data
from tests.fakes.flv_bytes import nal

TS = 1_700_000_000_123
UUID = bytes(range(0x41, 0x51))


def sei(payload: bytes, *, kind: int = 5, head: bytes = b"\x06") -> bytes:
    size = b"\xff" * (len(payload) // 255) + bytes((len(payload) % 255,))
    body = bytes((kind,)) + size + payload
    return nal(head + body.replace(b"\0\0\0", b"\0\0\x03\0") + b"\x80")


AVC_SLICE, HEVC_SLICE, AUD = nal(b"\x65slice"), nal(b"\x26\x01slice"), nal(b"\x09\xf0")


@pytest.mark.parametrize(
    "data",
    [
        sei(UUID + b'{"ts": 1700000000123}') + AVC_SLICE,
        AUD + sei(UUID + b'{"app_data": "{}", "ts":1700000000123, "regions": []}') + AVC_SLICE,
        sei(b"x" * 30, kind=4) + sei(UUID + b'{"ts":"1700000000123"}\0') + AVC_SLICE,
        sei(b'{"ts": 1700000000123}') + AVC_SLICE,
        sei(UUID + b'{"pad": "' + b"p" * 600 + b'", "ts": 1700000000123.0}') + AVC_SLICE[:3],
        sei(bytes(16) + b'{"ts": 1700000000123}') + AVC_SLICE,
    ],
)
def test_the_instant_is_found(data: bytes) -> None:
    """With UUID and without, behind other messages, as text, long, escaped, in front of a slice that is cut off."""
    assert sei_instant(data, "avc1") == TS


def test_hevc_has_its_own_kinds() -> None:
    """SEI in front of the picture is kind 39, in a head of two bytes."""
    assert sei_instant(sei(UUID + b'{"ts": 1700000000123}', head=b"\x4e\x01") + HEVC_SLICE, "hvc1") == TS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        AVC_SLICE + sei(UUID + b'{"ts": 1700000000123}'),
        sei(UUID + b'{"ts": 12}'),
        sei(UUID + b'{"ts": true}'),
        sei(UUID + b'{"ts": null}'),
        sei(UUID + b'{"ts": 1e400}'),
        sei(UUID + b'["ts"]'),
        sei(UUID + b'{"ts": 1700000000123'),
        sei(UUID + b"x264 - core 164"),
        sei(UUID + b'{"ts":' + b"[" * 5000 + b"}"),
    ],
)
def test_nothing_is_made_up(data: bytes) -> None:
    """Without an instant of this century in the right place there is none."""
    assert sei_instant(data, "avc1") is None


def test_another_codec_is_not_looked_into() -> None:
    """NAL units are H.264's and HEVC's."""
    assert sei_instant(sei(UUID + b'{"ts": 1700000000123}'), "av01") is None


def test_real_encoders_leave_their_name_in_user_data(shared_data) -> None:
    """x265 writes its settings there, in the same place as a clock would be."""
    from archiver.flv.tags import TagReader

    data = (shared_data / "video/mb_hevc_legacy_codecid12.flv").read_bytes()
    key = next(tag for tag in TagReader().feed(data) if tag.is_key_frame)
    payloads = list(user_data(key.body[5:], "hvc1"))
    assert all(len(payload) > 16 for payload in payloads)
    assert sei_instant(key.body[5:], "hvc1") is None


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    """Whatever is in a picture is read or passed over."""
    for codec in ("avc1", "hvc1"):
        sei_instant(data, codec)
        sei_instant(sei(data + b'"ts"'), codec)
