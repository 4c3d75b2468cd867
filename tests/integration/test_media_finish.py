"""FFmpegFinisher with the bundled FFmpeg and real files."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from archiver.errors import DiskError, MediaInvalidError
from archiver.media.remux import FFmpegFinisher
from archiver.media.version import FFmpeg, find_ffmpeg
from archiver.model.media import Chapter, Label, MediaInfo, Stretch
from tests.fakes.media_files import FPS, MediaFiles, append_flv, torn_in_a_picture, written


def decoded_sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of every picture that decodes."""
    with av.open(str(path)) as container:
        return [(frame.width, frame.height) for frame in container.decode(video=0)]


async def test_a_part_becomes_a_verified_mp4_and_stays(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Same packets, same duration, index in front, nothing else in the folder."""
    part = written(tmp_path / "part.flv", media_files.flv())
    info = await finisher.finish_part(part, str(tmp_path / "segment.mp4"))
    assert (info.video_codec, info.audio_codec, info.width, info.height) == ("h264", "aac", 320, 180)
    assert (info.sample_rate, info.channels) == (44_100, 1)
    assert info.video_packets == 6 * FPS
    assert info.duration_ms == pytest.approx(6000, abs=100)
    assert await finisher.probe(str(tmp_path / "segment.mp4")) == info
    head = (tmp_path / "segment.mp4").read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part.flv", "segment.mp4"]
    assert (tmp_path / "part.flv").read_bytes() == media_files.flv()


async def test_a_part_that_is_alone_is_labelled_at_once(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """What the label says may depend on what the part holds; one pass writes it."""
    part = written(tmp_path / "part.flv", media_files.flv())

    async def describe(info: MediaInfo) -> Label:
        return Label(
            tags=(("title", "All of it"),), chapters=(Chapter(0, "Start"), Chapter(info.duration_ms - 1000, "End"))
        )

    for name in ("video.mp4", "video.mkv"):
        info = await finisher.finish_part(part, str(tmp_path / name), describe)
        with av.open(str(tmp_path / name)) as container:
            assert container.metadata["title"] == "All of it"
            marks = [float(c["start"] * c["time_base"]) for c in container.chapters()]
        assert marks == [0, pytest.approx((info.duration_ms - 1000) / 1000, abs=0.05)]
        assert info.video_packets == 6 * FPS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part.flv", "video.mkv", "video.mp4"]


@pytest.mark.parametrize(
    ("name", "codec", "video_packets"),
    [
        ("mb_hevc_legacy_codecid12.flv", "hevc", 120),
        ("mb_hevc_enhanced_hvc1.flv", "hevc", 120),
        ("mb_no-initial-keyframe.ts", "h264", 15),
    ],
)
async def test_real_hard_files_are_finished(
    finisher: FFmpegFinisher, shared_data: Path, tmp_path: Path, name: str, codec: str, video_packets: int
) -> None:
    """Both forms of HEVC in FLV, and a transport stream that starts in mid-GOP."""
    target = tmp_path / "segment.mp4"
    info = await finisher.finish_part(str(shared_data / "video" / name), str(target))
    assert (info.video_codec, info.video_packets) == (codec, video_packets)
    assert len(decoded_sizes(target)) == video_packets
    assert (b"hvc1" in target.read_bytes()) == (codec == "hevc")


#: An FFmpeg like those before version 6.1: HEVC in FLV is nothing to it.
OLD_FFMPEG = """#!/bin/sh
case "$*" in *"-f flv"*) echo "Invalid data found when processing input" >&2; exit 234;; esac
exec {ffmpeg} "$@"
"""


@pytest.mark.parametrize("container", ["mp4", "mkv"])
@pytest.mark.parametrize("name", ["mb_hevc_legacy_codecid12.flv", "mb_hevc_enhanced_hvc1.flv"])
async def test_an_old_ffmpeg_finishes_hevc_too(
    shared_data: Path, media_files: MediaFiles, tmp_path: Path, name: str, container: str
) -> None:
    """What it cannot read in FLV it gets in Matroska: the same packets, at the same times, under Apple's name."""
    new = await find_ffmpeg()
    script = tmp_path / "old"
    script.write_text(OLD_FFMPEG.format(ffmpeg=new.path))
    script.chmod(0o755)
    old = FFmpegFinisher(FFmpeg(path=str(script), version="5.1.9", source="configured"))
    folder = tmp_path / "session"
    folder.mkdir()
    part, target = shared_data / "video" / name, folder / f"old.{container}"
    info = await old.finish_part(str(part), str(target))
    assert await FFmpegFinisher(new).finish_part(str(part), str(folder / f"new.{container}")) == info
    assert sorted(path.name for path in folder.iterdir()) == [f"new.{container}", f"old.{container}"]
    assert len(decoded_sizes(target)) == info.video_packets == 120
    assert (b"hvc1" in target.read_bytes()) == (container == "mp4")


