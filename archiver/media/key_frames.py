"""Key frames of a part, and the encoder's clock in them, read back from the file."""

from __future__ import annotations

from pathlib import Path

from av.packet import Packet
from av.stream import Stream

from archiver.flv.sei import MAX_LOOK_BYTES, sei_instant
from archiver.media.probe import open_media, packets_of
from archiver.media.thread import IsGivenUp, in_thread
from archiver.model.media import KeyFrame

#: An encoder that stamps every frame is read this often at most.
SPACING_MS = 100
_FOURCC = {"h264": "avc1", "hevc": "hvc1"}
_MARK = b'"ts"'


async def read_key_frames(path: Path) -> list[KeyFrame]:
    """Key frames, and others that carry the encoder's clock, in order; read in a worker thread.

    Raises:
        MediaInvalidError: no file, or not a media file.
    """
    return await in_thread(_read, path)


def _read(path: Path, is_given_up: IsGivenUp) -> list[KeyFrame]:
    frames: list[tuple[int, bool, int | None]] = []
    first_ms: int | None = None
    last_stamp_ms: int | None = None
    has_key = False
    with open_media(path) as container:
        for packet in packets_of(container):
            if is_given_up():
                break
            is_video = packet.stream.type == "video"
            has_key = has_key or (is_video and packet.is_keyframe)
            if packet.pts is None or packet.is_discard or (is_video and not has_key):
                continue  # what no player shows has no place either
            pts_ms = round(float(packet.pts * packet.time_base) * 1000)
            first_ms = pts_ms if first_ms is None else min(first_ms, pts_ms)
            if not is_video:
                continue
            is_due = last_stamp_ms is None or abs(pts_ms - last_stamp_ms) >= SPACING_MS
            ts = _instant_in(packet) if is_due or packet.is_keyframe else None
            last_stamp_ms = pts_ms if ts is not None else last_stamp_ms
            if packet.is_keyframe or ts is not None:
                frames.append((pts_ms, packet.is_keyframe, ts))
    return [KeyFrame(pts_ms - (first_ms or 0), pts_ms, is_key, ts) for pts_ms, is_key, ts in sorted(frames)]


def _instant_in(packet: Packet[Stream]) -> int | None:
    codec = _FOURCC.get(packet.stream.codec_context.name)
    head = bytes(memoryview(packet)[:MAX_LOOK_BYTES])
    if codec is None or _MARK not in head:
        return None
    return sei_instant(_with_lengths(head), codec)


def _with_lengths(head: bytes) -> bytes:
    """NAL units behind their length, as in FLV, whether they came so or behind start codes, as in MPEG-TS."""
    if not head.startswith((b"\0\0\1", b"\0\0\0\1")):
        return head
    units = (unit.rstrip(b"\0") for unit in head.split(b"\0\0\1"))
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units if unit)
