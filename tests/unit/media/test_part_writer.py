"""The part writer's files: whose they are, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import DiskError
from archiver.flv.cutter import PartCutter
from archiver.flv.tags import HEADER, VIDEO, make_tag
from archiver.media.part_writer import PartWriter
from tests.fakes.clock import FakeClock

KEY = b"\x17\x01\0\0\0\0\0\0\x01\x65"


def test_a_file_that_stands_where_the_next_part_belongs_stays(tmp_path: Path) -> None:
    """The capture ends there; what it did not make it does not take away."""
    taken = tmp_path / "part_002.flv"
    taken.write_bytes(b"of somebody else")
    cutter, clock = PartCutter(max_part_ms=1000), FakeClock()
    writer = PartWriter(
        tmp_path / "part_001.flv", cutter, clock, on_progress=lambda _: None, on_cut=lambda _: taken
    )  # fmt: skip
    writer.write(memoryview(HEADER + make_tag(VIDEO, 0, KEY) + make_tag(VIDEO, 900, KEY)))
    with pytest.raises(DiskError, match="File exists"):
        writer.write(memoryview(b"".join(make_tag(VIDEO, at, KEY) for at in (1800, 2700))))
    writer.finish()
    assert taken.read_bytes() == b"of somebody else"
    assert (tmp_path / "part_001.flv").stat().st_size > 0
