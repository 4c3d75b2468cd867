"""Names of folders and files."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.model.creator import WatchEntry
from archiver.model.media import Engine
from archiver.record.plan import (
    StreamPreferences,
    part_name,
    segment_name,
    session_folder_name,
    sync_log_name,
    video_name,
)

CONFIGURED = StreamPreferences(quality="hd", protocol="auto", engine=Engine.NATIVE, stall_timeout_s=7)
STARTED_AT = 1_790_000_000_123


def entry(**said: str) -> WatchEntry:
    return WatchEntry(id=1, unique_id="someone", **said)


@pytest.mark.parametrize(
    ("said", "quality", "protocol", "engine"),
    [
        ({}, "hd", "auto", "native"),
        ({"engine": "ffmpeg"}, "hd", "auto", "ffmpeg"),
        ({"quality": "sd", "protocol": "flv", "engine": "auto"}, "sd", "flv", "auto"),
        ({"protocol": "hls"}, "hd", "hls", "auto"),  # asked for by the entry; the engine only by the configuration
        ({"protocol": "hls", "engine": "ffmpeg"}, "hd", "hls", "ffmpeg"),
    ],
)
def test_a_watch_entry_has_the_last_word(said: dict[str, str], quality: str, protocol: str, engine: str) -> None:
    """What an entry says counts before the configuration; the rest stays."""
    wanted = CONFIGURED.of(entry(**said))
    assert (wanted.quality, wanted.protocol, wanted.engine) == (quality, protocol, engine)
    assert wanted.stall_timeout_s == 7


def test_names_of_a_part_and_what_belongs_to_it() -> None:
    """Number and attempt are in the part's name; log and segment follow from it."""
    assert part_name(3, 2, ".flv") == "part_003_a2.flv"
    assert sync_log_name("part_003_a2.flv") == "part_003_a2.sync.jsonl"
    assert segment_name(3) == "segment_003.mp4"


def test_a_session_folder_says_who_and_when() -> None:
    """Creator, UTC start and room."""
    folder = session_folder_name(unique_id="some.one_1", started_at=STARTED_AT, room_id=7)
    assert folder == "some.one_1/2026-09-21T141320Z_7"
    assert video_name(unique_id="some.one_1", started_at=STARTED_AT) == "some.one_1_2026-09-21T141320Z.mp4"


@pytest.mark.parametrize(
    ("unique_id", "name"),
    [
        ("../../etc", "etc"),
        ("a/b\\c", "a_b_c"),
        ("..", "unknown"),
        ("", "unknown"),
        ("-rf", "rf"),
        ("a\0b\nc", "a_b_c"),
    ],
)
def test_path_characters_lose_their_meaning(unique_id: str, name: str) -> None:
    """A hostile handle cannot leave the archive folder."""
    folder = session_folder_name(unique_id=unique_id, started_at=STARTED_AT, room_id=7)
    assert PurePosixPath(folder).parts[0] == name


@given(st.text(max_size=300))
def test_any_handle_gives_one_bounded_component(unique_id: str) -> None:
    """Whatever the handle, the creator's folder is one plain path component of bounded length."""
    folder = session_folder_name(unique_id=unique_id, started_at=STARTED_AT, room_id=7)
    creator, *rest = PurePosixPath(folder).parts
    assert len(rest) == 1
    assert creator not in {"", ".", ".."}
    assert len(creator.encode()) <= 64
    assert creator.isprintable()
