"""docs/reference/coverage.md names tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.architecture.documents import ROOT

_PAGE = (ROOT / "docs" / "reference" / "coverage.md").read_text(encoding="utf-8")
_NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", _PAGE)))


@pytest.mark.parametrize(("path", "name"), _NAMED)
def test_the_named_test_exists(path: str, name: str) -> None:
    """Each proof is a test function of the file it is said to be in."""
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_row_has_a_proof() -> None:
    """No row of a table with a column of tests leaves it empty."""
    for table in re.findall(r"(?:^\|.*\n)+", _PAGE, re.MULTILINE):
        head, _, *rows = table.splitlines()
        if head.rstrip("| ").endswith("test"):
            assert [row for row in rows if "::test_" not in row.rstrip("|").rpartition("|")[2]] == []
