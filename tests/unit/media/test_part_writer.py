"""The part writer's files: whose they are, and what becomes of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archiver.errors import DiskError
from archiver.flv.cutter import PartCutter
from archiver.flv.tags import AUDIO, HEADER, VIDEO, make_tag
from archiver.media.part_writer import PartWriter
from archiver.model.media import PartEnd
from tests.fakes.clock import FakeClock

KEY = b"\x17\x01\0\0\0\0\0\0\x01\x65"
PICTURE = b"\x27\x01\0\0\0\0\0\0\x01\x41"
SOUND = b"\xaf\x01" + b"\0" * 30


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


def test_sound_tells_how_far_the_media_is_where_pictures_stop(tmp_path: Path) -> None:
    """A camera that is off: otherwise a lost connection would seem to have been lost with the last picture."""
    clock, told = FakeClock(), list[int]()
    writer = PartWriter(
        tmp_path / "part_001.flv", PartCutter(), clock, on_progress=lambda p: told.append(p.media_ms), on_cut=None
    )  # fmt: skip
    writer.write(memoryview(HEADER + make_tag(VIDEO, 0, KEY)))
    for second in range(8):
        for at in range(second * 1000, second * 1000 + 1000, 250):
            data = make_tag(AUDIO, at, SOUND)
            writer.write(memoryview(data + (make_tag(VIDEO, at, PICTURE) if second in (0, 1, 6, 7) else b"")))
        clock.advance(1_000)
        writer.look()
    assert told == [0, 750, 1_750, 2_750, 3_750, 4_750, 5_750, 6_750, 7_750]


def _begin(folder: Path) -> tuple[PartWriter, bytes]:
    """A part with some media in it, and its bytes."""
    folder.mkdir()
    writer = PartWriter(folder / "part_001.flv", PartCutter(), FakeClock(), on_progress=lambda _: None, on_cut=None)
    data = HEADER + b"".join(make_tag(VIDEO, at, KEY) for at in range(0, 3_000, 500))
    writer.write(memoryview(data))
    return writer, data


@pytest.mark.parametrize("how", ["removed", "moved"])
def test_a_part_without_its_name_is_put_back_whole(tmp_path: Path, how: str) -> None:
    """All that had come until it was noticed, and what comes behind that; no draft stays."""
    folder = tmp_path / "session"
    writer, data = _begin(folder)
    if how == "removed":
        shutil.rmtree(folder)
    else:
        folder.rename(tmp_path / "elsewhere")
    with pytest.raises(DiskError, match="was removed"):
        writer.look()
    writer.write(memoryview(more := make_tag(VIDEO, 3_000, KEY)))
    writer.finish()
    assert writer.is_lost
    writer.put_back()
    assert [path.name for path in folder.iterdir()] == ["part_001.flv"]
    assert (folder / "part_001.flv").read_bytes() == data + more


def test_a_part_that_is_removed_just_before_a_cut_is_put_back(tmp_path: Path) -> None:
    """A new part begins between two looks: the removed one is not closed for it, and keeps all it held."""
    part, named = tmp_path / "part_001.flv", list[PartEnd]()

    def name_next(end: PartEnd) -> Path:
        named.append(end)
        return tmp_path / "part_002.flv"

    writer = PartWriter(
        part, PartCutter(max_part_ms=1000), FakeClock(), on_progress=lambda _: None, on_cut=name_next
    )  # fmt: skip
    data = HEADER + b"".join(make_tag(VIDEO, at, KEY) for at in (0, 900))
    writer.write(memoryview(data))
    part.unlink()
    with pytest.raises(DiskError, match="was removed"):
        writer.write(memoryview(b"".join(make_tag(VIDEO, at, KEY) for at in (1800, 2700))))
    writer.finish()
    assert writer.is_lost
    writer.put_back()
    assert part.read_bytes().startswith(data)
    assert not named


def test_a_part_is_not_put_back_over_another_file(tmp_path: Path) -> None:
    """What somebody has put in its place stays; one that is in its place is closed and no more."""
    writer, _ = _begin(folder := tmp_path / "session")
    (folder / "part_001.flv").unlink()
    writer.finish()
    (folder / "part_001.flv").write_bytes(b"of somebody else")
    with pytest.raises(FileExistsError):
        writer.put_back()
    assert [path.read_bytes() for path in folder.iterdir()] == [b"of somebody else"]
    whole, _ = _begin(tmp_path / "another")
    whole.finish()
    assert not whole.is_lost
