"""The tokens under which a line stands in the index.

A word is a token, so is a symbol. Of a run without blanks every character is one and every two neighbours are one, so
that any part of it can be looked up. The index only has to name every line that may match: what it names is compared
with the text itself (``archiver.search.query``). So each token counts once for a line, and its places are not kept.
"""

from __future__ import annotations

from itertools import pairwise

from archiver.search.fold import fold, has_unspaced, is_unspaced

#: Characters of the longest token; longer words are found by their beginning, then compared.
MAX_TOKEN = 64


def tokens(text: str) -> set[str]:
    """The tokens of a text."""
    return _tokens_of(fold(text))


def _tokens_of(folded: str) -> set[str]:
    found: set[str] = set()
    for unit in folded.split():
        if is_unspaced(unit[0]):
            found.update(unit)
            found.update(pairs(unit))
        else:
            found.add(unit[:MAX_TOKEN])
    return found


def pairs(run: str) -> list[str]:
    """Every two neighbours of a run."""
    return [first + second for first, second in pairwise(run)]


def index_text(text: str) -> str:
    """A text that gives exactly ``tokens(text)`` when it is split at every ASCII character but letters and digits.

    That is how SQLite splits it (``tokenize='ascii'``), which also lowers ASCII letters: most lines of chat can be
    given to it as they are, and the rest as it is folded, but for runs without blanks and words that are too long.
    """
    if len(text) <= MAX_TOKEN and text.isascii():
        return text
    folded = fold(text)
    if len(folded) <= MAX_TOKEN and not has_unspaced(folded):
        return folded
    return " ".join(_tokens_of(folded))
