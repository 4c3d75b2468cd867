from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import UsageError
from archiver.export.naming import FIELDS, fields_of, fill, safe_name
from archiver.export.options import ExportOptions
from tests.fakes.replay import part, recording
from tests.unit.export.hostile import texts


def _filled(template: str, *, title: str = "Cat day", creator: str = "ann", **options: object) -> str:
    whole = recording(unique_id=creator, title=title, started_at=1_786_367_257_000, duration_ms=61_500)
    fields = fields_of(ExportOptions(recording=whole, **options), form="ass", suffix=".ass")  # type: ignore[arg-type]
    return fill(template, fields)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("%(creator)s/%(started_at)s %(title)s.%(ext)s", "ann/2026-08-10_13-07-37 Cat day.ass"),
        ("%(id)05d-%(duration)d", "00001-61"),
        ("%(title).3s|%(title)-10s|", "Cat|Cat day   |"),
        ("%(started_at>%Y/%m)s %(date)s", "2026_08 2026-08-10"),
        ("100%%.%(ext)s", "100%.ass"),
        ("%(part)s-%(part)03d", "NA-NA"),
        ("plain.srt", "plain.srt"),
    ],
)
def test_templates_are_filled_as_yt_dlp_fills_them(template: str, path: str) -> None:
    """Fields, widths, precisions, times and percent signs; what is missing is NA."""
    assert _filled(template) == path


def test_times_are_in_the_asked_zone_and_of_the_part() -> None:
    """A part's name says when the part began."""
    piece = part(2, offset_ms=5_000, started_at=1_786_367_257_000 + 3_600_000)
    assert _filled("%(started_at)s", tz=ZoneInfo("Asia/Tokyo")) == "2026-08-10_22-07-37"
    assert _filled("%(part)03d %(started_at)s", part=piece) == "002 2026-08-10_14-07-37"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("%(nope)s", "There is no field 'nope' for file names; use one of id, creator"),
        ("%(title)d", r"The field 'title' is a text; write %\(title\)s"),
        ("%(title>%Y)s", "The field 'title' is no time"),
        ("100% sure", "cannot be read"),
        ("%(title", "cannot be read"),
        ("%(title)q", "cannot be read"),
    ],
)
def test_wrong_templates_are_refused_in_a_sentence(template: str, sentence: str) -> None:
    """What cannot be meant is refused before anything is written."""
    with pytest.raises(UsageError, match=sentence):
        _filled(template)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", ".hidden", "-rf", "a/b", "C:\\x", "CON", "nul.txt", "a\0b\n\x1b[2J", ""]
)
def test_names_from_the_network_stay_names(name: str) -> None:
    """No separator, no parent folder, no hidden file, no option, no device, no control character."""
    made = safe_name(name)
    assert made
    assert not set(made) & set('/\\:*?"<>|\0\n\x1b')
    assert made not in (".", "..", "CON", "nul.txt")
    assert not made.startswith((".", "-", "~"))


@given(texts, texts)
def test_hostile_titles_never_leave_their_folder(title: str, creator: str) -> None:
    """Whatever title and handle are, the path has the folders of the template, and file systems take its names."""
    path = PurePosixPath(_filled("out/%(creator)s/%(title)s.%(ext)s", title=title, creator=creator))
    assert len(path.parts) == 3
    assert ".." not in path.parts
    assert path.suffix == ".ass"
    assert all(0 < len(name.encode()) <= 200 for name in path.parts)


@given(st.text(min_size=1, max_size=400))
def test_long_names_keep_their_type(title: str) -> None:
    """A name that is cut still ends as the format ends."""
    assert _filled("%(title)s%(title)s%(nickname)s.%(ext)s", title=title).endswith(".ass")


def test_long_names_keep_the_whole_ending() -> None:
    """Tables of one session differ in nothing but their endings, of which a point is part."""
    whole = ExportOptions(recording=recording(title="夜市" * 60))
    for suffix in (".chats.parquet", ".viewer_counts.parquet", ".info.json", ".chat.mkv"):
        name = fill("%(title)s.%(ext)s", fields_of(whole, form="parquet", suffix=suffix))
        assert name.endswith((f"市{suffix}", f"夜{suffix}"))
        assert len(name.encode()) <= 200


def test_every_field_has_a_value_and_the_other_way_round() -> None:
    """The documented fields are those that templates know."""
    assert fields_of(ExportOptions(), form="srt", suffix=".srt").keys() == FIELDS.keys()


def test_an_instant_outside_the_calendar_is_missing() -> None:
    """A broken clock does not end an export."""
    broken = replace(recording(), session=replace(recording().session, started_at=1 << 62))
    assert fill("%(started_at)s", fields_of(ExportOptions(recording=broken), form="srt", suffix=".srt")) == "NA"