async def test_what_no_one_reads_in_hevc_is_said(
    finisher: FFmpegFinisher, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that cannot be put into Matroska either stays as it is, and the sentence names it."""

    def refuse(*_: object, **__: object) -> None:
        raise av.error.InvalidDataError(1, "not today")

    monkeypatch.setattr(finisher, "_reads_hevc", False)
    monkeypatch.setattr("archiver.media.rewrap.packets_of", refuse)
    with pytest.raises(MediaInvalidError, match=r"mb_hevc_legacy_codecid12\.flv cannot be put into Matroska"):
        await finisher.finish_part(str(shared_data / "video/mb_hevc_legacy_codecid12.flv"), str(tmp_path / "x.mp4"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0.3, 0.71, 0.999])
async def test_a_torn_part_is_finished_up_to_the_tear(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path, share: float
) -> None:
    """What a kill leaves is finished as far as it goes."""
    data = media_files.flv()
    part = written(tmp_path / "part.flv", data[: int(len(data) * share)])
    info = await finisher.finish_part(part, str(tmp_path / "segment.mp4"))
    assert 0 < info.video_packets <= 6 * FPS
    assert len(decoded_sizes(tmp_path / "segment.mp4")) == info.video_packets


@pytest.mark.parametrize("container", ["mp4", "mkv"])
async def test_parts_that_end_within_a_picture_become_one_video(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path, container: str
) -> None:
    """A connection is lost in the midst of a picture, which cannot be shown: all others are in the video."""
    parts = [torn_in_a_picture(media_files.flv()), media_files.flv()]
    segments, infos = [], list[MediaInfo]()
    for number, data in enumerate(parts):
        file = str(tmp_path / f"segment_{number}.{container}")
        infos.append(await finisher.finish_part(written(tmp_path / f"part_{number}.flv", data), file))
        segments.append(Stretch(file, sum(info.duration_ms for info in infos[:-1]), None))
    joined = await finisher.join(segments, str(tmp_path / f"video.{container}"), Label())
    assert joined.video_packets == sum(info.video_packets for info in infos) == infos[0].video_packets + 6 * FPS
    assert len(decoded_sizes(tmp_path / f"video.{container}")) == joined.video_packets


async def test_a_new_picture_size_in_a_part_survives_the_remux(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """Every picture before and after the change decodes in its own size."""
    stream = append_flv(media_files.flv(seconds=2), media_files.flv(seconds=2, size="180x320"), 2000)
    await finisher.finish_part(written(tmp_path / "part.flv", stream), str(tmp_path / "segment.mp4"))
    assert decoded_sizes(tmp_path / "segment.mp4") == [(320, 180)] * 2 * FPS + [(180, 320)] * 2 * FPS


@pytest.mark.parametrize("data", [b"", b"FLV\x01\x05\0\0\0\x09\0\0\0\0", b"<html>no media</html>" * 500])
async def test_what_is_not_media_is_said_in_a_sentence(finisher: FFmpegFinisher, tmp_path: Path, data: bytes) -> None:
    """Empty files, bare headers and web pages; nothing is left behind."""
    part = written(tmp_path / "part.flv", data)
    with pytest.raises(MediaInvalidError, match=r"part\.flv does not hold playable media"):
        await finisher.finish_part(part, str(tmp_path / "segment.mp4"))
    assert [path.name for path in tmp_path.iterdir()] == ["part.flv"]


async def test_a_missing_part_is_said_in_a_sentence(finisher: FFmpegFinisher, tmp_path: Path) -> None:
    """No file is no media."""
    with pytest.raises(MediaInvalidError, match=r"gone\.flv"):
        await finisher.probe(str(tmp_path / "gone.flv"))


async def test_a_remux_that_loses_packets_is_refused(media_files: MediaFiles, tmp_path: Path) -> None:
    """An FFmpeg that writes less than the part holds is found out; its file is not kept."""
    real = (await find_ffmpeg()).path
    lossy = tmp_path / "lossy"
    lossy.write_text(
        f'#!/bin/sh\nfor word; do case "$word" in *.mp4) out="$word";; *.flv) in="$word";; esac; done\n'
        f'exec {real} -nostdin -v error -i "$in" -t 3 -c copy -f mp4 -y "$out"\n'
    )
    lossy.chmod(0o755)
    part = written(tmp_path / "part.flv", media_files.flv())
    finisher = FFmpegFinisher(FFmpeg(path=str(lossy), version="9.0", source="configured"))
    with pytest.raises(MediaInvalidError, match=r"segment\.mp4 has \d+ video packets where 150 were recorded"):
        await finisher.finish_part(part, str(tmp_path / "segment.mp4"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lossy", "part.flv"]


async def test_segments_join_to_one_video(finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path) -> None:
    """All packets in order, a duration that is the sum, decodable throughout, titled; also from differing encoders."""
    folder = tmp_path / "it's a folder"
    folder.mkdir()
    hostile = "Evening 🎉; a=b #1 \\\n[CHAPTER]"
    label = Label(
        tags=(("title", hostile), ("artist", "Some One")),
        chapters=(Chapter(0, "Start"), Chapter(2000, "After a pause; x=y")),
    )  # fmt: skip
    segments = []
    for number, seconds in enumerate((2, 6), start=1):
        part = written(folder / f"part_{number}.flv", media_files.flv(seconds=seconds))
        await finisher.finish_part(part, str(folder / f"{number}.mp4"))
        segments.append(Stretch(str(folder / f"{number}.mp4"), 2000 * (number - 1), None))
    info = await finisher.join(segments, str(folder / "video.mp4"), label)
    assert info.video_packets == 8 * FPS
    parts = [await finisher.probe(segment.path) for segment in segments]
    assert info.duration_ms == pytest.approx(sum(part.duration_ms for part in parts), abs=50)
    assert len(decoded_sizes(folder / "video.mp4")) == 8 * FPS
    with av.open(str(folder / "video.mp4")) as container:
        assert container.metadata["title"] == hostile.replace("\n", " ")
        marks = [(c["start"] * c["time_base"], c["metadata"]["title"]) for c in container.chapters()]
    assert marks == [(0, "Start"), (2, "After a pause; x=y")]
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


async def test_joined_segments_begin_where_their_offsets_say(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path
) -> None:
    """The first picture of the second segment is at the first segment's duration: offsets hold in the joined file."""
    part = written(tmp_path / "part.flv", media_files.flv(seconds=2))
    first = await finisher.finish_part(part, str(tmp_path / "1.mp4"))
    file = str(tmp_path / "1.mp4")
    both = [Stretch(file, 0, None), Stretch(file, first.duration_ms, None)]
    await finisher.join(both, str(tmp_path / "video.mp4"), Label())
    with av.open(str(tmp_path / "video.mp4")) as container:
        times_ms = [float(frame.pts * frame.time_base) * 1000 for frame in container.decode(video=0)]
    assert times_ms[2 * FPS] - times_ms[0] == pytest.approx(first.duration_ms, abs=2)


@pytest.mark.parametrize("container", ["mp4", "mkv"])
async def test_hevc_of_different_encoders_joins(finisher: FFmpegFinisher, tmp_path: Path, container: str) -> None:
    """Each segment has a configuration of its own, of which a file's head holds one: every picture is the same still.

    Also where the first segment is left before its end. Times stay as they were, and nothing but the video.
    """
    pictures, times, first_ms = list[bytes](), list[int](), 0
    for number, encoder in enumerate(("ctu=64:bframes=0", "ctu=32:bframes=0:rect=1"), start=1):
        part = tmp_path / f"part_{number}.flv"
        subprocess.run(
            [(await find_ffmpeg()).path, "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2",
             "-f", "lavfi", "-i", "sine=d=2", "-pix_fmt", "yuv420p", "-c:v", "libx265", "-g", "25", "-x265-params",
             f"log-level=none:{encoder}", "-c:a", "aac", str(part)],
            check=True,
        )  # fmt: skip
        await finisher.finish_part(str(part), str(tmp_path / f"{number}.{container}"))
        shown = _shown(tmp_path / f"{number}.{container}")[: FPS if number == 1 else None]
        first_ms = shown[0][0]
        pictures += [picture for _, picture in shown]
        times += [1000 * (number - 1) + at for at, _ in shown]
    before = sorted(path.name for path in tmp_path.iterdir())
    one, two = (str(tmp_path / f"{number}.{container}") for number in (1, 2))
    segments = [Stretch(one, 0, 1000 + first_ms), Stretch(two, 1000, None)]
    await finisher.join(segments, str(tmp_path / f"video.{container}"), Label())
    joined = _shown(tmp_path / f"video.{container}")
    assert [at for at, _ in joined] == pytest.approx(times, abs=2)
    assert [picture for _, picture in joined] == pictures
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, f"video.{container}"])


