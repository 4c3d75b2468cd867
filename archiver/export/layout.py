"""Where the chat box is in the picture, and what may be chosen about it."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.errors import UsageError
from archiver.export.options import option
from archiver.export.subtitles import SubtitleOptions
from archiver.export.width import COLUMN

_ROW_PITCH = 1.25  # of the font size: room for the tallest fallback font
_COLUMN_PITCH = 0.52  # of the font size: an average letter of a broad font such as DejaVu Sans


LAYOUTS = ("stack", "slots", "flat", "flying", "captions")
_DURATIONS_MS = {"flat": 6_000, "flying": 8_000, "captions": 5_000}
_DURATION_MS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AssOptions(SubtitleOptions):
    """Choices about chat drawn by libass."""

    layout: str = option(
        "stack",
        "stack scrolls in a box, slots does not move, flat leaves the places to the player, "
        "flying crosses the picture, captions are what was spoken",
        choices=LAYOUTS,
    )
    lines: int | None = option(None, "rows of the box or of a caption, lanes of flying chat", least=1, most=50)
    duration_ms: int | None = option(None, "how long a message stays, or flies", least=500, most=600_000)
    side: str = option("right", "where the chat box is", choices=("right", "left", "bottom"))
    font_name: str = option("Noto Sans", "the font")
    font_size: int | None = option(
        None, "in pixels of the video (default: 1/24 of its shorter side)", least=6, most=400
    )
    opacity: int = option(100, "how solid the text is, in percent", least=5, most=100)
    colours: str = option("viewer", "of names: one for each viewer, or by role", choices=("viewer", "role", "plain"))
    gifts: str = option("card", "gifts on a card, or as coloured text", choices=("card", "text"))
    area: int = option(60, "flying: height of the picture that is used, in percent from the top", least=5, most=100)

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        SubtitleOptions.__post_init__(self)
        if not self.font_name.isprintable() or "," in self.font_name or not 0 < len(self.font_name) <= 64:
            raise UsageError("The font name must be 1 to 64 printable characters without a comma.")

    @property
    def stay_ms(self) -> int:
        """How long a message stays when nothing pushes it out."""
        return self.duration_ms or _DURATIONS_MS.get(self.layout, _DURATION_MS)

    @property
    def size(self) -> int:
        """The font size in pixels of the video."""
        return self.font_size or max(8, round(min(self.video_width, self.video_height) / 24))


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


def chat_box(options: AssOptions) -> Box:
    """The box that ``options`` ask for: at a side, or at the bottom over the full width.

    The platform's own controls are not in a recording, so the box may go to the edge, but for a margin.
    """
    picture_width, picture_height = options.video_width, options.video_height
    font_size = options.size
    row_height = row_height_of(font_size)
    margin = margin_of(options)
    left, right, bottom = margin, picture_width - margin, picture_height - margin
    is_portrait = picture_height > picture_width
    height = picture_height * (0.25 if options.side == "bottom" else 0.45 if is_portrait else 0.7)
    if options.side == "right":
        left = round(picture_width * (0.45 if is_portrait else 0.68))
    elif options.side == "left":
        right = picture_width - round(picture_width * (0.45 if is_portrait else 0.68))
    rows = max(1, min(options.lines or int(height // row_height), (bottom - margin) // row_height))
    return Box(
        left=left,
        top=bottom - rows * row_height,
        right=right,
        bottom=bottom,
        font_size=font_size,
        row_height=row_height,
        rows=rows,
        width=columns_in(right - left, font_size),
    )


def row_height_of(font_size: int) -> int:
    """A row of text in pixels."""
    return round(font_size * _ROW_PITCH)


def margin_of(options: AssOptions) -> int:
    """What stays free at the edges of the picture, in pixels."""
    return max(2, round(min(options.video_width, options.video_height) * 0.025))


def columns_in(pixels: int, font_size: int) -> int:
    """How much text fits, in tenths of a column."""
    return int(pixels / (font_size * _COLUMN_PITCH) * COLUMN)


def pixels_of(width: int, font_size: int) -> int:
    """How broad a text of so many tenths of a column may be drawn; never less than it is."""
    return round(width * font_size * _COLUMN_PITCH / COLUMN) + 1
