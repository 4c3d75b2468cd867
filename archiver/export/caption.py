"""What a replay item says to people, as one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from archiver.export.text import clean
from archiver.model.replay import ReplayItem

#: Shown for a viewer whose name is hidden or invisible.
NAMELESS = "viewer"
#: Shown for lines of the room itself.
ROOM = "LIVE"

_MAX_OPPONENT = 40  # characters
_MAX_OPPONENTS = 3

#: The kinds that subtitles show unless others are asked for.
SUBTITLE_KINDS = frozenset({"chat", "emote", "gift", "subscribe", "room_message"})


#: Raw text, not yet cleaned: the name shown ("" for what is spoken), what joins it to the body, and the body.
Caption: TypeAlias = tuple[str, str, str]


def caption(item: ReplayItem) -> Caption | None:
    """The line for ``item``, or None for kinds and items that have nothing to say."""
    kind = item.kind
    if kind == "caption":
        return ("", "", item.text) if item.text else None
    if kind in _SPOKEN:
        joint, body = ": ", item.text
    else:
        say = _SAYINGS.get(kind)
        joint, body = " ", say(item) if say else ""
    unnamed = ROOM if kind in _OF_THE_ROOM else NAMELESS
    return (item.nickname or item.unique_id or unnamed, joint, body) if body else None


def battle_titles(opponents: Sequence[str]) -> tuple[str, str]:
    """What is said where a battle begins, and where it is over; ``opponents`` by name, as they came."""
    names = [clean(name, _MAX_OPPONENT) for name in opponents[:_MAX_OPPONENTS]]
    more = len(opponents) - len(names)
    who = f" with {', '.join(names)}{f' and {more} more' if more else ''}" if names else ""
    return f"Battle{who}", f"After the battle{who}"


def _gift(item: ReplayItem) -> str:
    diamonds = item.diamonds or 0
    worth = f" ({diamonds} diamond{'' if diamonds == 1 else 's'})" if diamonds else ""
    name = item.gift_name or "gift"
    if not name.isascii():
        name = f"{_LEFT_TO_RIGHT}{name}{_LEFT_TO_RIGHT}"  # the count stays behind a right-to-left name
    return f"→ {name} ×{item.quantity or 1}{worth}"


def _like(item: ReplayItem) -> str:
    return f"sent {item.quantity} likes" if item.quantity and item.quantity > 1 else "liked the LIVE"


_LEFT_TO_RIGHT = "\u200e"
_OF_THE_ROOM = frozenset({"room_message", "intro"})
_SPOKEN = _OF_THE_ROOM | {"chat", "emote"}
_SAYINGS: dict[str, Callable[[ReplayItem], str]] = {
    "gift": _gift,
    "like": _like,
    "join": lambda _: "joined",
    "follow": lambda _: "followed the creator",
    "share": lambda _: "shared the LIVE",
    "subscribe": lambda _: "subscribed",
}
