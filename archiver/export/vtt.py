"""WebVTT: chat as subtitles for browsers, each message in the voice of the one who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from archiver.export.caption import NAMELESS
from archiver.export.chunks import joined
from archiver.export.clock import POINT_MS
from archiver.export.cues import MAX_NAME, CueStyle, cues
from archiver.export.options import option
from archiver.export.speaker import Speaker
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


def write(items: Iterable[ReplayItem], options: VttOptions) -> Iterator[bytes]:
    """The replay as WebVTT cues, in chunks; ``items`` in order of their offsets. Cues never overlap."""
    said = cues(items, options, _CUES, place=_PLACES[options.side])
    return joined(chain([_header(options).encode()], said))


def _header(options: VttOptions) -> str:
    title = for_vtt(clean(options.title))
    return f"WEBVTT\n\n{f'NOTE {title}{_NEW_LINE * 2}' if title else ''}{_STYLE}\n"


def _frame(name: str, joint: str, kind: str, said_by: Speaker) -> tuple[bytes, bytes]:
    _, _, is_moderator, is_subscriber, _ = said_by
    of = ".gift" if kind == "gift" else ".moderator" if is_moderator else ".subscriber" if is_subscriber else ""
    opening, closing = _voice(name, joint, of)
    return opening.encode(), closing.encode()


@lru_cache(maxsize=1 << 10)  # people who give gifts give more than one
def _voice(name: str, joint: str, of: str) -> tuple[str, str]:
    """What stands before and behind the body. The voice names the speaker for programs, the text for people."""
    if not name:
        return "", ""
    shown = for_vtt(isolate(clean(name, MAX_NAME) or NAMELESS))
    spoken = shown + WORD_JOINER if shown.endswith("-") else shown  # "--" and the end of the tag would be an arrow
    return f"<v{of} {spoken}><c.name>{shown}</c>{joint}", "</v>"


_CUES = CueStyle(POINT_MS, _frame, for_vtt, rb"&<>\{")
