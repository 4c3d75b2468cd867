"""Command lines of FFmpeg that put chat into a video, as values.

Subtitle files are named without a folder, because FFmpeg reads quotes and colons in the argument of a filter as syntax:
the process has to run where they lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg

from archiver.export.text import clean
from archiver.media.command import FORMATS, compile_argv

#: FFmpeg's names of what can be burnt in with, the best guess first; ``software`` is always there.
HARDWARE = {
    "videotoolbox": "h264_videotoolbox",
    "nvenc": "h264_nvenc",
    "qsv": "h264_qsv",
    "vaapi": "h264_vaapi",
    "amf": "h264_amf",
}
ENCODERS = {"software": "libx264", **HARDWARE}
OVERLAY_CODECS = {"prores": "prores_ks", "vp9": "libvpx-vp9"}

_PROGRESS = ("-progress", "pipe:1", "-stats_period", "0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a video, in ms; to its end when ``to_ms`` is None."""

    from_ms: int = 0
    to_ms: int | None = None

    def options(self) -> dict[str, Any]:
        """As options of an input."""
        cut: dict[str, Any] = {"ss": f"{self.from_ms / 1000:.3f}"} if self.from_ms else {}
        return cut | self.length()

    def length(self) -> dict[str, Any]:
        """As an option of an output, whose chapters FFmpeg cuts by nothing else."""
        return {} if self.to_ms is None else {"t": f"{(self.to_ms - self.from_ms) / 1000:.3f}"}


def soft(path: str, *, video: Path, subtitles: str, title: str, target: Path, is_hevc: bool) -> list[str]:
    """Add a subtitle track that players can switch on and off, without re-encoding."""
    source = ffmpeg.input(str(video.absolute()), format=FORMATS.get(video.suffix))
    text = ffmpeg.input(subtitles, format=subtitles.rpartition(".")[2])
    is_mp4 = target.suffix == ".mp4"
    options: dict[str, Any] = {
        "c": "copy", "c:s": "mov_text" if is_mp4 else "copy", "format": FORMATS[target.suffix],
        "metadata:s:s": f"title={clean(title)}", "metadata:s:s:0": "language=und", "disposition:s:0": "default",
    }  # fmt: skip
    if is_mp4:
        options["movflags"] = "+faststart"
        if is_hevc:
            options["tag:v"] = "hvc1"
    output = ffmpeg.output(source["v?"], source["a?"], text["s"], str(target.absolute()), **options)
    return compile_argv(path, output, *_PROGRESS)


def burn(
    path: str, *, video: Path, subtitles: str, stretch: Stretch, target: Path, encoder: str, quality: int
) -> list[str]:
    """Draw ASS into the picture. Sound is copied."""
    source = ffmpeg.input(str(video.absolute()), format=FORMATS.get(video.suffix), **stretch.options())
    picture = _drawn(source["v:0"], subtitles, stretch)
    picture = picture.filter("format", "nv12" if encoder == "vaapi" else "yuv420p")
    if encoder == "vaapi":
        picture = picture.filter("hwupload")
    output = ffmpeg.output(
        picture, source["a?"], str(target.absolute()), movflags="+faststart", format="mp4",
        **{"c:v": ENCODERS[encoder], "c:a": "copy", **_quality(encoder, quality), **stretch.length()},
    )  # fmt: skip
    return compile_argv(path, output, *_PROGRESS, *_device(encoder))


def overlay(
    path: str, *, width: int, height: int, rate: str, stretch: Stretch, subtitles: str, target: Path, codec: str
) -> list[str]:
    """Draw ASS on nothing: a transparent video as long as the stretch, which has to have an end."""
    assert stretch.to_ms is not None
    size = f"s={width}x{height}:r={rate}:d={(stretch.to_ms - stretch.from_ms) / 1000:.3f}"
    black, white = (
        _drawn(ffmpeg.input(f"color=c={ground}:{size},format=gbrp", format="lavfi"), subtitles, stretch)
        for ground in ("black", "white")
    )
    picture = _without_ground(black, white)
    if codec == "prores":
        options = {"c:v": "prores_ks", "profile:v": "4444", "alpha_bits": 16, "vendor": "apl0", "format": "mov"}
        picture = picture.filter("format", "yuva444p10le")
    else:
        options = {
            "c:v": "libvpx-vp9", "crf": 24, "b:v": 0, "auto-alt-ref": 0, "row-mt": 1, "deadline": "realtime",
            "cpu-used": 7, "format": "webm",
        }  # fmt: skip
        picture = picture.filter("format", "yuva420p")
    output = ffmpeg.output(picture, str(target.absolute()), **options)
    return compile_argv(path, output, *_PROGRESS)


def trial(path: str, encoder: str) -> list[str]:
    """Encode a moment of black, to see whether an encoder is really there."""
    picture = ffmpeg.input("color=c=black:s=320x240:r=10:d=0.3", format="lavfi")
    picture = picture.filter("format", "nv12" if encoder == "vaapi" else "yuv420p")
    if encoder == "vaapi":
        picture = picture.filter("hwupload")
    output = ffmpeg.output(picture, "-", format="null", **{"c:v": ENCODERS[encoder]})
    return compile_argv(path, output, *_device(encoder))


def sample(path: str, subtitles: str) -> list[str]:
    """Draw a second of ASS for nobody to see; what has no font is complained about."""
    picture = ffmpeg.input("color=black:s=64x64:r=1:d=1", format="lavfi").filter("ass", subtitles)
    return compile_argv(path, ffmpeg.output(picture, "-", format="null"))


def _device(encoder: str) -> tuple[str, ...]:
    return ("-vaapi_device", "/dev/dri/renderD128") if encoder == "vaapi" else ()


def _without_ground(black: Any, white: Any) -> Any:
    """What was drawn on black and on white alike, with the alpha that explains the difference.

    libass drawing on a transparent ground squares the alpha of what is half transparent, such as letters that fade in.
    """
    halves = black.filter_multi_output("split")
    colours, for_alpha = halves[0], halves[1]
    alpha = ffmpeg.filter([white, for_alpha], "blend", all_mode="difference").filter("extractplanes", "g")
    picture = ffmpeg.filter([colours, alpha.filter("negate")], "alphamerge").filter("format", "gbrap")
    # Editors and browsers want colours that are not mixed with the black.
    return picture.filter("setparams", alpha_mode="premultiplied").filter("unpremultiply", inplace=1)


def _drawn(picture: Any, subtitles: str, stretch: Stretch) -> Any:
    """The picture with ASS, whose times are those of the whole video."""
    if stretch.from_ms:
        picture = picture.filter("setpts", f"PTS+{stretch.from_ms / 1000:.3f}/TB")
    picture = picture.filter("ass", subtitles)
    return picture.filter("setpts", f"PTS-{stretch.from_ms / 1000:.3f}/TB") if stretch.from_ms else picture


def _quality(encoder: str, quality: int) -> dict[str, Any]:
    """``quality`` (0 best to 51 worst, as x264 counts) in the words of each encoder."""
    if encoder == "software":
        return {"crf": quality, "preset": "veryfast"}
    if encoder == "nvenc":
        return {"cq": quality, "rc": "vbr", "b:v": 0}
    if encoder == "videotoolbox":
        return {"q:v": max(1, 100 - 2 * quality)}
    return {"global_quality": quality} if encoder == "qsv" else {"qp": quality} if encoder == "vaapi" else {
        "rc": "cqp", "qp_i": quality, "qp_p": quality,
    }  # fmt: skip
