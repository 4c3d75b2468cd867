from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import UsageError
from archiver.export.registry import EXPORTERS, GROUPS, exporter_named

_DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "formats.md"


def test_every_format_writes_an_empty_replay() -> None:
    """No items is not an error: the file is what the format's empty file is."""
    for name, exporter in EXPORTERS.items():
        assert exporter.name == name
        assert exporter.group in GROUPS
        options = exporter.options()
        for output in exporter.outputs(options):
            assert output.suffix.startswith(".")
            text = b"".join(c.encode() if isinstance(c, str) else c for c in output.write(iter(()), options))
            assert b"Dialogue" not in text
            assert b"-->" not in text


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """The sentence names the formats there are."""
    with pytest.raises(UsageError, match=r"There is no export format 'doc'; use one of srt, "):
        exporter_named("doc")


def test_every_format_is_described() -> None:
    """The reference has a section for each format."""
    headings = [line for line in _DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    for exporter in EXPORTERS.values():
        assert any(f"`{exporter.name}`" in heading for heading in headings)
