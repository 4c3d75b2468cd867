"""What a person searches for: words, "phrases", beginnings*, and what must not occur (-word, -"a phrase").

Everything else is text: there is no syntax that can be wrong. All parts must occur, in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.errors import UsageError
from archiver.search.fold import fold, is_unspaced
from archiver.search.tokens import MAX_TOKEN, pairs

MAX_QUERY_CHARS = 1_000
MAX_TERMS = 32
#: Tokens of one term that are looked up; the text is compared with the whole term anyway.
_MAX_LOOKUPS = 16

_TERM = re.compile(r'(-?)"([^"]*)(?:"|$)(\*?)|(\S+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that occurs in a line or does not."""

    needle: str  #: a substring of the folded line
    tokens: tuple[str, ...]  #: tokens that every line with the needle has
    prefix: str | None  #: the beginning of another token of those lines
    is_exact: bool  #: whether, the other way round, the tokens alone say that the line has the needle


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Terms that must occur, at least one, and terms that must not."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()

    def matches(self, text: str) -> bool:
        """Whether a line is meant."""
        folded = fold(text)
        return all(term.needle in folded for term in self.terms) and not any(
            term.needle in folded for term in self.excluded
        )

    def score(self, text: str) -> float:
        """How much of a line is what was searched for: more for more of it, and for shorter lines."""
        folded = fold(text)
        counts = (_count(term.needle, folded) for term in self.terms)
        return sum(count / (count + 1) for count in counts) / (1 + len(folded) / 100)


def parse_query(text: str) -> SearchQuery:
    """What the text asks for.

    Raises:
        UsageError: it is too long, or holds nothing that can be searched for.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise UsageError(f"The search text has more than {MAX_QUERY_CHARS} characters; shorten it.")
    terms: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for is_without, words, is_prefix in _split(text):
        term = _term(words, is_prefix=is_prefix)
        if term is not None:
            (excluded if is_without else terms)[term] = None
    if not terms:
        raise UsageError("There is nothing to search for; give at least one word, character or emoji without a minus.")
    if len(terms) + len(excluded) > MAX_TERMS:
        raise UsageError(f"The search has more than {MAX_TERMS} parts; leave some out, or put them in quotes.")
    return SearchQuery(tuple(terms), tuple(excluded))


def _count(needle: str, folded: str) -> int:
    """How often a folded line has a needle; the blank between two units belongs to both."""
    words = needle.strip()
    return folded.replace(" ", "  ").count(needle.replace(words, words.replace(" ", "  ")))


def _split(text: str) -> list[tuple[bool, str, bool]]:
    """The parts of a query: whether it is excluded, its words, whether it is only a beginning."""
    parts = []
    for minus, phrase, star, word in _TERM.findall(text.translate(_QUOTES)):
        if not word:
            parts.append((bool(minus), phrase, bool(star) or phrase.endswith("*")))
            continue
        bare = word.removeprefix("-")
        parts.append((len(bare) < len(word), bare, bare.endswith("*")))
    return parts


def _term(words: str, *, is_prefix: bool) -> Term | None:
    units = fold(words).split()
    if not units:
        return None
    last_is_open = is_prefix or is_unspaced(units[-1][0])
    needle = ("" if is_unspaced(units[0][0]) else " ") + " ".join(units) + ("" if last_is_open else " ")
    lookups: list[str] = []
    prefix = None
    for number, unit in enumerate(units, 1):
        if is_unspaced(unit[0]):
            lookups += pairs(unit) or [unit]
        elif number == len(units) and is_prefix:
            prefix = unit[:MAX_TOKEN]
        else:
            lookups.append(unit[:MAX_TOKEN])
    distinct = tuple(dict.fromkeys(lookups))
    is_exact = len(distinct) + (prefix is not None) == 1 and len(units) == 1 and len(units[0]) <= _exact_length(units)
    return Term(needle, _spread(distinct), prefix, is_exact)


def _exact_length(units: list[str]) -> int:
    return 2 if is_unspaced(units[0][0]) else MAX_TOKEN - 1


def _spread(lookups: tuple[str, ...]) -> tuple[str, ...]:
    """At most so many of the tokens, from all over the term."""
    step = -(-len(lookups) // _MAX_LOOKUPS)
    return lookups[::step] if step > 1 else lookups
