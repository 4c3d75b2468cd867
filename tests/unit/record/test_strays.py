"""Parts on the disk that no row knows."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from archiver.model.session import SegmentState
from archiver.record.strays import part_numbers, stray_segments


def make(folder: Path, name: str, data: bytes = b"media") -> None:
    (folder / name).write_bytes(data)
    os.utime(folder / name, ns=(0, 1_789_302_430_000_000_000))


def test_a_part_without_a_row_becomes_a_segment(tmp_path: Path) -> None:
    """Number, attempt and protocol are in its name; without a log its instants are those of the file."""
    make(tmp_path, "part_002_a3.ts")
    make(tmp_path, "part_001_a1.flv")
    make(tmp_path, "part_003_a1.mp4")
    first, second = stray_segments(7, tmp_path, [])
    assert (first.session_id, first.number, first.attempt, first.part) == (7, 1, 1, "part_001_a1.flv")
    assert (second.number, second.attempt, second.protocol, second.state) == (2, 3, "hls", SegmentState.RAW)
    assert (second.started_at, second.ended_at) == (1_789_302_430_000, 1_789_302_430_000)
    assert stray_segments(7, tmp_path, [first, second]) == []


def test_what_holds_nothing_or_has_its_number_taken_is_left_out(tmp_path: Path) -> None:
    """An empty file is no media; of two parts of one number the row's, or the first, counts."""
    make(tmp_path, "part_001_a1.flv", b"")
    make(tmp_path, "part_002_a1.flv")
    make(tmp_path, "part_002_a2.flv")
    (stray,) = stray_segments(7, tmp_path, [])
    assert stray.part == "part_002_a1.flv"
    assert stray_segments(7, tmp_path, [replace(stray, part="part_002_a9.flv")]) == []
    assert part_numbers(tmp_path) == [1, 2, 2]


def test_no_folder_has_no_parts(tmp_path: Path) -> None:
    """A session that never got media may have none."""
    assert (part_numbers(tmp_path / "none"), stray_segments(7, tmp_path / "none", [])) == ([], [])
