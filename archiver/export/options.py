"""What a caller may choose about an export."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.errors import UsageError
from archiver.model.event import KINDS

SIDES = ("right", "bottom")
LAYOUTS = ("stack", "slots")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Choices for one export; None leaves a choice to the format. Formats ignore what does not concern them.

    Times are positions in the session's video, in milliseconds, display shift applied. A selected stretch keeps its
    times: the file still belongs to the whole video.

    Raises:
        UsageError: a value out of its bounds.
    """

    shift_ms: int = 0  #: the session's display shift, added to every offset
    from_ms: int | None = None  #: first position exported
    to_ms: int | None = None  #: first position no longer exported
    kinds: frozenset[str] | None = None  #: of ``model.event.KINDS``
    title: str = ""
    lines: int | None = None  #: SRT: messages at once; ASS: rows of the chat box
    duration_ms: int | None = None  #: how long a message stays when nothing pushes it out
    side: str = "right"  #: ASS: where the chat box is, "right" or "bottom"
    layout: str = "stack"  #: ASS: "stack" scrolls, "slots" is a quarter of the size and does not move
    font_name: str = "Noto Sans"
    font_size: int | None = None  #: in pixels of the video; None: 1/24 of its shorter side
    video_width: int = 720
    video_height: int = 1280

    def __post_init__(self) -> None:
        """Refuse what no format could follow."""
        _check_choice("side", self.side, SIDES)
        _check_choice("layout", self.layout, LAYOUTS)
        for kind in sorted(self.kinds or ()):
            _check_choice("kinds", kind, KINDS)
        _check_bounds("lines", self.lines, 1, 50)
        _check_bounds("duration_ms", self.duration_ms, 500, 600_000)
        _check_bounds("font_size", self.font_size, 6, 400)
        _check_bounds("video_width", self.video_width, 64, 16_384)
        _check_bounds("video_height", self.video_height, 64, 16_384)
        if self.from_ms is not None and self.to_ms is not None and self.from_ms >= self.to_ms:
            raise UsageError(f"The export would be empty: from ({self.from_ms} ms) is not before to ({self.to_ms} ms).")
        if not self.font_name.isprintable() or "," in self.font_name or not 0 < len(self.font_name) <= 64:
            raise UsageError("The font name must be 1 to 64 printable characters without a comma.")


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(f"{value!r} is not a possible value of {name}; use one of {', '.join(known)}.")


def _check_bounds(name: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise UsageError(f"{name} is {value}; it must be between {least} and {most}.")
