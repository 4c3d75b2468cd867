from __future__ import annotations

from pathlib import Path

import pytest

from archiver.media import chat_command
from archiver.media.chat_command import ENCODERS, Stretch

_VIDEO = Path("/videos/it's [a] video, 100%.mp4")


def _after(argv: list[str], word: str) -> str:
    return argv[argv.index(word) + 1]


@pytest.mark.parametrize(("target", "codec"), [("a.chat.mkv", "copy"), ("a.chat.mp4", "mov_text")])
def test_a_track_is_added_without_encoding(target: str, codec: str) -> None:
    """Picture and sound are copied, the text is a track of its own, and the title cannot act."""
    argv = chat_command.soft(
        "ffmpeg", video=_VIDEO, subtitles="chat.ass", title="Chat\n\0x", target=Path("/o") / target, is_hevc=True
    )
    assert _after(argv, "-c") == "copy"
    assert _after(argv, "-c:s") == codec
    assert "title=Chat x" in argv
    assert ("hvc1" in argv) is target.endswith("mp4")
    assert argv.count("-i") == 2
    assert "-vf" not in argv


def test_the_chat_is_drawn_at_the_times_of_the_whole_video() -> None:
    """A stretch is cut out of the input; the drawing sees the positions of the whole video, the file begins at zero."""
    argv = chat_command.burn(
        "ffmpeg", video=_VIDEO, subtitles="chat.ass", stretch=Stretch(from_ms=61_500, to_ms=70_000),
        target=Path("/o/x.mp4"), encoder="software", quality=18,
    )  # fmt: skip
    graph = _after(argv, "-filter_complex")
    assert graph.index("PTS+61.500/TB") < graph.index("ass=chat.ass") < graph.index("PTS-61.500/TB")
    assert (_after(argv, "-ss"), _after(argv, "-t")) == ("61.500", "8.500")
    assert argv.index("-ss") < argv.index("-i")
    assert (_after(argv, "-c:v"), _after(argv, "-crf"), _after(argv, "-c:a")) == ("libx264", "18", "copy")
    assert str(_VIDEO) in argv


@pytest.mark.parametrize("encoder", ENCODERS)
def test_every_encoder_has_a_quality_and_a_trial(encoder: str) -> None:
    """Each gets the quality in its own words; only the one that needs a device names it."""
    argv = chat_command.burn(
        "ffmpeg", video=_VIDEO, subtitles="chat.ass", stretch=Stretch(), target=Path("/o/x.mp4"), encoder=encoder,
        quality=20,
    )  # fmt: skip
    trial = chat_command.trial("ffmpeg", encoder)
    for words in (argv, trial):
        assert _after(words, "-c:v") == ENCODERS[encoder]
        assert ("-vaapi_device" in words) is (encoder == "vaapi")
        assert ("hwupload" in " ".join(words)) is (encoder == "vaapi")
    assert {"20", "60"} & set(argv)
    assert "-ss" not in argv


@pytest.mark.parametrize(("codec", "pixels"), [("prores", "yuva444p10le"), ("vp9", "yuva420p")])
def test_an_overlay_keeps_its_transparency(codec: str, pixels: str) -> None:
    """Size, rate and length are the video's, the ground is transparent, and colours are not mixed with it."""
    argv = chat_command.overlay(
        "ffmpeg", width=720, height=1280, rate="30000/1001", stretch=Stretch(from_ms=0, to_ms=2500),
        subtitles="chat.ass", target=Path("/o/x.mov"), codec=codec,
    )  # fmt: skip
    assert _after(argv, "-i") == "color=c=black:s=720x1280:r=30000/1001:d=2.500,format=gbrp"
    graph = _after(argv, "-filter_complex")
    assert graph.count("ass=chat.ass") == 2
    assert graph.index("alphamerge") < graph.index("unpremultiply") < graph.index(pixels)
