"""Videos with chat, made by the bundled FFmpeg and looked at with PyAV."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import av
import pytest

from archiver.errors import DiskError, MediaInvalidError, UsageError
from archiver.export import ass, srt
from archiver.export.layout import AssOptions, chat_box
from archiver.export.subtitles import PlainOptions
from archiver.media import chat_video
from archiver.media.chat_command import Stretch
from archiver.media.chat_video import ChatVideo
from archiver.media.fonts import SAMPLES, missing_scripts
from archiver.media.version import FFmpeg, find_ffmpeg
from tests.fakes.media_files import MediaFiles, run_ffmpeg
from tests.fakes.replay import chat, gift

_WIDTH, _HEIGHT = 320, 180
_OPTIONS = AssOptions(video_width=_WIDTH, video_height=_HEIGHT)
_WHOLE = Stretch()
_ITEMS = [chat(1000, "hello {\\pos(0,0)}"), gift(2000), chat(4000, "<b>late</b>")]


@pytest.fixture
async def ffmpeg() -> FFmpeg:
    return await find_ffmpeg()


@pytest.fixture
def video(media_files: MediaFiles, tmp_path: Path) -> Path:
    """Six seconds of picture and sound, under a name that a filter would trip over."""
    part, path = tmp_path / "part.flv", tmp_path / "it's [a], 100%:video.mp4"
    part.write_bytes(media_files.flv())
    run_ffmpeg("-i", str(part), "-c", "copy", str(path))
    part.unlink()
    return path


def _order(
    video: Path, name: str, form: str = "ass", stretch: Stretch = _WHOLE, options: AssOptions = _OPTIONS
) -> ChatVideo:
    text = ass.write(_ITEMS, options) if form == "ass" else srt.write(_ITEMS, PlainOptions())
    return ChatVideo(
        video=video, text=text, subtitles=f"chat.{form}", target=video.with_name(name), stretch=stretch
    )  # fmt: skip


def _silent(_: int) -> None:
    pass


def _texts(path: Path) -> list[tuple[int, str]]:
    """Position in ms and text of every subtitle of a file."""
    with av.open(str(path)) as container:
        found = []
        for packet in container.demux(subtitles=0):
            for event in packet.decode():
                assert packet.pts is not None
                text = getattr(event, "ass", b"").decode().split(",", 8)[-1]
                found.append((round(packet.pts * packet.time_base * 1000), text))
        return found


def _luma(path: Path, at_s: float, form: str = "gray") -> list[bytes]:
    """The rows of the picture shown at a position."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= at_s - 0.001:
                plane = frame.reformat(format=form).planes[0]
                return [bytes(plane)[row * plane.line_size :][: frame.width] for row in range(frame.height)]
    raise AssertionError(f"no picture at {at_s} s")


def _changed(before: Path, after: Path, at_s: float, offset_s: float = 0.0) -> set[tuple[int, int]]:
    """The pixels (x, y) that differ for more than an encoder changes."""
    rows = zip(_luma(before, at_s), _luma(after, at_s - offset_s), strict=True)
    return {(x, y) for y, (old, new) in enumerate(rows) for x in range(_WIDTH) if abs(old[x] - new[x]) > 60}


@pytest.mark.parametrize(("name", "form", "codec"), [("x.chat.mkv", "ass", "ssa"), ("x.chat.mp4", "srt", "mov_text")])
async def test_a_track_is_beside_the_untouched_video(
    ffmpeg: FFmpeg, video: Path, name: str, form: str, codec: str
) -> None:
    """The packets of picture and sound are the same; the chat is a track with its times; nothing else is left."""
    positions: list[int] = []
    order = _order(video, name, form)
    await chat_video.add_track(ffmpeg, order, "Chat", positions.append)
    with av.open(str(order.target)) as made, av.open(str(video)) as source:
        assert [stream.type for stream in made.streams] == ["video", "audio", "subtitle"]
        assert made.streams.subtitles[0].codec_context.name == codec
        assert [bytes(packet) for packet in made.demux(video=0)] == [bytes(each) for each in source.demux(video=0)]
    texts = [(at_ms, text) for at_ms, text in _texts(order.target) if text]
    assert texts[0][0] == 1000
    assert "hello" in texts[0][1]
    assert any(at_ms == 4000 and "late" in text for at_ms, text in texts)
    assert sorted(path.name for path in video.parent.iterdir()) == sorted([video.name, name])
    assert positions