def _shown(path: Path) -> list[tuple[int, bytes]]:
    """When each picture is shown, ms, and the digest of its brightness."""
    with av.open(str(path)) as container:
        return [
            (round(float(frame.pts * frame.time_base) * 1000), hashlib.sha256(bytes(frame.planes[0])).digest())
            for frame in container.decode(video=0)
        ]


async def test_sha256_is_of_the_file(finisher: FFmpegFinisher, tmp_path: Path) -> None:
    """The digest any other tool gives."""
    path = written(tmp_path / "x", b"abc" * 100_000)
    assert await finisher.sha256(path) == hashlib.sha256(b"abc" * 100_000).hexdigest()


async def test_matroska_is_made_the_same_way(finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path) -> None:
    """Segment and labelled video in Matroska hold every packet."""
    part = written(tmp_path / "part.flv", media_files.flv(seconds=2))
    first = await finisher.finish_part(part, str(tmp_path / "1.mkv"))
    file = str(tmp_path / "1.mkv")
    label = Label(tags=(("title", "Evening"),), chapters=(Chapter(0, "Start"), Chapter(2000, "Again")))
    both = [Stretch(file, 0, None), Stretch(file, first.duration_ms, None)]
    info = await finisher.join(both, str(tmp_path / "video.mkv"), label)
    assert info.video_packets == 4 * FPS
    with av.open(str(tmp_path / "video.mkv")) as container:
        assert (container.metadata["title"], len(container.chapters())) == ("Evening", 2)


