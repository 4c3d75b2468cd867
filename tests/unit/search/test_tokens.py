"""The tokens of a line, and how SQLite is given them."""

from __future__ import annotations

import re
import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from archiver.search.tokens import MAX_TOKEN, index_text, tokens

#: Letters of many scripts, so that random texts are like chat and not like noise.
CHAT = st.text(st.sampled_from("abcdefgh AB12 éЖй你好吗かなคนดีကမລາកអ한국어مرحבा😀👍🏽\u200d❤️_-'\"*()。!\0\n"))


def test_words_and_symbols_are_tokens() -> None:
    """A word counts once, however often it is said."""
    assert tokens("Hello hello 😀😀 wörld") == {"hello", "😀", "world"}


def test_runs_give_characters_and_pairs() -> None:
    """Of a run every character and every two neighbours can be looked up, over the border of scripts too."""
    assert tokens("你好カ") == {"你", "好", "カ", "你好", "好カ"}
    assert tokens("好") == {"好"}


def test_long_words_are_cut() -> None:
    """A token has a bounded length."""
    assert tokens("a" * 1000) == {"a" * MAX_TOKEN}


@given(CHAT)
def test_sqlite_splits_what_it_is_given_into_the_tokens(text: str) -> None:
    """Splitting at every ASCII character but letters and digits, and lowering ASCII, gives exactly the tokens."""
    split = re.findall("[0-9a-z\x80-\U0010ffff]+", re.sub("[A-Z]", lambda m: m[0].lower(), index_text(text)))
    assert set(split) == tokens(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_fts5_has_exactly_the_tokens(text: str) -> None:
    """SQLite's own index of a line holds its tokens and no other."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE f USING fts5(t, content='', tokenize='ascii', detail=none)")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, row)")
        connection.execute("INSERT INTO f (rowid, t) VALUES (1, ?)", (index_text(text),))
        assert {row[0] for row in connection.execute("SELECT term FROM v")} == tokens(text)
    connection.close()