async def test_the_chat_is_drawn_into_its_box(ffmpeg: FFmpeg, video: Path) -> None:
    """Before the first message nothing is changed, then only the box is; the sound is the same, the length too."""
    order = _order(video, "x.burnt.mp4")
    await chat_video.burn_in(ffmpeg, order, encoder="auto", quality=12, listener=_silent)
    assert not _changed(video, order.target, 0.5)
    changed = _changed(video, order.target, 3.0)
    box = chat_box(_OPTIONS)
    assert len(changed) > 100
    assert all(
        box.left - box.font_size <= x <= box.right + 2 and box.top - 2 <= y <= box.bottom + 2 for x, y in changed
    )
    with av.open(str(order.target)) as made, av.open(str(video)) as source:
        assert [bytes(each) for each in made.demux(audio=0)] == [bytes(each) for each in source.demux(audio=0)]
    assert sorted(path.name for path in video.parent.iterdir()) == sorted([video.name, "x.burnt.mp4"])


async def test_two_at_once_do_not_touch_each_other(ffmpeg: FFmpeg, video: Path) -> None:
    """One that fails takes nothing from the other that makes the same file."""
    order = _order(video, "x.burnt.mp4")
    failures: list[BaseException | None] = []

    def broken() -> Iterator[str]:
        raise OSError(errno.ENOSPC, "No space left on device")
        yield ""

    def fail_beside(_: int) -> None:
        again = chat_video.burn_in(
            ffmpeg, replace(order, text=broken()), encoder="software", quality=12, listener=_silent
        )  # fmt: skip
        with ThreadPoolExecutor() as pool:
            failures.append(pool.submit(asyncio.run, again).exception())

    await chat_video.burn_in(ffmpeg, order, encoder="software", quality=12, listener=fail_beside)
    assert failures
    assert all(isinstance(failure, DiskError) for failure in failures)
    assert sorted(path.name for path in video.parent.iterdir()) == sorted([video.name, "x.burnt.mp4"])


async def test_a_stretch_is_cut_out_with_the_chat_of_its_time(ffmpeg: FFmpeg, video: Path) -> None:
    """Position 0 of the file is the stretch's beginning, and the message of second 4 is there at second 4."""
    order = _order(video, "x.burnt.mp4", stretch=Stretch(from_ms=3000, to_ms=5500), options=AssOptions(
        video_width=_WIDTH, video_height=_HEIGHT, from_ms=3000, to_ms=5500,
    ))  # fmt: skip
    await chat_video.burn_in(ffmpeg, order, encoder="software", quality=12, listener=_silent)
    with av.open(str(order.target)) as made:
        assert made.duration is not None
        assert made.duration / av.time_base == pytest.approx(2.5, abs=0.1)
    assert not _changed(video, order.target, 3.48, 3.0)
    assert len(_changed(video, order.target, 4.6, 3.0)) > 50


async def test_a_stretch_has_the_chapters_of_its_time_alone(ffmpeg: FFmpeg, video: Path) -> None:
    """Those behind its end would make players show a longer video than there is."""
    marks = video.with_name("marks")
    marks.write_text(";FFMETADATA1\n" + "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={begin}\nEND={begin + 2000}\ntitle={begin}\n" for begin in (0, 2000, 4000)
    ))  # fmt: skip
    whole = video.with_name("whole.mp4")
    run_ffmpeg("-i", str(video), "-i", str(marks), "-map_chapters", "1", "-c", "copy", str(whole))
    order = _order(whole, "cut.mp4", stretch=Stretch(from_ms=1000, to_ms=3000))
    await chat_video.burn_in(ffmpeg, order, encoder="software", quality=20, listener=_silent)
    with av.open(str(order.target)) as made:
        chapters = [(one["metadata"]["title"], float(one["start"] * one["time_base"]),
                     float(one["end"] * one["time_base"])) for one in made.chapters()]  # fmt: skip
    assert chapters == [("0", 0.0, 1.0), ("2000", 1.0, 2.0)]


def _rgba(video: Path, at_s: float, decoder: str) -> list[tuple[int, ...]]:
    """The pixels of a picture, row by row."""
    raw = video.with_name("picture.raw")
    pick = ("-ss", str(at_s), "-c:v", decoder, "-i", str(video), "-frames:v", "1")
    run_ffmpeg(*pick, "-f", "rawvideo", "-pix_fmt", "rgba", str(raw))
    data = raw.read_bytes()
    return list(zip(data[::4], data[1::4], data[2::4], data[3::4], strict=True))


