"""Parameters of a person's own statement: ``:name`` outside of texts and comments, given as ``name=value``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archiver.errors import QueryError

Value = int | float | str

#: What may hold a colon that names nothing, then a name. ``::`` is a cast, ``a[1:n]`` a slice,
#: and in ``E'it\'s'`` a backslash keeps the quote in the text.
_TOKEN = re.compile(
    r"""(?<!\w)[eE]'(?:[^'\\]|\\.|'')*'
    | '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$ | ::
    | (?<![\w\])]):(?P<name>[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(\.\d{1,15})?")


def read_value(text: str) -> Value:
    """A number where the text is one, else the text."""
    number = _NUMBER.fullmatch(text)
    return text if number is None else float(text) if number[1] else int(text)


def bind(statement: str, given: Mapping[str, Value], mark: str) -> tuple[str, tuple[Value, ...]]:
    """The statement with ``mark`` (``?`` or ``%s``) where a name stood, and the values in that order.

    Without names the statement stays as it is, and so does a percent sign in it; ``%s`` has others doubled.

    Raises:
        QueryError: a name has no value, or a value no name.
    """
    names = [token["name"] for token in _TOKEN.finditer(statement) if token["name"]]
    if missing := [name for name in dict.fromkeys(names) if name not in given]:
        raise QueryError(f"The query names :{missing[0]}, which has no value; give it with --param {missing[0]}=VALUE.")
    if unused := [name for name in given if name not in names]:
        raise QueryError(f"The query has no :{unused[0]}; leave --param {unused[0]} out, or write :{unused[0]} in it.")
    if not names:
        return statement, ()

    pieces, end = [], 0
    for token in _TOKEN.finditer(statement):
        if token["name"]:
            pieces += [_literal(statement[end : token.start()], mark), mark]
            end = token.end()
    return "".join([*pieces, _literal(statement[end:], mark)]), tuple(given[name] for name in names)


def _literal(text: str, mark: str) -> str:
    return text.replace("%", "%%") if mark == "%s" else text
