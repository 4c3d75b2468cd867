"""What may be chosen about videos with chat; the media commands of ``archiver.deliver`` make them."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.export import ass
from archiver.export.caption import SUBTITLE_KINDS
from archiver.export.captions import KINDS
from archiver.export.layout import AssOptions
from archiver.export.options import option
from archiver.export.output import Output

#: What chat drawn by libass may read: a layout shows some of it.
DRAWN_KINDS = SUBTITLE_KINDS | KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnOptions(AssOptions):
    """Choices about a video with the chat drawn into it."""

    encoder: str = option(
        "auto",
        "what encodes the picture; auto: hardware where it works",
        choices=("auto", "software", "videotoolbox", "nvenc", "qsv", "vaapi", "amf"),
    )
    quality: int = option(20, "0 is best, 51 worst; 6 more is half the size", least=0, most=51)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayOptions(AssOptions):
    """Choices about a transparent video of the chat."""

    codec: str = option(
        "prores", "prores (ProRes 4444 in .mov) or vp9 (in .webm, a fraction of the size)", choices=("prores", "vp9")
    )


def overlay_files(options: OverlayOptions) -> tuple[Output, ...]:
    """The file of an overlay, which is named by its codec."""
    suffix = ".overlay.mov" if options.codec == "prores" else ".overlay.webm"
    return (Output(suffix, ass.write, DRAWN_KINDS),)
