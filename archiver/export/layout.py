"""Where the chat box is in the picture, and what may be chosen about it."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.errors import UsageError
from archiver.export.options import ExportOptions, option
from archiver.export.width import COLUMN

_ROW_PITCH = 1.25  # of the font size: room for the tallest fallback font
_COLUMN_PITCH = 0.52  # of the font size: an average letter of a broad font such as DejaVu Sans


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatBoxOptions(ExportOptions):
    """Choices about the chat box."""

    lines: int | None = option(None, "rows of the chat box", least=1, most=50)
    duration_ms: int = option(20_000, "how long a message stays", least=500, most=600_000)
    side: str = option("right", "where the chat box is", choices=("right", "bottom"))
    layout: str = option("stack", "stack scrolls, slots is smaller and does not move", choices=("stack", "slots"))
    font_name: str = option("Noto Sans", "the font")
    font_size: int | None = option(
        None, "in pixels of the video (default: 1/24 of its shorter side)", least=6, most=400
    )

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        ExportOptions.__post_init__(self)
        if not self.font_name.isprintable() or "," in self.font_name or not 0 < len(self.font_name) <= 64:
            raise UsageError("The font name must be 1 to 64 printable characters without a comma.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The chat box in pixels of the video, and what fits in it. Text is in ``width`` tenths of a column."""

    left: int
    top: int
    right: int
    bottom: int
    font_size: int
    row_height: int
    rows: int
    width: int

    def row_top(self, row: int) -> int:
        """The upper edge of a row, in pixels."""
        return self.bottom - (self.rows - row) * self.row_height


def chat_box(options: ChatBoxOptions) -> Box:
    """The box that ``options`` ask for: at the right, three fifths high, or at the bottom over the full width.

    The platform's own controls are not in a recording, so the box may go to the edge, but for a margin.
    """
    picture_width, picture_height = options.video_width, options.video_height
    shorter = min(picture_width, picture_height)
    font_size = options.font_size or max(8, round(shorter / 24))
    row_height = round(font_size * _ROW_PITCH)
    margin = max(2, round(shorter * 0.025))
    right, bottom = picture_width - margin, picture_height - margin
    is_portrait = picture_height > picture_width
    if options.side == "right":
        left = round(picture_width * (0.45 if is_portrait else 0.68))
        height = picture_height * (0.45 if is_portrait else 0.7)
    else:
        left = margin
        height = picture_height * 0.25
    rows = max(1, min(options.lines or int(height // row_height), (bottom - margin) // row_height))
    return Box(
        left=left,
        top=bottom - rows * row_height,
        right=right,
        bottom=bottom,
        font_size=font_size,
        row_height=row_height,
        rows=rows,
        width=int((right - left) / (font_size * _COLUMN_PITCH) * COLUMN),
    )
