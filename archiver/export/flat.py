"""Flat chat: one event for each message; the player breaks it and finds it a place above those that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from archiver.export.clock import HUNDREDTHS, SHORT
from archiver.export.layout import AssOptions, chat_box
from archiver.export.markup import MAX_ROWS, Speakers, broken
from archiver.export.select import stop_ms
from archiver.export.sift import Placed
from archiver.export.speaker import NOBODY, said
from archiver.export.text import MAX_TEXT, clean, for_ass
from archiver.export.width import WIDEST_ASCII


def events(chosen: Iterable[Placed], options: AssOptions) -> Iterator[str]:
    """The events of the script. Players break lines at spaces: only what they could not break is broken here."""
    stop, stay_ms, width = stop_ms(options), options.stay_ms, chat_box(options).width
    speakers = Speakers(options, width)
    known, add = speakers.known.entries.get, speakers.known.add
    longest = max(4, width // WIDEST_ASCII)  # word that fits for certain
    for at_ms, item in chosen:
        if item.kind == "chat":
            viewer, handle, nickname, text, is_moderator, is_subscriber = said(item)
            name, of, moderator, subscriber, opening, room = known(viewer or nickname, NOBODY)
            if name != nickname or of != handle or moderator is not is_moderator or subscriber is not is_subscriber:
                opening, room = add((viewer, nickname, is_moderator, is_subscriber, handle))
            if (
                text.isascii()
                and len(text) <= MAX_TEXT
                and text.isprintable()
                and "  " not in text
                and "{" not in text
                and "\\" not in text
                and (len(text) < longest or not has_word(text, longest))
            ):
                body = text.strip(" ")  # the commonest by far
            else:
                body = literal(text if len(text) <= MAX_TEXT else clean(text), room, width, longest)
        else:
            entry = speakers.entry(at_ms, item, MAX_ROWS)
            opening, body = "", entry[3] if entry else ""
        if not body:
            continue
        end_ms = at_ms + stay_ms
        if end_ms > stop:  # noqa: PLR1730 - no call
            end_ms = stop
        yield (
            f"Dialogue: 0,{SHORT[at_ms // 1000]}{HUNDREDTHS[at_ms % 1000]},"
            f"{SHORT[end_ms // 1000]}{HUNDREDTHS[end_ms % 1000]},Chat,,0,0,0,,{opening}{body}\n"
        )


@lru_cache(maxsize=1 << 11)  # short exclamations and emoji come again and again
def literal(text: str, room: int, width: int, longest: int) -> str:
    """A comment of any script as markup, broken behind a name that leaves ``room`` where a player could not do it."""
    body = clean(text)
    if not body.isascii() or has_word(body, longest):
        return broken(body, room, width, MAX_ROWS)[0]
    return for_ass(body)


def has_word(text: str, length: int) -> bool:
    """Whether so many characters stand together without a space."""
    begin, last = 0, len(text) - length
    while begin <= last:
        space = text.rfind(" ", begin, begin + length)
        if space < 0:
            return True
        begin = space + 1
    return False