async def test_thumbnails_show_their_stretch_of_the_video(finisher: FFmpegFinisher, tmp_path: Path) -> None:
    """A poster, sheets and a track; the n-th thumbnail is a picture of the n-th interval."""
    grey = "min(250,floor(T/2)*40+20)"
    subprocess.run(
        [(await find_ffmpeg()).path, "-v", "error", "-f", "lavfi", "-i", "color=s=320x180:r=10:d=12", "-vf",
         f"geq=lum='{grey}':cb=128:cr=128", "-g", "5", "-c:v", "libx264", str(tmp_path / "video.mp4")],
        check=True,
    )  # fmt: skip
    video = str(tmp_path / "video.mp4")
    names = await finisher.storyboard(video, await finisher.probe(video))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["video.mp4", *names])
    assert names == ["video.jpg", "video.thumbnails_001.jpg", "video.thumbnails.vtt"]
    track = (tmp_path / names[2]).read_text()
    assert "00:00:02.000 --> 00:00:04.000\nvideo.thumbnails_001.jpg#xywh=160,0,160,90\n" in track
    with av.open(str(tmp_path / names[1])) as sheet:
        picture = next(sheet.decode(video=0)).reformat(format="gray8")
    plane, stride = bytes(picture.planes[0]), picture.planes[0].line_size
    shades = [plane[45 * stride + 160 * cell + 80] for cell in range(track.count("-->"))]
    expected = [(cell * 40 + 20 - 16) * 255 / 219 for cell in range(6)]  # JPEG has the full range
    assert shades == pytest.approx(expected, abs=5)


@pytest.mark.parametrize("name", ["100%", "a%03d", "%%", "what?"])
async def test_thumbnails_lie_beside_the_video_whatever_its_folder_is_called(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path, name: str
) -> None:
    """What is a pattern to FFmpeg is a name to people."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "part_001.flv").write_bytes(media_files.flv(seconds=3))
    video = str(folder / "video.mp4")
    info = await finisher.finish_part(str(folder / "part_001.flv"), video)
    names = await finisher.storyboard(video, info)
    assert names == ["video.jpg", "video.thumbnails_001.jpg", "video.thumbnails.vtt"]
    assert {path.name for path in folder.iterdir()} == {"part_001.flv", "video.mp4", *names}


async def test_sound_alone_has_no_thumbnails(finisher: FFmpegFinisher, tmp_path: Path) -> None:
    """A file without pictures is no failure."""
    subprocess.run(
        [(await find_ffmpeg()).path, "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac",
         str(tmp_path / "sound.mp4")],
        check=True,
    )  # fmt: skip
    sound = str(tmp_path / "sound.mp4")
    assert await finisher.storyboard(sound, await finisher.probe(sound)) == []


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=False).returncode:
        pytest.skip("this machine does not let us mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


async def test_a_full_disk_is_said_and_leaves_no_draft(
    finisher: FFmpegFinisher, media_files: MediaFiles, tmp_path: Path, full_disk: Path
) -> None:
    """The part elsewhere is safe, the sentence says what to do, and the space is given back."""
    part = written(tmp_path / "part.flv", media_files.flv())
    with pytest.raises(DiskError, match="No space left on device"):
        await finisher.finish_part(part, str(full_disk / "segment.mp4"))
    assert list(full_disk.iterdir()) == []
    assert stat.S_ISREG((tmp_path / "part.flv").stat().st_mode)
