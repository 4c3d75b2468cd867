"""Logs: what others say cannot act in them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
import stamina
import structlog

from archiver import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    stamina.instrumentation.set_on_retry_hooks(None)


@pytest.mark.parametrize("style", ["console", "json"])
def test_a_value_is_one_printable_line(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A title cannot begin a line of its own, colour the screen or turn the text around; its scripts stay."""
    logs.configure("debug", style)
    title = "خواهم\n2026-01-01 [info] forged \x1b[2J\x9b\u202e"
    structlog.get_logger().info("A creator is live.", title=title, more=[title])
    shown = capsys.readouterr().err
    assert len(shown.splitlines()) == 1
    assert "خواهم" in shown
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)


@pytest.mark.parametrize("style", ["console", "json"])
def test_a_value_is_short(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A server's message of a megabyte is cut."""
    logs.configure("debug", style)
    structlog.get_logger().info("Refused.", problem="x" * 1_000_000)
    assert len(capsys.readouterr().err) < 3_000


def test_a_traceback_keeps_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a mistake was made is shown as Python shows it, without what its message smuggles in."""
    logs.configure("debug", "console")
    try:
        int("bad \x1b[2J")
    except ValueError as error:
        structlog.get_logger().error(
            "A mistake.", exc_info=type(error)("bad \x1b[2J").with_traceback(error.__traceback__)
        )
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert len(shown.splitlines()) > 3
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("terminal", "no_color", "is_coloured"), [("xterm", "", True), ("xterm", "1", False), ("dumb", "", False)]
)
def test_colours_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, terminal: str, no_color: str, is_coloured: bool
) -> None:
    """A terminal that can show them has them, unless NO_COLOR says otherwise; as in tables."""
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("sys.stderr", shown := io.StringIO())
    monkeypatch.setattr(shown, "isatty", lambda: True)
    logs.configure()
    structlog.get_logger().info("A creator is live.")
    assert ("\x1b" in shown.getvalue()) is is_coloured


def test_retries_do_not_quote_who_failed(capsys: pytest.CaptureFixture[str]) -> None:
    """What is tried again is a sentence with the kind of error, never its words: they may hold an address."""
    logs.configure("debug", "json")

    @stamina.retry(on=OSError, attempts=2)
    def fail() -> None:
        raise OSError("https://x.example/?sign=5ec2e7")

    with stamina.set_testing(True, attempts=2, cap=True), pytest.raises(OSError, match="sign"):
        fail()
    shown = capsys.readouterr().err
    assert json.loads(shown)["error"] == "OSError"
    assert "5ec2e7" not in shown
