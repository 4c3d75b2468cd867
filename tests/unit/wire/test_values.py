"""Values of the wire, made fit for rows."""

from __future__ import annotations

import pytest

from archiver.wire.values import MAX_TEXT_CHARACTERS, are_clean, clean_text, to_instant


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("สวัสดี 🌸", "สวัสดี 🌸"),
        ("a\0b\0", "ab"),
        ("مرحبا".encode(), "مرحبا"),
        (b"ok \xf0\x9f\x98", "ok \ufffd"),
        ("x" * (MAX_TEXT_CHARACTERS + 1), "x" * MAX_TEXT_CHARACTERS),
    ],
)
def test_text_is_fit_for_every_store(value, text):
    """NUL is dropped, broken UTF-8 is kept as far as it can be read, and length is bounded."""
    assert clean_text(value) == text


@pytest.mark.parametrize(
    ("values", "clean"),
    [
        (("สวัสดี 🌸", ""), True),
        (("a", "b\0"), False),
        (("a", b"ok \xf0\x9f\x98"), False),
        ((b"", b""), False),
        (("x" * (MAX_TEXT_CHARACTERS + 1), "a"), False),
    ],
)
def test_what_has_to_be_cleaned_is_told_at_once(values, clean):
    """One text among several that has to be cleaned is noticed."""
    assert are_clean(values) is clean


@pytest.mark.parametrize(
    ("create_time", "at"),
    [
        (0, None),
        (-5, None),
        (1_697_631_846, 1_697_631_846_000),
        (1_697_631_846_123, 1_697_631_846_123),
        (1 << 62, None),
    ],
)
def test_instants_are_milliseconds(create_time, at):
    """Seconds are told from milliseconds by their size, and no time, or one beyond the calendar, is None."""
    assert to_instant(create_time) == at