# FFmpeg's own VP9 decoder leaves the alpha away.
@pytest.mark.parametrize(("codec", "name", "decoder"), [("prores", "x.mov", "prores"), ("vp9", "x.webm", "libvpx-vp9")])
async def test_an_overlay_is_transparent_but_for_the_chat(
    ffmpeg: FFmpeg, video: Path, codec: str, name: str, decoder: str
) -> None:
    """Nothing is outside the box, letters are solid, and what fades in is as bright as it will be, only thinner."""
    options = AssOptions(video_width=_WIDTH, video_height=_HEIGHT, font_size=26, colours="plain", side="bottom")
    order = _order(video, name, stretch=Stretch(to_ms=3000), options=options)
    await chat_video.overlay(ffmpeg, order, size=(_WIDTH, _HEIGHT), codec=codec, listener=_silent)
    pixels, fading = _rgba(order.target, 1.6, decoder), _rgba(order.target, 1.08, decoder)
    box = chat_box(options)
    for number, (*_, alpha) in enumerate(pixels):
        y, x = divmod(number, _WIDTH)
        is_inside = box.left - box.font_size <= x <= box.right + 2 and box.top - 2 <= y <= box.bottom + 2
        assert is_inside or alpha < 40
    assert max(alpha for *_, alpha in pixels) > 240
    assert max(sum(colour) for *colour, alpha in pixels if alpha > 200) > 680
    assert 60 < max(alpha for *_, alpha in fading) < 200
    assert max(sum(colour) for *colour, alpha in fading if alpha > 60) > 600
    with av.open(str(order.target)) as made:
        assert made.duration is not None
        assert made.duration / av.time_base == pytest.approx(3.0, abs=0.1)


async def test_a_cancelled_video_leaves_nothing(ffmpeg: FFmpeg, video: Path) -> None:
    """Whoever stops a burn-in finds the folder as it was, and an older file untouched."""
    order = _order(video, "x.burnt.mp4")
    order.target.write_bytes(b"older")
    begun = asyncio.Event()

    def texts() -> list[str]:
        begun.set()
        return list(order.text)

    class Late:
        def __iter__(self) -> object:
            return iter(texts())

    late = ChatVideo(video=video, text=Late(), subtitles="chat.ass", target=order.target, stretch=Stretch())  # type: ignore[arg-type]
    task = asyncio.create_task(chat_video.burn_in(ffmpeg, late, encoder="software", quality=20, listener=_silent))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(path.name for path in video.parent.iterdir()) == sorted([video.name, "x.burnt.mp4"])
    assert order.target.read_bytes() == b"older"


def _fake_ffmpeg(folder: Path, filters: str, encoders: str = " V..... libx264 x") -> FFmpeg:
    path = folder / "ffmpeg"
    answers = f"-filters) echo '{filters}';; -encoders) echo '{encoders}';; *) exit 1;;"
    path.write_text(f'#!/bin/sh\ncase "$2" in {answers} esac\n')
    path.chmod(0o755)
    return FFmpeg(path=str(path), version="7.0", source="configured")


@pytest.mark.parametrize(
    ("filters", "encoder", "sentence"),
    [
        (" .. subtitles V->V x", "auto", r"FFmpeg 7\.0 \(.*\) was built without libass; leave record\.ffmpeg empty"),
        (" .. ass V->V x", "nvenc", "The encoder nvenc does not work on this machine; leave --encoder out"),
    ],
)
async def test_what_ffmpeg_lacks_is_said(
    video: Path, tmp_path_factory: pytest.TempPathFactory, filters: str, encoder: str, sentence: str
) -> None:
    """A build without libass, or an encoder that is not there, is a sentence before anything is written."""
    lacking = _fake_ffmpeg(tmp_path_factory.mktemp("bin"), filters)
    with pytest.raises(UsageError, match=sentence):
        await chat_video.burn_in(lacking, _order(video, "x.mp4"), encoder=encoder, quality=20, listener=_silent)
    assert [path.name for path in video.parent.iterdir()] == [video.name]


_Attempt = Callable[[Path], ChatVideo]


@pytest.mark.parametrize(
    ("attempt", "error", "sentence"),
    [
        (lambda video: _order(video, video.name), UsageError, "is the video itself; name another file with -o"),
        (lambda video: _order(video, "x.mp4", stretch=Stretch(from_ms=60_000)), UsageError, "Nothing of .* lies in"),
        (lambda video: _order(video.with_name("no.mp4"), "x.mp4"), MediaInvalidError, "cannot be read as a video"),
        (
            lambda video: replace(_order(video, "x.mp4"), target=video / "x.mp4"),
            DiskError,
            r"video\.mp4 cannot be written \(File exists\); choose another place with -o",
        ),
    ],
)
async def test_impossible_orders_are_refused(
    ffmpeg: FFmpeg, video: Path, attempt: _Attempt, error: type[Exception], sentence: str
) -> None:
    """Writing over the video, a stretch outside it, no video: a sentence, and the folder as it was."""
    before = video.read_bytes()
    with pytest.raises(error, match=sentence):
        await chat_video.burn_in(ffmpeg, attempt(video), encoder="software", quality=20, listener=_silent)
    assert [path.name for path in video.parent.iterdir()] == [video.name]
    assert video.read_bytes() == before


async def test_the_fonts_that_can_be_installed_draw_every_script(ffmpeg: FFmpeg) -> None:
    """With the extra ``fonts`` libass finds a glyph for every sample; without it doctor says what is missing."""
    assert await missing_scripts(ffmpeg) == []
    assert len(SAMPLES) > 12
