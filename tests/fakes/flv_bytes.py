"""FLV made tag by tag, for tests that look at bytes rather than pictures."""

from __future__ import annotations

from archiver.flv.tags import AUDIO, HEADER, SCRIPT, VIDEO, make_tag

METADATA = make_tag(SCRIPT, 0, b"\2\0\x0aonMetaData\x08\0\0\0\0\0\0\x09")


def video_config(name: bytes = b"config") -> bytes:
    return make_tag(VIDEO, 0, b"\x17\0\0\0\0" + name)


def audio_config(name: bytes = b"\x12\x10") -> bytes:
    return make_tag(AUDIO, 0, b"\xaf\0" + name)


def key(at: int, *, composition_ms: int = 0, size: int = 60) -> bytes:
    return make_tag(VIDEO, at, b"\x17\1" + composition_ms.to_bytes(3, "big") + nal(b"\x65" * size))


def inter(at: int, *, size: int = 30) -> bytes:
    return make_tag(VIDEO, at, b"\x27\1\0\0\0" + nal(b"\x41" * size))


def sound(at: int) -> bytes:
    return make_tag(AUDIO, at, b"\xaf\1" + b"sound" * 3)


def nal(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def gop(at: int, *, frames: int = 5, step_ms: int = 40) -> bytes:
    """A key frame, then pictures, each with sound behind it."""
    pictures = [key(at) + sound(at), *(inter(at + n * step_ms) + sound(at + n * step_ms) for n in range(1, frames))]
    return b"".join(pictures)


SETUP = HEADER + METADATA + video_config() + audio_config()
