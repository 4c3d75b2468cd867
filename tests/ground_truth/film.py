"""A film whose every frame shows the instant of its capture: 48 black or white blocks, a decoder reads them back."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from archiver.flv.tags import Tag, TagReader
from archiver.rebroadcast.sei import presentation_ms, stamped

START = 1_786_367_257_000  #: virtual epoch ms at which the first frame is captured
FRAME_MS = 40
GOP_FRAMES = 50
BITS, COLUMNS = 48, 16


@dataclass(frozen=True, kw_only=True)
class Shot:
    """Frames made by one encoder run: when each was captured, and what the media clock says."""

    captured: Sequence[int]  #: epoch ms
    first_pts_ms: int = 0
    block: int = 16  #: pixels; another size is another resolution


@dataclass(frozen=True)
class Sent:
    """A tag and the instants it belongs to. Sequence headers and metadata belong to the frame behind them."""

    tag: Tag
    captured_at: int  #: of the newest frame known to the encoder then; when the tag can leave at the earliest
    is_setup: bool


def shoot(seconds: float, *, start_at: int = START, first_pts_ms: int = 0, block: int = 16) -> Shot:
    """A shot of even frames."""
    frames = range(round(seconds * 1000 / FRAME_MS))
    return Shot(captured=[start_at + i * FRAME_MS for i in frames], first_pts_ms=first_pts_ms, block=block)


#: What an encoder writes into its n-th key frame, captured at an instant.
Clock = Callable[[int, int], int]


def encode(shot: Shot, clock: Clock | None) -> list[Sent]:
    """H.264 with B-frames as FLV tags in the order they are sent; a clock, if there is one, stamps key frames."""
    tags = [tag for tag in TagReader().feed(_flv(shot)) if _is_wanted(tag)]
    zero_ms = min(presentation_ms(tag) for tag in tags if not _is_setup(tag))  # the muxer makes room for B-frames
    found: list[Sent] = []
    known_at, keys = shot.captured[0], 0
    for tag in tags:
        moved = _moved(tag, shot.first_pts_ms)
        if not _is_setup(tag):
            captured_at = shot.captured[round((presentation_ms(tag) - zero_ms) / FRAME_MS)]
            known_at = max(known_at, captured_at)
            if clock is not None and tag.is_key_frame:
                moved = stamped(moved, clock(keys, captured_at))
                keys += 1
        found.append(Sent(moved, known_at, _is_setup(tag)))
    return found


def read_film(part: Path) -> list[tuple[int, int]]:
    """(position in the part, instant shown) of each frame, in order, as a decoder sees them."""
    found: list[tuple[int, int]] = []
    with av.open(str(part)) as container:
        for frame in container.decode(video=0):
            assert frame.pts is not None
            assert frame.time_base is not None
            found.append((round(float(frame.pts * frame.time_base) * 1000), _read(frame)))
    found.sort()
    zero_ms = found[0][0]
    return [(position_ms - zero_ms, instant) for position_ms, instant in found]


def _flv(shot: Shot) -> bytes:
    buffer = io.BytesIO()
    width, height = COLUMNS * shot.block, BITS // COLUMNS * shot.block
    with av.open(buffer, "w", format="flv") as container:
        stream = container.add_stream("libx264", rate=1000 // FRAME_MS)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        gop = str(GOP_FRAMES)
        stream.options = {
            "preset": "veryfast",
            "g": gop,
            "keyint_min": gop,
            "sc_threshold": "0",
        }
        stream.time_base = Fraction(1, 1000)
        for index, captured_at in enumerate(shot.captured):
            frame = _draw(captured_at, width, height, shot.block)
            frame.pts, frame.time_base = index * FRAME_MS, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _is_setup(tag: Tag) -> bool:
    return tag.is_metadata or tag.is_sequence_header


def _is_wanted(tag: Tag) -> bool:
    return tag.is_metadata or (tag.is_video and (tag.is_sequence_header or tag.video.is_frame))


def _moved(tag: Tag, by_ms: int) -> Tag:
    time_ms = 0 if tag.is_metadata else tag.time_ms + by_ms
    data = bytearray(tag.data)
    data[4:7], data[7] = (time_ms & 0xFFFFFF).to_bytes(3, "big"), time_ms >> 24
    return Tag(tag.kind, bytes(data))


def _draw(instant: int, width: int, height: int, block: int) -> av.VideoFrame:
    frame = av.VideoFrame(width, height, "yuv420p")
    luma, stride = bytearray(), frame.planes[0].line_size
    for row in range(BITS // COLUMNS):
        bits = [instant >> (BITS - 1 - row * COLUMNS - column) & 1 for column in range(COLUMNS)]
        line = b"".join((b"\xeb" if bit else b"\x10") * block for bit in bits)
        luma += line.ljust(stride, b"\0") * block
    frame.planes[0].update(bytes(luma))
    for plane in frame.planes[1:]:
        plane.update(b"\x80" * plane.buffer_size)
    return frame


def _read(frame: av.VideoFrame) -> int:
    plane, block = frame.planes[0], frame.width // COLUMNS
    luma, value = bytes(plane), 0
    for bit in range(BITS):
        row, column = divmod(bit, COLUMNS)
        middle = (row * block + block // 2) * plane.line_size + column * block + block // 2
        value = value << 1 | (luma[middle] > 0x7F)
    return value
