"""FFmpeg's metadata format: tags and chapters of a media file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.export.text import clean, for_ffmetadata

_MAX_VALUE_CHARS = 1000


def metadata_text(tags: Iterable[tuple[str, str]], chapters: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    """A file of tags (name, value) and chapters (begin, end, title; ms), in pieces.

    What the network said is made plain and bounded.
    """
    yield ";FFMETADATA1\n"
    for name, value in tags:
        yield f"{name}={_value(value)}\n"
    for begin_ms, end_ms, title in chapters:
        yield f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={begin_ms}\nEND={end_ms}\ntitle={_value(title)}\n"


def _value(text: str) -> str:
    return for_ffmetadata(clean(text, _MAX_VALUE_CHARS))
