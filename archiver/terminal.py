"""Text from the network made fit for a terminal, wherever it is shown: tables, logs, progress, error sentences."""

from __future__ import annotations

# Invisible, and no danger: without them Persian words fall apart and emoji families too.
_JOINERS = "\u200c\u200d"


def printable(text: str, *, keep: str = "") -> str:
    """``text`` with a mark for each control character, escape and bidi override; characters in ``keep`` stay."""
    if text.isprintable():
        return text
    kept = _JOINERS + keep
    return "".join(c if c.isprintable() or c in kept else "\N{REPLACEMENT CHARACTER}" for c in text)
