"""Looking into media files, also broken ones."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from archiver.errors import MediaInvalidError
from archiver.media.probe import check_decodes, probe
from tests.fakes.media_files import FPS, MediaFiles


async def test_a_probe_counts_what_is_there(media_files: MediaFiles, tmp_path: Path) -> None:
    """Packets, duration, codecs and size."""
    path = tmp_path / "part.flv"
    path.write_bytes(media_files.flv(seconds=2))
    info = await probe(path)
    assert (info.video_codec, info.audio_codec, info.width, info.height) == ("h264", "aac", 320, 180)
    assert (info.video_packets, info.duration_ms) == (2 * FPS, pytest.approx(2000, abs=60))
    assert info.first_video_pts_ms is not None


async def test_a_torn_file_counts_up_to_the_tear(media_files: MediaFiles, tmp_path: Path) -> None:
    """Half a file has about half the pictures; no cut raises, unless nothing is left."""
    data, path = media_files.flv(seconds=2), tmp_path / "part.flv"
    counts = []
    for tenth in range(3, 11):
        path.write_bytes(data[: len(data) * tenth // 10])
        counts.append((await probe(path)).video_packets)
    assert counts == sorted(counts)
    assert 0 < counts[0] < counts[-1] == 2 * FPS


async def test_pictures_before_the_first_key_frame_do_not_count(shared_data: Path) -> None:
    """They cannot be shown, and no remux keeps them."""
    assert (await probe(shared_data / "video/mb_no-initial-keyframe.ts")).video_packets == 15


async def test_a_playlist_in_a_parts_clothes_is_refused(tmp_path: Path) -> None:
    """A part whose bytes are a concat listing does not make us read another file."""
    path = tmp_path / "part.flv"
    path.write_text("ffconcat version 1.0\nfile /etc/passwd\n")
    with pytest.raises(MediaInvalidError):
        await probe(path)


async def test_pictures_that_do_not_decode_are_found(media_files: MediaFiles, tmp_path: Path) -> None:
    """Packets that are all there but hold rubbish fail the check."""
    data = bytearray(media_files.flv(seconds=2))
    position = 13
    while position < len(data):
        size = int.from_bytes(data[position + 1 : position + 4], "big")
        if data[position] == 9 and data[position + 12] == 1:  # a video packet that is not the sequence header
            begin, end = position + 11 + 5, position + 11 + size
            data[begin:end] = bytes(end - begin)
        position += 11 + size + 4
    path = tmp_path / "part.flv"
    path.write_bytes(data)
    with pytest.raises(MediaInvalidError, match="no picture that decodes"):
        await check_decodes(path)


async def test_pictures_without_a_key_frame_do_not_decode(tmp_path: Path) -> None:
    """A stream that is joined in mid-GOP and changes at once leaves such a part: it is refused like other damage."""
    path = tmp_path / "segment_001.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=10, options={"tune": "zerolatency"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        packets = [packet for _ in range(8) for packet in stream.encode(av.VideoFrame(64, 64, "yuv420p"))]
        output.mux([packet for packet in packets if not packet.is_keyframe])
    with pytest.raises(MediaInvalidError, match="no picture that decodes"):
        await check_decodes(path)
