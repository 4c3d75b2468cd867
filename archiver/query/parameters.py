"""Parameters of a person's own statement: ``:name`` outside of texts and comments, given as ``name=value``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archiver.errors import QueryError

Value = int | float | str

#: What may hold a colon that names nothing, then a name. ``::`` is a cast, ``a[1:n]`` a slice,
#: and in ``E'it\'s'`` a backslash keeps the quote in the text. SQLite has names in brackets and backquotes.
_TEXTS = r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]*"""
_NAME = r"""::| (?<![\w\])]):(?P<name>[A-Za-z_]\w*)"""
_COMMENT_EDGE = re.compile(r"/\*|\*/")


@dataclass(frozen=True)
class Language:
    """What a database takes for a text, a name or a comment, and how it marks the place of a value."""

    mark: str
    token: re.Pattern[str]
    nests_comments: bool
    has_arrays: bool


SQLITE = Language(
    mark="?",
    token=re.compile(rf"(?P<comment>/\*) | {_TEXTS} | `(?:[^`]|``)*` | \[[^\]]*\] | {_NAME}", re.VERBOSE),
    nests_comments=False,
    has_arrays=False,
)
POSTGRESQL = Language(
    mark="%s",
    token=re.compile(
        rf"""(?P<comment>/\*) | (?P<bracket>[\[\]]) | (?<!\w)[eE]'(?:[^'\\]|\\.|'')*' | {_TEXTS}
        | (?<![\w$])\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$ | {_NAME}""",
        re.VERBOSE | re.DOTALL,
    ),
    nests_comments=True,
    has_arrays=True,
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(\.\d{1,15})?")


def read_value(text: str) -> Value:
    """A number where the text is one, else the text."""
    number = _NUMBER.fullmatch(text)
    return text if number is None else float(text) if number[1] else int(text)


def bind(statement: str, given: Mapping[str, Value], language: Language) -> tuple[str, tuple[Value, ...]]:
    """The statement with the language's mark where a name stood, and the values in that order.

    Without names the statement stays as it is, and so does a percent sign in it; ``%s`` has others doubled.
    In ``a[:n]`` on PostgreSQL, the colon is that of a slice where ``n`` has no value.

    Raises:
        QueryError: a name has no value, or a value no name.
    """
    found = [token for token, is_index in _names(statement, language) if not is_index or token["name"] in given]
    names = [token["name"] for token in found]
    if missing := [name for name in dict.fromkeys(names) if name not in given]:
        raise QueryError(f"The query names :{missing[0]}, which has no value; give it with --param {missing[0]}=VALUE.")
    if unused := [name for name in given if name not in names]:
        raise QueryError(f"The query has no :{unused[0]}; leave --param {unused[0]} out, or write :{unused[0]} in it.")
    if not names:
        return statement, ()

    pieces, end = [], 0
    for token in found:
        pieces += [_literal(statement[end : token.start()], language.mark), language.mark]
        end = token.end()
    return "".join([*pieces, _literal(statement[end:], language.mark)]), tuple(given[name] for name in names)


def _names(statement: str, language: Language) -> Iterator[tuple[re.Match[str], bool]]:
    """Each name, and whether it stands in the index of an array."""
    at = depth = 0
    while token := language.token.search(statement, at):
        at = token.end()
        if token["comment"]:
            at = _end_of_comment(statement, at, is_nested=language.nests_comments)
        elif token["name"]:
            yield token, depth > 0
        elif language.has_arrays and token["bracket"]:
            depth += 1 if token["bracket"] == "[" else -1


def _end_of_comment(statement: str, at: int, *, is_nested: bool) -> int:
    """Where the comment ends whose inside begins at ``at``; one that does not end goes to the end."""
    depth = 1
    while depth and (edge := _COMMENT_EDGE.search(statement, at)):
        at = edge.end()
        if edge[0] == "*/":
            depth -= 1
        elif is_nested:
            depth += 1
    return at if depth == 0 else len(statement)


def _literal(text: str, mark: str) -> str:
    return text.replace("%", "%%") if mark == "%s" else text
