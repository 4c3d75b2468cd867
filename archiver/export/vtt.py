"""WebVTT: chat as subtitles for browsers, each message in the voice of the one who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from archiver.export.caption import NAMELESS
from archiver.export.chunks import chunked
from archiver.export.clock import vtt_time
from archiver.export.cues import MAX_NAME, cues, stamped
from archiver.export.options import option
from archiver.export.subtitles import PlainOptions
from archiver.export.text import WORD_JOINER, clean, for_vtt, isolate
from archiver.model.replay import ReplayItem

_NEW_LINE = "\n"
#: Cue settings. The line is left to the player: from the bottom up, however many rows a cue has.
_PLACES = {"bottom": "", "left": " align:start position:2% size:45%", "right": " align:start position:62% size:37%"}
_STYLE = """\
STYLE
::cue(.name) { font-weight: bold }
::cue(.gift) { color: gold; font-weight: bold }
::cue(.moderator) { color: lightskyblue }
::cue(.subscriber) { color: violet }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class VttOptions(PlainOptions):
    """Choices about WebVTT."""

    side: str = option("bottom", "where the messages are", choices=tuple(_PLACES))


def write(items: Iterable[ReplayItem], options: VttOptions) -> Iterator[str]:
    """The replay as WebVTT cues, in chunks; ``items`` in order of their offsets. Cues never overlap."""
    place = _PLACES[options.side]
    said = (
        f"{start} --> {end}{place}\n{_NEW_LINE.join(messages)}\n\n"
        for start, end, messages in stamped(cues(items, options, _line), vtt_time)
    )
    return chunked(chain([_header(options)], said))


def _header(options: VttOptions) -> str:
    title = for_vtt(clean(options.title))
    return f"WEBVTT\n\n{f'NOTE {title}{_NEW_LINE * 2}' if title else ''}{_STYLE}\n"


def _line(item: ReplayItem, name: str, joint: str, body: str) -> str:
    opening, closing = _voice(name, joint, _class(item))
    return f"{opening}{for_vtt(body if body.isascii() else isolate(body))}{closing}"


def _class(item: ReplayItem) -> str:
    if item.kind == "gift":
        return ".gift"
    if item.is_moderator:
        return ".moderator"
    return ".subscriber" if item.is_subscriber else ""


@lru_cache(maxsize=1 << 13)  # people talk more than once
def _voice(name: str, joint: str, of: str) -> tuple[str, str]:
    """What stands before and behind the body. The voice names the speaker for programs, the text for people."""
    if not name:
        return "", ""
    shown = for_vtt(isolate(clean(name, MAX_NAME) or NAMELESS))
    spoken = shown + WORD_JOINER if shown.endswith("-") else shown  # "--" and the end of the tag would be an arrow
    return f"<v{of} {spoken}><c.name>{shown}</c>{joint}", "</v>"
