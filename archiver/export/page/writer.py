"""HTML: one page that plays the video beside it with the chat in step, and needs nothing from anywhere.

Style and script are inline and named in the page's policy by their hashes; whatever came from the network is data in
JSON blocks, in which no character can end the block. So nothing that a viewer wrote can act.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from heapq import merge
from importlib.resources import files
from itertools import islice
from operator import itemgetter
from string import Template
from typing import ClassVar
from urllib.parse import quote

from archiver.export.caption import NAMELESS, ROOM, caption
from archiver.export.clock import day_time
from archiver.export.options import ShownOptions, option
from archiver.export.select import battles_of, gaps_of, placed
from archiver.export.text import clean, for_xml, json_line
from archiver.model.replay import ReplayItem, SessionSummary

KINDS = frozenset({"chat", "emote", "gift", "subscribe", "room_message", "follow", "share", "viewers"})

_SCRIPTS = ("list.js", "curves.js", "page.js")
_ROWS = 1_000  # in one block
_CHAT, _GIFT, _NOTICE, _VIEWERS = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions(ShownOptions):
    """Choices about the page."""

    deleted_mark: ClassVar[str] = ""  # its style marks them

    theme: str = option("auto", "colours; auto: as the system has them", choices=("auto", "light", "dark"))


def write(items: Iterable[ReplayItem], options: PageOptions) -> Iterator[str]:
    """The page in chunks; ``items`` in order of their offsets."""
    head, tail = _frame(options)
    yield head
    events = filter(None, (_row(shown_ms, item) for shown_ms, item in placed(items, options, KINDS)))
    battles: list[list[object]] = [[at_ms, _NOTICE, ROOM, "", title] for at_ms, title in battles_of(options)]
    rows = merge(battles, events, key=itemgetter(0))
    while block := list(islice(rows, _ROWS)):
        yield f'<script type="application/json" class="block">{_data(block)}</script>\n'
    yield tail


def _row(shown_ms: int, item: ReplayItem) -> list[object] | None:
    """The row as ``page.js`` reads it, or None for what has nothing to say."""
    if item.kind == "viewers":
        return [shown_ms, _VIEWERS, item.quantity or 0]
    name, handle = clean(item.nickname or item.unique_id, 60) or NAMELESS, clean(item.unique_id, 60)
    if item.kind == "gift":
        gift = clean(item.gift_name, 80) or "gift"
        return [shown_ms, _GIFT, name, handle, gift, item.quantity or 1, item.diamonds or 0]
    said = caption(item)
    if said is None:
        return None
    text = clean(said[2])
    if not text:
        return None
    if item.kind in ("chat", "emote"):
        flags = int(item.is_moderator) + 2 * int(item.is_subscriber) + 4 * int(item.is_deleted)
        return [shown_ms, _CHAT, name, handle, text, flags]
    return [shown_ms, _NOTICE, clean(said[0], 60), handle, text]


def _frame(options: PageOptions) -> tuple[str, str]:
    """What stands before the blocks and what stands behind them."""
    session = options.recording.session
    style, script = _inline()
    name = clean(session.nickname or session.unique_id) or NAMELESS
    page = _template().substitute(
        theme="" if options.theme == "auto" else f' data-theme="{options.theme}"',
        policy=_policy(style, script),
        title=for_xml(clean(options.title) or "LIVE"),
        initial=for_xml(name[0].upper()),
        name=for_xml(name),
        creator=for_xml(clean(session.unique_id)),
        began=for_xml(_began(options)),
        facts=_facts(session),
        session=_data(_about(options)),
        style=style,
        script=script,
        blocks="\0",  # nothing before holds one
    )
    head, _, tail = page.partition("\0\n")
    return head, tail


def _policy(style: str, script: str) -> str:
    """Nothing is loaded but the video; nothing runs but what stands here."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "media-src 'self' file: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _data(value: object) -> str:
    """JSON in which no character has a meaning for HTML."""
    return json_line(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _about(options: PageOptions) -> dict[str, object]:
    part = options.part
    return {
        "video": quote(options.video),
        "duration_ms": part.duration_ms if part else options.recording.session.duration_ms,
        "gaps": [{"ms": at_ms, "cause": gap.cause} for at_ms, gap in gaps_of(options)],
    }


def _began(options: PageOptions) -> str:
    part = options.part
    began = day_time(part.started_at if part else options.recording.session.started_at, options.tz)
    told = f"{began:%Y-%m-%d %H:%M} {began.tzname()}" if began else ""
    return f"{told} · part {part.number}" if part else told


def _facts(session: SessionSummary) -> str:
    facts = {
        "Comments": session.chats,
        "Gifts": session.gifts,
        "Diamonds": session.diamonds,
        "Most viewers": session.viewers_peak,
    }
    return "".join(f"<div><dt>{name}</dt><dd>{value:,}</dd></div>" for name, value in facts.items() if value)


@lru_cache(maxsize=1)
def _inline() -> tuple[str, str]:
    """Style and script of the page."""
    script = "\n".join(_file(name) for name in _SCRIPTS)
    return _file("page.css"), f'"use strict";\n(() => {{\n{script}}})();\n'


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template(_file("page.html"))


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
