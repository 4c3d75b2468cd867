"""Small media files, made once by the bundled FFmpeg, and pieces of live streams made of them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import imageio_ffmpeg

from archiver.flv.tags import HEADER, TagReader

FPS = 25


@cache
def ffmpeg_path() -> str:
    return imageio_ffmpeg.get_ffmpeg_exe()


def run_ffmpeg(*args: str) -> None:
    subprocess.run([ffmpeg_path(), "-nostdin", "-v", "error", "-y", *args], check=True)


class MediaFiles:
    """Makes files in one folder; each is made at most once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def flv(
        self, *, seconds: int = 6, size: str = "320x180", codec: str = "libx264", sample_rate: int = 44_100
    ) -> bytes:
        """FLV with H.264 (or HEVC by libx265, in the enhanced form) and AAC, a key frame every second."""
        path = self._folder / f"{size}_{seconds}_{codec}_{sample_rate}.flv"
        if not path.exists():
            run_ffmpeg(
                "-f", "lavfi", "-i", f"testsrc=s={size}:r={FPS}:d={seconds}", "-f", "lavfi", "-i", f"sine=d={seconds}",
                "-pix_fmt", "yuv420p", "-c:v", codec, "-preset", "ultrafast", "-g", str(FPS),
                "-c:a", "aac", "-ar", str(sample_rate),
                "-flvflags", "no_duration_filesize+no_sequence_end", str(path),
            )  # fmt: skip
        return path.read_bytes()

    def hls(self, *, size: str = "320x180") -> list[bytes]:
        """Six MPEG-TS segments of one second."""
        folder = self._folder / f"hls_{size}"
        if not folder.exists():
            folder.mkdir()
            source = self._folder / f"hls_{size}.flv"
            source.write_bytes(self.flv(size=size))
            run_ffmpeg("-i", str(source), "-c", "copy", "-f", "segment", "-segment_time", "1", f"{folder}/%d.ts")
        return [path.read_bytes() for path in sorted(folder.iterdir())]


def append_flv(first: bytes, second: bytes, shift_ms: int) -> bytes:
    """The tags of ``second`` behind ``first``, later by ``shift_ms``: an encoder that changed its picture."""
    out, position = bytearray(first), 13  # behind the header and the first back pointer
    while position < len(second):
        end = position + 11 + int.from_bytes(second[position + 1 : position + 4], "big") + 4
        tag = bytearray(second[position:end])
        at = (tag[7] << 24 | int.from_bytes(tag[4:7], "big")) + shift_ms
        tag[4:7], tag[7] = (at & 0xFFFFFF).to_bytes(3, "big"), at >> 24
        out += tag
        position = end
    return bytes(out)


def without_pictures(flv: bytes) -> bytes:
    """A stream that announces pictures and sends sound alone."""
    tags = [tag for tag in TagReader().feed(flv) if not tag.is_video or tag.is_sequence_header]
    return HEADER + b"".join(tag.data for tag in tags)


def torn_in_a_picture(flv: bytes) -> bytes:
    """A stream up to the middle of one of its pictures, behind the first half."""
    start = 13
    while not (start > len(flv) / 2 and flv[start] == 9):
        start += 15 + int.from_bytes(flv[start + 1 : start + 4], "big")
    return flv[: start + 11 + int.from_bytes(flv[start + 1 : start + 4], "big") // 2]


def playlist(first: int, count: int, *, is_over: bool = False) -> bytes:
    """A live playlist of ``count`` one-second segments."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:1", f"#EXT-X-MEDIA-SEQUENCE:{first}"]
    for number in range(first, first + count):
        lines += ["#EXTINF:1.0,", f"{number}.ts"]
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if is_over else []), ""]).encode()


def written(path: Path, data: bytes) -> str:
    """Write a file; returns its path as finishers take it."""
    path.write_bytes(data)
    return str(path)
