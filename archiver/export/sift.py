"""How much of a chat is shown: filters, repeats as one, and a limit to how dense it may be. All of it streams."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from archiver.export.subtitles import ROLES, SubtitleOptions
from archiver.model.replay import ReplayItem

#: An item and its position in the video, display shift applied.
Placed: TypeAlias = tuple[int, ReplayItem]

_MAX_WAITING = 4096  # comments looked at together for repeats: a second of a flood
_MAX_KEY = 500  # characters compared
_COMMENTS = frozenset({"chat", "emote"})


def sifted(placed: Iterable[Placed], options: SubtitleOptions) -> Iterable[Placed]:
    """What is left of the items under ``options``, in the same order."""
    for keep in _filters(options):
        placed = _kept(placed, keep)
    if options.merge_ms:
        placed = merged(placed, options.merge_ms)
    if options.density is not None:
        placed = thinned(placed, options.density, _creator(options))
    return placed


def _kept(placed: Iterable[Placed], keep: Callable[[ReplayItem], bool]) -> Iterator[Placed]:
    return (each for each in placed if keep(each[1]))


def _filters(options: SubtitleOptions) -> Iterator[Callable[[ReplayItem], bool]]:
    if options.min_diamonds:
        yield lambda item: item.kind != "gift" or (item.diamonds or 0) >= options.min_diamonds
    if options.roles:
        wanted, creator = frozenset(options.roles), _creator(options)
        yield lambda item: item.kind not in _COMMENTS or role(item, creator) in wanted
    if options.hide:
        hidden = _folded(options.hide)
        yield lambda item: not _holds(item.text, hidden)
    if options.only:
        asked = _folded(options.only)
        yield lambda item: item.kind not in _COMMENTS or _holds(item.text, asked)


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words if word)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    text = text.casefold()
    return any(word in text for word in words)


def _creator(options: SubtitleOptions) -> str:
    return options.recording.session.unique_id


def role(item: ReplayItem, creator: str) -> str:
    """The first of ``ROLES`` that the item's viewer has."""
    if creator and item.unique_id == creator:
        return ROLES[0]
    if item.is_moderator:
        return ROLES[1]
    return ROLES[2] if item.is_subscriber else ROLES[3]


def merged(placed: Iterable[Placed], window_ms: int) -> Iterator[Placed]:
    """The same comment within ``window_ms`` of its first is left out and counted on the first: ``hello ×3``."""
    waiting: deque[tuple[int, ReplayItem, str]] = deque()
    counts: dict[str, int] = {}
    for at_ms, item in placed:
        while waiting and (waiting[0][0] <= at_ms - window_ms or len(waiting) >= _MAX_WAITING):
            yield _counted(*waiting.popleft(), counts)
        key = " ".join(item.text[:_MAX_KEY].casefold().split()) if item.kind in _COMMENTS else ""
        if key in counts:
            counts[key] += 1
            continue
        if key:
            counts[key] = 1
        waiting.append((at_ms, item, key))
    while waiting:
        yield _counted(*waiting.popleft(), counts)


def _counted(at_ms: int, item: ReplayItem, key: str, counts: dict[str, int]) -> Placed:
    count = counts.pop(key, 1)
    return at_ms, item if count == 1 else item._replace(text=f"{item.text[:_MAX_KEY]} ×{count}")


def thinned(placed: Iterable[Placed], per_second: int, creator: str = "") -> Iterator[Placed]:
    """At most so many comments of one second of the video; those of the creator and moderators are never left out."""
    second, count = -1, 0
    for at_ms, item in placed:
        if at_ms // 1000 != second:
            second, count = at_ms // 1000, 0
        if item.kind in _COMMENTS and role(item, creator) not in ROLES[:2]:
            count += 1
            if count > per_second:
                continue
        yield at_ms, item
