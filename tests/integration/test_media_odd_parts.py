"""Parts of which not all can be shown: pictures that break, or never come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.errors import MediaInvalidError
from archiver.flv.tags import HEADER, TagReader, make_tag
from archiver.media.remux import FFmpegFinisher
from archiver.model.creator import Creator
from archiver.model.media import Label
from archiver.model.session import Segment, SegmentState, Session
from archiver.record.finish import FinishPolicy, finish_segments
from archiver.record.video import SessionVideo, make_video
from archiver.run.placing import place_segments
from tests.fakes.media_files import FPS, MediaFiles, append_flv, without_pictures, written
from tests.fakes.session_store import FakeSessionStore


async def test_a_file_that_breaks_the_pictures_of_its_part_is_none(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Matroska has one configuration: behind a turn of the picture nothing can be shown. What came broken stays so."""
    turned = append_flv(media_files.flv(size="180x320"), media_files.flv(), 6_000)
    part = written(tmp_path / "part.flv", turned)
    with pytest.raises(MediaInvalidError, match="a broken picture"):
        await finisher.finish_part(part, str(tmp_path / "segment.mkv"))
    assert [path.name for path in tmp_path.iterdir()] == ["part.flv"]
    await finisher.finish_part(part, str(tmp_path / "segment.mp4"))
    torn = bytearray(media_files.flv())
    for picture in (tag for tag in _tags(torn) if torn[tag] == 9 and torn[tag + 11] == 0x17 and torn[tag + 12] == 1):
        torn[picture + 500 : picture + 1_000] = b"\xff" * 500
    broken = written(tmp_path / "broken.flv", bytes(torn))
    assert (await finisher.finish_part(broken, str(tmp_path / "broken.mkv"))).video_packets > 4 * FPS


def _tags(flv: bytearray) -> Iterator[int]:
    """Where the tags begin."""
    position = 13
    while position < len(flv):
        yield position
        position += 15 + int.from_bytes(flv[position + 1 : position + 4], "big")


async def test_a_part_whose_time_stamps_are_about_to_begin_anew_is_finished(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """It ends seconds before 2^32 ms: its time stamps are below zero for FFmpeg."""
    tags = TagReader().feed(media_files.flv(seconds=2))
    late = HEADER + b"".join(make_tag(t.kind, t.time_ms + (1 << 32) - 10_000, t.body) for t in tags)
    info = await finisher.finish_part(written(tmp_path / "part.flv", late), str(tmp_path / "segment.mp4"))
    assert (info.video_packets, info.duration_ms) == (2 * FPS, pytest.approx(2_000, abs=100))


async def test_sound_of_a_stream_that_sends_no_pictures_is_finished(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """It announces them all the same, which no file can hold."""
    part = written(tmp_path / "part.flv", without_pictures(media_files.flv()))
    info = await finisher.finish_part(part, str(tmp_path / "segment.mp4"))
    assert (info.video_codec, info.video_packets, info.audio_codec) == ("", 0, "aac")
    assert info.duration_ms == pytest.approx(6_000, abs=100)


async def finish(parts: list[bytes], folder: Path, finisher: FFmpegFinisher) -> tuple[SessionVideo, list[Segment]]:
    """The video of a session of these parts, and its segments."""
    store, policy = FakeSessionStore(), FinishPolicy(storyboard=False)
    session: Session = await store.open_session(
        room_id=7, creator=Creator(unique_id="someone"), title="", started_at=0, folder="", broadcast_started_at=None
    )
    for number, data in enumerate(parts, start=1):
        name = f"part_{number:03d}_a1.flv"
        written(folder / name, data)
        await store.save_segment(
            Segment(
                session_id=session.id, number=number, attempt=1, part=name, state=SegmentState.RAW, protocol="flv",
                quality="hd", started_at=number * 20_000,
            )
        )  # fmt: skip
    segments = await finish_segments(session=session, folder=folder, store=store, finisher=finisher, policy=policy)
    placed = await place_segments(session=session, folder=folder, segments=segments, store=store, finisher=finisher)
    video = await make_video(
        session=session, folder=folder, segments=placed, label=Label(), store=store, finisher=finisher, policy=policy
    )
    return video, [segment for segment, _ in placed.finished]


async def test_a_moment_of_sound_alone_does_not_keep_a_session_from_its_video(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """A connection is lost before its first picture: what came stays a file, and is left out of the video."""
    whole, moment = media_files.flv(), without_pictures(media_files.flv(seconds=2))
    video, segments = await finish([whole, moment, whole], tmp_path, finisher)
    assert video.problem is None
    assert (await finisher.probe(str(tmp_path / str(video.file)))).video_packets == 2 * 6 * FPS
    assert [segment.shown_ms for segment in segments] == [None, 0, None]
    assert [segment.offset_ms for segment in segments] == [0, *[segments[0].duration_ms] * 2]
    assert all((tmp_path / str(segment.file)).is_file() for segment in segments)


async def test_a_long_stretch_of_sound_alone_stays_beside_the_pictures(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Too much to be left out, so the files stay separate, and the session says so."""
    video, segments = await finish(
        [media_files.flv(), without_pictures(media_files.flv(seconds=12))], tmp_path, finisher
    )
    assert "stay separate" in str(video.problem)
    assert [segment.shown_ms for segment in segments] == [None, None]
