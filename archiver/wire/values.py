"""Single values of the wire, made fit for a row: text that every store accepts, instants in milliseconds."""

from __future__ import annotations

MAX_TEXT_CHARACTERS = 10_000

#: Instants below this are seconds: as milliseconds they would lie in early 1973.
FIRST_MILLISECONDS = 100_000_000_000
#: More than any gift is worth or any streak counts; so bounded, sums over years of streaks stay within 64 bits.
MOST_COUNTED = 10_000_000
#: The end of the calendar, year 9999: what is later is no instant.
LAST_INSTANT = 253_402_300_799_999


def clean_text(value: str | bytes) -> str:
    """Text as a store accepts it: valid Unicode without NUL, and bounded.

    A string whose UTF-8 is broken reaches us as bytes; what is readable of it is kept.
    """
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if "\0" in text:
        text = text.replace("\0", "")
    return text if len(text) <= MAX_TEXT_CHARACTERS else text[:MAX_TEXT_CHARACTERS]


def are_clean(values: tuple[str, ...]) -> bool:
    """Whether ``clean_text`` would leave each of these as it is. Broken UTF-8 makes bytes of what is declared text."""
    try:
        joined = "".join(values)
    except TypeError:
        return False
    return len(joined) <= MAX_TEXT_CHARACTERS and "\0" not in joined


def bounded(number: int) -> int:
    """A count or a worth that sums can be made of."""
    return min(max(number, 0), MOST_COUNTED)


def person_id(user_id: int) -> int | None:
    """Somebody's id; 0 is nobody."""
    return user_id or None


def decimal_id(text: str | bytes) -> int | None:
    """An id that the wire has as digits; None when it is none."""
    digits = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    return (
        int(digits) or None
        if 0 < len(digits) <= 19 and digits.isascii() and digits.isdigit() and int(digits) < 1 << 63
        else None
    )


def to_instant(create_time: int) -> int | None:
    """Epoch milliseconds of a ``create_time``, which some messages give in seconds and some not at all."""
    if not 0 < create_time <= LAST_INSTANT:
        return None
    return create_time * 1000 if create_time < FIRST_MILLISECONDS else create_time
