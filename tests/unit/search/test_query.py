"""What a search means: the same as looking for a substring, where there are no words to go by."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archiver.errors import UsageError
from archiver.search.fold import fold
from archiver.search.query import MAX_QUERY_CHARS, MAX_TERMS, SearchQuery, parse_query
from archiver.search.tokens import tokens
from tests.unit.search.test_tokens import CHAT

UNSPACED = st.text(st.sampled_from("你好吗我かなカタคนดีมကမလລາວកអខ한국어요"), max_size=12)


@pytest.mark.parametrize(
    ("query", "text", "is_meant"),
    [
        ("hello", "well, HELLO there", True),
        ("hello", "othello", False),
        ("hello there", "there, hello", True),
        ("hello there", "hello", False),
        ('"hello there"', "hello, there!", True),
        ('"hello there"', "there hello", False),
        ("“hello there”", "oh hello there", True),
        ('"hello there', "there hello", False),
        ("hel*", "hello", True),
        ("hel*", "othello", False),
        ('"oh hel*"', "oh hello", True),
        ('"oh hel"*', "oh hello", True),
        ("hello -there", "hello there", False),
        ("hello -there", "hello you", True),
        ('hello -"you all"', "hello all you", True),
        ('hello -"you all"', "hello you all", False),
        ("hello -th*", "hello there", False),
        ("cafe", "Café!", True),
        ("café", "CAFE", True),
        ("你好", "大家你好吗", True),
        ("好你", "你好", False),
        ("你 吗", "吗你", True),
        ("好", "你好", True),
        ("ดี", "สวัสดีครับ", True),
        ("iphone好", "iPhone好用", True),
        ("مرحبا", "مَرْحَبًا بكم", True),
        ("👍", "nice 👍🏽", True),
        ("❤", "I ❤️ it", True),
        ("don't", "DON'T", True),
        ("user_7", "@user_7: hi", True),
        ("AND", "this and that", True),
        ("NOT hello", "hello", False),
    ],
)
def test_what_is_meant(query: str, text: str, is_meant: bool) -> None:
    """Words, phrases, beginnings and exclusions, in any script and writing."""
    assert parse_query(query).matches(text) is is_meant


@pytest.mark.parametrize("query", ["", " ", "-spam", '"', '""', "* - ?", "!!!", "\0", '-"a b" -c', "\u202e"])
def test_nothing_to_search_for(query: str) -> None:
    """A query without anything that a line could hold is refused in one sentence."""
    with pytest.raises(UsageError, match="nothing to search for"):
        parse_query(query)


def test_size_is_bounded() -> None:
    """Too long and too many parts are refused; the longest allowed is not."""
    for query, said in (("x" * 10_000, "characters"), (" ".join(f"w{n}" for n in range(MAX_TERMS + 1)), "parts")):
        with pytest.raises(UsageError, match=said):
            parse_query(query)
    assert parse_query("好" * MAX_QUERY_CHARS).matches("好" * MAX_QUERY_CHARS)


@pytest.mark.parametrize(
    "query", ['a" OR b', "a NEAR(b, 2)", "{col}: x", "col:x", "^a", "a + b", "'; DROP TABLE chats; --", "%_", "\\"]
)
def test_syntax_of_databases_is_only_text(query: str) -> None:
    """What a database would take for an operator is a separator or a word."""
    try:
        parsed = parse_query(query)
    except UsageError:
        return
    for term in parsed.terms:
        assert all(token.isalnum() for token in (*term.tokens, *filter(None, [term.prefix])))


@given(UNSPACED, UNSPACED)
def test_in_unspaced_scripts_searching_is_finding_a_substring(text: str, query: str) -> None:
    """Recall and precision are 1: a line is found exactly when it contains what was typed."""
    assume(query)
    folded = fold(query).strip()
    assume(folded)
    assert parse_query(query).matches(text) is (folded in fold(text))


@given(st.text(st.sampled_from("你好吗かな한국어"), min_size=1, max_size=12), st.data())
def test_every_substring_is_found(text: str, data: st.DataObject) -> None:
    """Any part of a run finds it."""
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    assert parse_query(text[begin:end]).matches(f"x {text}!")


def is_named(query: SearchQuery, text: str) -> bool:
    """Whether an index of tokens names the line."""
    held = tokens(text)
    return all(
        held.issuperset(term.tokens) and (term.prefix is None or any(t.startswith(term.prefix) for t in held))
        for term in query.terms
    )


@given(CHAT, CHAT)
def test_the_index_names_every_line_that_matches(text: str, query: str) -> None:
    """No line is missed by looking its tokens up; and where the tokens are said to be enough, they are."""
    try:
        parsed = parse_query(query)
    except UsageError:
        return
    if parsed.matches(text):
        assert is_named(parsed, text)
    for term in (*parsed.terms, *parsed.excluded):
        if term.is_exact:
            assert is_named(SearchQuery((term,)), text) is SearchQuery((term,)).matches(text)


@given(CHAT)
def test_a_line_finds_itself(text: str) -> None:
    """Whatever was said is found by all of it, as a phrase."""
    assume(fold(text).strip())
    assert parse_query('"' + text.replace('"', " ") + '"').matches(text.replace('"', " "))


def test_score_prefers_more_in_less() -> None:
    """A line that is all about it comes before one that mentions it."""
    query = parse_query("rose")
    assert query.score("rose rose") > query.score("rose") > query.score("a rose among many other words of all kinds")
