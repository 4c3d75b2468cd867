"""Bilibili danmaku XML: comments for danmaku players, DanmakuFactory, danmaku2ass and Jellyfin plug-ins.

``<d p="seconds,mode,size,colour,sent,pool,viewer,row" user="name">text</d>``, and gifts and subscriptions as the
elements ``<gift>`` and ``<guard>`` that recorders of live rooms write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archiver.export.caption import NAMELESS, ROOM
from archiver.export.chunks import chunked
from archiver.export.options import ShownOptions, option
from archiver.export.select import placed
from archiver.export.text import clean, for_xml
from archiver.model.replay import ReplayItem

KINDS = frozenset({"chat", "emote", "room_message", "gift", "subscribe"})

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<i>
<chatserver>chat.bilibili.com</chatserver><chatid>{chat}</chatid><mission>0</mission><maxlimit>2147483647</maxlimit>\
<state>0</state><real_name>0</real_name><source>k-v</source>
<metadata><user_name>{creator}</user_name><room_id>{chat}</room_id><room_title>{title}</room_title></metadata>
"""
_MODES = {"scroll": 1, "bottom": 4, "top": 5}
_GIVEN = frozenset({"gift", "subscribe"})
_WHITE, _GOLD = 0xFFFFFF, 0xFFD74C


@dataclass(frozen=True, slots=True, kw_only=True)
class BilibiliOptions(ShownOptions):
    """Choices about danmaku."""

    mode: str = option("scroll", "where comments fly", choices=tuple(_MODES))
    size: int = option(25, "size of comments; players take 25 for the usual one", least=12, most=64)


def write(items: Iterable[ReplayItem], options: BilibiliOptions) -> Iterator[bytes]:
    """The replay as danmaku XML, in chunks; ``items`` in order of their offsets."""
    return chunked(_elements(items, options))


def _elements(items: Iterable[ReplayItem], options: BilibiliOptions) -> Iterator[str]:
    session = options.recording.session
    yield _HEAD.format(
        chat=session.room_id, creator=for_xml(clean(session.unique_id)), title=for_xml(clean(options.title))
    )
    mode, size = _MODES[options.mode], options.size
    for shown_ms, item in placed(items, options, KINDS):
        yield _gift(shown_ms, item) if item.kind in _GIVEN else _comment(shown_ms, item, mode, size)
    yield "</i>\n"


def _comment(shown_ms: int, item: ReplayItem, mode: int, size: int) -> str:
    text = for_xml(clean(item.text))
    if not text:
        return ""
    is_notice = item.kind == "room_message"
    colour = _GOLD if item.is_moderator or is_notice else _WHITE
    user = ROOM if is_notice else _user(item)
    place = f"{_seconds(shown_ms)},{mode},{size},{colour},{max(0, item.at) // 1000},0,{item.viewer_id or 0},{item.seq}"
    return f'<d p="{place}" user="{user}">{text}</d>\n'


def _gift(shown_ms: int, item: ReplayItem) -> str:
    who = f'ts="{_seconds(shown_ms)}" user="{_user(item)}" uid="{item.viewer_id or 0}"'
    if item.kind == "subscribe":
        return f'<guard {who} level="3" count="1"/>\n'
    count = max(1, item.quantity or 1)
    name, price = for_xml(clean(item.gift_name)), (item.diamonds or 0) // count
    return f'<gift {who} giftname="{name}" giftcount="{count}" price="{price}"/>\n'


def _user(item: ReplayItem) -> str:
    return for_xml(clean(item.nickname or item.unique_id) or NAMELESS)


def _seconds(position_ms: int) -> str:
    return f"{position_ms // 1000}.{position_ms % 1000:03d}"
