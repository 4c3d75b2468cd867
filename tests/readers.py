"""Other people's readers of every format that is text or data: how many messages they find in a file.

``expected`` says how many there are; the two agree only when nothing that was said ends a message, hides one or makes
another. What is chosen makes each message a cue or an event of its own. Readers are imported when they read, so that
the memory of writing a file can be measured without them.
"""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from archiver.export.caption import caption
from archiver.export.text import clean
from archiver.model.replay import ReplayItem

_TABLE = {"tables": ("events",)}
_GIFTS = {"min_diamonds": 1}
#: What a format is told so that messages can be counted.
CHOSEN: dict[str, dict[str, Any]] = {
    "srt": {"lines": 1}, "vtt": {"lines": 1}, "ass": {"layout": "flat"}, "csv": _TABLE, "parquet": _TABLE,
    "chapters": _GIFTS, "ffmetadata": _GIFTS,
}  # fmt: skip
_ALL = frozenset({"jsonl", "csv", "parquet"})


def expected(form: str, items: Iterable[ReplayItem], kinds: frozenset[str] | None) -> int:
    """How many messages of ``items`` a reader has to find; every row for data, what has something to say elsewhere."""
    if form in _ALL:
        return sum(1 for _ in items)
    if form in ("chapters", "ffmetadata"):
        return 1 + sum(1 for item in items if item.kind == "gift" and item.offset_ms)
    return sum(1 for item in items if (kinds is None or item.kind in kinds) and _says(form, item))


def _says(form: str, item: ReplayItem) -> bool:
    if form == "html" and item.kind == "viewers":
        return True
    said = caption(item)
    return said is not None and bool(clean(said[2]))


class _Blocks(HTMLParser):
    """The rows in the blocks of a page, and every element that is not the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self._is_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Where a block begins."""
        self._is_block = tag == "script" and ("class", "block") in attrs
        assert tag != "img", "somebody's markup is an element"

    def handle_data(self, data: str) -> None:
        """A block is one document."""
        if self._is_block:
            self.rows += len(json.loads(data))
            self._is_block = False


def _html(path: Path) -> int:
    parser = _Blocks()
    with path.open(encoding="utf-8") as file:
        while piece := file.read(1 << 20):
            parser.feed(piece)
    parser.close()
    return parser.rows


def _xml(*tags: str) -> Callable[[Path], int]:
    def read(path: Path) -> int:
        count = 0
        for _, element in ET.iterparse(path):
            count += element.tag in tags
            element.clear()
        return count

    return read


def _duckdb(function: str) -> Callable[[Path], int]:
    def read(path: Path) -> int:
        import duckdb

        with duckdb.connect() as connection:
            # Every cell is read: a count alone would not look at them.
            query = f"SELECT count(*), sum(length(text)) FROM {function}"
            (rows, _) = connection.execute(query, [str(path)]).fetchall()[0]
            return int(rows)

    return read


def _ffmpeg(path: Path) -> int:
    """FFmpeg's own chapters, as it writes them again."""
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return len(re.findall(r"(?m)^\[CHAPTER\]$", written))


def _pysubs2(form: str) -> Callable[[Path], int]:
    def read(path: Path) -> int:
        import pysubs2

        return len(pysubs2.load(str(path), encoding="utf-8", format_=form))

    return read


def _webvtt(path: Path) -> int:
    import webvtt

    return len(webvtt.read(str(path)))


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(1 for line in file if json.loads(line))


#: By format: the number of messages that its reader finds in a file.
READERS: dict[str, Callable[[Path], int]] = {
    "srt": _pysubs2("srt"),
    "vtt": _webvtt,
    "ass": _pysubs2("ass"),
    "html": _html,
    "jsonl": _duckdb("read_json(?, format = 'newline_delimited', maximum_object_size = 1000000)"),
    "csv": _duckdb("read_csv(?, header = true, quote = '\"', escape = '\"', all_varchar = true)"),
    "parquet": _duckdb("read_parquet(?)"),
    "bilibili": _xml("d", "gift", "guard"),
    "twitch": lambda path: len(json.loads(path.read_text(encoding="utf-8"))["comments"]),
    "live-chat": _lines,
    "chapters": _xml("ChapterAtom"),
    "ffmetadata": _ffmpeg,
}
