"""What every format has to stand, on one hostile session: new formats are tested by being registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from archiver.export.options import ExportOptions, ShownOptions
from archiver.export.output import Output
from archiver.export.registry import EXPORTERS, Exporter
from archiver.export.select import for_part
from archiver.model.replay import RecordedGap, ReplayItem
from tests.fakes.replay import chat, part, recording
from tests.readers import CHOSEN, READERS, expected
from tests.unit.export.hostile import session

FORMATS = [exporter for exporter in EXPORTERS.values() if not exporter.track]
_TITLE = "</script>{\\b1}\n=1\0 \u202e\ud800" + "T" * 300
_TWO = recording(
    part(1),
    part(2, offset_ms=60_000),
    gaps=(RecordedGap(cause="disconnect", started_at=1, ended_at=9_000, offset_ms=60_000),),
    title=_TITLE,
    nickname=_TITLE,
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

each_format = pytest.mark.parametrize("exporter", FORMATS, ids=lambda exporter: exporter.name)


def written(output: Output, items: Iterator[ReplayItem], options: ExportOptions) -> bytes:
    """The file."""
    return b"".join(chunk.encode() if isinstance(chunk, str) else chunk for chunk in output.write(items, options))


def _options(exporter: Exporter, **chosen: Any) -> ExportOptions:
    return exporter.options(recording=_TWO, title=_TITLE, video="ann.mp4", **chosen)


@each_format
def test_hostile_sessions_are_written_as_clean_text_in_bounded_chunks(exporter: Exporter) -> None:
    """No control characters, no lone surrogates, no chunk that holds the session."""
    options = _options(exporter)
    for output in exporter.outputs(options):
        chunks = list(output.write(session(3_000), options))
        assert chunks
        if not output.suffix.endswith(".parquet"):
            for chunk in chunks:
                assert not _CONTROLS.search(chunk.encode() if isinstance(chunk, str) else chunk)


@each_format
def test_formats_read_the_session_as_they_write_it(exporter: Exporter) -> None:
    """An endless session gives its first chunks: nothing is collected first, but the table of viewers."""
    options = _options(exporter)

    def endless() -> Iterator[ReplayItem]:
        number = 0
        while True:
            number += 1
            assert number < 100_000, f"{exporter.name} collects the session"
            yield chat(number * 40, f"hello {number}", unique_id=f"v{number}", viewer_id=number)

    for output in exporter.outputs(options):
        if ".viewers." in output.suffix or (output.kinds is not None and "chat" not in output.kinds):
            continue
        assert list(islice(output.write(endless(), options), 1))


@each_format
def test_sessions_without_events_or_facts_are_files_too(exporter: Exporter) -> None:
    """A session that has just begun, of which nothing is known."""
    options = exporter.options()
    for output in exporter.outputs(options):
        written(output, iter(()), options).decode("utf-8", "strict" if "parquet" not in output.suffix else "ignore")


@each_format
def test_every_format_has_parts_and_stretches(exporter: Exporter) -> None:
    """The second part from 70 s to 80 s of the session: what is said in it is there, what is said before is not."""
    items = [chat(at, f"said at {at}") for at in (0, 59_000, 65_000, 75_000, 85_000)]
    options = for_part(_options(exporter, from_ms=70_000, to_ms=80_000), _TWO.parts[1])
    assert options is not None
    for output in exporter.outputs(options):
        if output.suffix.endswith(".parquet") or (output.kinds is not None and "chat" not in output.kinds):
            continue
        text = written(output, iter(items), options).decode()
        assert "said at 75000" in text
        assert "said at 65000" not in text
        assert "said at 85000" not in text


_DATA = {"jsonl", "csv", "parquet"}


def _hidden(exporter: Exporter, **chosen: Any) -> str:
    """What the files of a format hold of a comment that moderators hid, an emote and one that they did not."""
    items = [
        chat(1_000, "nobody minds"),
        chat(2_000, "somebody minds", is_deleted=True),
        chat(3_000, ":emote:", kind="emote", nickname="Hid", is_deleted=True),
    ]
    options = _options(exporter, **chosen)
    outputs = [output for output in exporter.outputs(options) if output.kinds is None or "chat" in output.kinds]
    return "".join(written(output, iter(items), options).decode("utf-8", "replace") for output in outputs)


@each_format
def test_what_moderators_hid_is_shown_to_nobody_who_does_not_ask(exporter: Exporter) -> None:
    """Left out of what people read; data has it with its mark, whatever else it is asked."""
    text = _hidden(exporter)
    if not text or exporter.kinds == frozenset():
        return  # holds no comments
    assert "nobody minds" in text
    has_choice = issubclass(exporter.options, ShownOptions)
    assert has_choice == (exporter.name not in _DATA)
    assert ("somebody minds" in text) == ("Hid" in text) == (exporter.name in _DATA)
    if not has_choice:
        assert "is_deleted" in text
        return
    kept, marked = (_hidden(exporter, deleted=deleted) for deleted in ("keep", "mark"))
    assert "somebody minds" in kept
    assert "[removed]" not in kept
    assert "Hid" in marked
    if exporter.name == "html":
        assert '"ann","nobody minds",0]' in kept
        assert '"ann","somebody minds",0]' in kept
        assert '"ann","somebody minds",4]' in marked
    else:
        assert "[removed] somebody minds" in re.sub(r"\\N", " ", marked)


def test_every_video_leaves_out_what_moderators_hid_too() -> None:
    """Videos have the choice of the subtitles that go into them."""
    videos = [exporter for exporter in EXPORTERS.values() if exporter.track]
    assert videos
    assert all(issubclass(exporter.options, ShownOptions) for exporter in videos)


def test_every_format_that_holds_messages_has_an_independent_reader() -> None:
    """A new format has to name one."""
    assert READERS.keys() == {exporter.name for exporter in FORMATS if exporter.kinds != frozenset()}


@pytest.mark.parametrize("name", READERS)
def test_independent_readers_find_every_message_of_a_hostile_session(name: str, tmp_path: Path) -> None:
    """Not one more and not one less, whatever was said (`make bench` does the same with a million)."""
    exporter = EXPORTERS[name]
    options = exporter.options(recording=recording(part(1), duration_ms=None), video="ann.mp4", **CHOSEN.get(name, {}))
    (output,) = exporter.outputs(options)
    path = tmp_path / f"session{output.suffix}"
    path.write_bytes(written(output, session(2_000), options))
    assert READERS[name](path) == expected(name, session(2_000), output.kinds)
