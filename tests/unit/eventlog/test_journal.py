"""Journal files: written whole or not at all, readable after every kind of accident."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import DiskError, JournalDamagedError, JournalError
from archiver.eventlog import journal_reader
from archiver.eventlog.journal import JournalWriter
from archiver.eventlog.journal_format import (
    FILE_HEADER,
    MAX_PAYLOAD_BYTES,
    RECORD_HEADER_BYTES,
    journal_numbers,
    journal_path,
    pack_header,
    parse_records,
)
from archiver.eventlog.journal_reader import end_of_records, last_positions, read_records
from archiver.model.frame import FrameKind, RawFrame
from tests.journalled import iterate_records

AT = 1_786_367_257_000


def frame(data: bytes, *, at: int = AT, kind: FrameKind = FrameKind.PUSH) -> RawFrame:
    return RawFrame(kind, data, at, at - AT)


def write(folder: Path, *payloads: bytes, number: int = 1) -> Path:
    with JournalWriter(folder, number) as writer:
        for i, payload in enumerate(payloads):
            writer.append(frame(payload, at=AT + i))
        return writer.path


def payloads(path: Path) -> list[bytes]:
    return [record.data for record in iterate_records(path)]


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    """Kind, both instants and bytes of every record survive, and positions chain from record to record."""
    with JournalWriter(tmp_path, 7) as writer:
        ends = [writer.append(frame(b"one")), writer.append(frame(b"", at=AT + 5, kind=FrameKind.CONNECTED))]
    records = list(iterate_records(tmp_path / "journal_007.wsj"))
    assert [(r.kind, r.received_at, r.monotonic_ms, r.data) for r in records] == [
        (FrameKind.PUSH, AT, 0, b"one"),
        (FrameKind.CONNECTED, AT + 5, 5, b""),
    ]
    assert [r.end_position for r in records] == ends
    assert [r.position for r in records] == [len(FILE_HEADER), ends[0]]


@given(st.lists(st.binary(max_size=40), max_size=6), st.data())
def test_parsing_any_prefix_gives_the_records_wholly_in_it(contents: list[bytes], data: st.DataObject) -> None:
    """A buffer cut anywhere gives exactly the records that end before the cut."""
    blocks = [pack_header(frame(content)) + content for content in contents]
    whole = b"".join(blocks)
    cut = data.draw(st.integers(0, len(whole)))
    ends = [sum(map(len, blocks[: i + 1])) for i in range(len(blocks))]
    assert [r.data for r in parse_records(whole[:cut], 0)] == [
        c for c, end in zip(contents, ends, strict=True) if end <= cut
    ]


def test_a_journal_torn_at_every_byte_is_read_up_to_the_tear_and_goes_on(tmp_path: Path) -> None:
    """Cut at any byte, the whole records are read, and a writer that reopens the file appends right behind them."""
    whole = write(tmp_path / "whole", b"first", b"second", b"third").read_bytes()
    ends = [r.end_position for r in iterate_records(tmp_path / "whole" / "journal_001.wsj")]
    for cut in range(len(whole)):
        path = journal_path(tmp_path / str(cut), 1)
        path.parent.mkdir()
        path.write_bytes(whole[:cut])
        kept = [b"first", b"second", b"third"][: sum(end <= cut for end in ends)]
        assert payloads(path) == kept
        write(path.parent, b"more")
        assert payloads(path) == [*kept, b"more"]


def test_a_damaged_stretch_is_named_and_what_follows_it_is_kept(tmp_path: Path) -> None:
    """A flipped bit gives an error with file, position and the place to go on; later records are read from there."""
    path = write(tmp_path, b"first", b"second", b"third")
    second = list(iterate_records(path))[1]
    content = bytearray(path.read_bytes())
    content[second.end_position - 1] ^= 1
    path.write_bytes(content)
    assert [r.data for r in read_records(path)] == [b"first"]
    with pytest.raises(
        JournalDamagedError, match=rf"journal_001\.wsj is damaged at position {second.position}"
    ) as info:
        read_records(path, second.position)
    assert info.value.resume_at == second.end_position
    assert [r.data for r in read_records(path, info.value.resume_at)] == [b"third"]
    assert end_of_records(path) == len(content)


def test_a_damaged_length_does_not_hide_the_records_behind_it(tmp_path: Path) -> None:
    """A length that points past the end of the file is damage, not a torn tail, while good records follow."""
    path = write(tmp_path, b"first", b"second")
    content = bytearray(path.read_bytes())
    content[len(FILE_HEADER) + 1] = 0xFF
    path.write_bytes(content)
    with pytest.raises(JournalDamagedError) as info:
        read_records(path)
    assert [r.data for r in read_records(path, info.value.resume_at)] == [b"second"]


def test_damage_is_searched_through_a_piece_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal of gigabytes is not read into memory for one bad byte; the next good record is found wherever it is."""
    sizes, real = [], os.pread

    def pread(fd: int, size: int, at: int) -> bytes:
        sizes.append(size)
        return real(fd, size, at)

    monkeypatch.setattr(journal_reader, "CHUNK_BYTES", 1000)
    monkeypatch.setattr(os, "pread", pread)
    for extra in range(60):  # the good record's header lies in every way across the border of two pieces
        path = write(tmp_path / str(extra), *[bytes(500)] * 5, bytes(440 + extra), b"good")
        content = bytearray(path.read_bytes())
        for record in list(iterate_records(path))[:-1]:
            content[record.position + 4] ^= 1
        path.write_bytes(content)
        sizes.clear()
        with pytest.raises(JournalDamagedError) as info:
            read_records(path, chunk_bytes=1)
        assert max(sizes) <= 1000 + RECORD_HEADER_BYTES
        assert [r.data for r in read_records(path, info.value.resume_at)] == [b"good"]


def test_a_record_larger_than_a_chunk_is_read_whole(tmp_path: Path) -> None:
    """Reading in small chunks loses nothing of large records."""
    path = write(tmp_path, b"a" * 5000, b"b")
    first = read_records(path, chunk_bytes=64)
    assert [len(r.data) for r in first] == [5000]
    assert [r.data for r in read_records(path, first[0].end_position, chunk_bytes=64)] == [b"b"]


def test_reading_stops_at_the_given_end(tmp_path: Path) -> None:
    """What lies behind the known end is left for later, even when it is complete."""
    path = write(tmp_path, b"first", b"second")
    middle = next(iterate_records(path)).end_position
    assert [r.data for r in read_records(path, end=middle)] == [b"first"]
    assert read_records(path, middle, end=middle) == []


def test_a_foreign_file_and_a_newer_version_are_refused_with_a_sentence(tmp_path: Path) -> None:
    """A file that is not a journal of ours is neither read nor written over."""
    path = journal_path(tmp_path, 1)
    path.write_bytes(b"something else entirely")
    with pytest.raises(JournalError, match="is not a journal"):
        read_records(path)
    with pytest.raises(JournalError, match="is not a journal"):
        JournalWriter(tmp_path, 1)
    path.write_bytes(FILE_HEADER[:-1] + b"\x09")
    with pytest.raises(JournalError, match="version 9; update archiver"):
        read_records(path)
    with pytest.raises(JournalError, match="cannot be read: No such file"):
        read_records(journal_path(tmp_path, 2))


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    """A second writer of the same journal is refused while the first has it, and welcome afterwards."""
    with JournalWriter(tmp_path, 1), pytest.raises(JournalError, match="written by another process"):
        JournalWriter(tmp_path, 1)
    with JournalWriter(tmp_path, 1) as writer:
        writer.append(frame(b"x"))


def test_a_frame_over_the_bound_is_refused(tmp_path: Path) -> None:
    """A payload larger than a record may be is not written."""
    with JournalWriter(tmp_path, 1) as writer:
        with pytest.raises(JournalError, match="exceeds the journal's limit"):
            writer.append(frame(bytes(MAX_PAYLOAD_BYTES + 1)))
        writer.append(frame(b"next"))
        assert payloads(writer.path) == [b"next"]


def test_an_unwritable_folder_is_a_disk_error(tmp_path: Path) -> None:
    """A folder that cannot be made ends in one sentence that names the file."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"journal_001\.wsj cannot be written: .*; free some space or check"):
        JournalWriter(tmp_path / "file", 1)


def test_a_full_disk_leaves_whole_records_and_writing_goes_on_when_there_is_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write cut short by a full disk leaves nothing of its record, and the next one follows the last good one."""
    real_writev, real_write = os.writev, os.write

    def short(fd: int, buffers: tuple[bytes, ...]) -> int:
        return real_write(fd, buffers[0] + buffers[1][:3])

    def full(fd: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with JournalWriter(tmp_path, 1) as writer:
        writer.append(frame(b"before"))
        monkeypatch.setattr(os, "writev", short)
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(DiskError, match="No space left on device; free some space"):
            writer.append(frame(b"refused"))
        assert writer.path.stat().st_size == writer.position
        monkeypatch.setattr(os, "writev", real_writev)
        monkeypatch.setattr(os, "write", real_write)
        writer.append(frame(b"after"))
    assert payloads(writer.path) == [b"before", b"after"]


def test_a_torn_record_that_could_not_be_cut_off_is_cut_off_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When even the truncation fails, the next append makes it first."""
    with JournalWriter(tmp_path, 1) as writer, monkeypatch.context() as broken:

        def fail(*args: object) -> int:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        def torn(fd: int, buffers: tuple[bytes, ...]) -> int:
            os.write(fd, buffers[0][:3])
            return fail()

        broken.setattr(os, "writev", torn)
        broken.setattr(os, "ftruncate", fail)
        with pytest.raises(DiskError):
            writer.append(frame(b"refused"))
        assert writer.path.stat().st_size > writer.position
        broken.undo()
        writer.append(frame(b"after"))
    assert payloads(writer.path) == [b"after"]


def test_a_torn_tail_that_cannot_be_cut_off_is_an_error_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening a journal on a disk that refuses tells so in a sentence; the journal stays as it is."""
    with JournalWriter(tmp_path, 1) as writer:
        writer.append(frame(b"before"))
    torn = writer.path.read_bytes() + b"torn"
    writer.path.write_bytes(torn)

    def fail(*args: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr(os, "ftruncate", fail)
        with pytest.raises(DiskError, match="cannot be written: Input/output error"):
            JournalWriter(tmp_path, 1)
    assert writer.path.read_bytes() == torn


def test_a_removed_journal_is_written_anew_with_all_it_held(tmp_path: Path) -> None:
    """File or folder gone: nothing is lost, positions stay, and it is locked as before. One in its place is left."""
    with JournalWriter(tmp_path / "session", 1) as writer:
        writer.append(frame(b"before"))
        assert not writer.is_gone()
        shutil.rmtree(tmp_path / "session")
        position = writer.append(frame(b"without a name"))
        assert writer.is_gone()
        writer.write_anew()
        assert writer.position == position
        writer.append(frame(b"after"))
        assert payloads(writer.path) == [b"before", b"without a name", b"after"]
        assert [path.name for path in writer.path.parent.iterdir()] == ["journal_001.wsj"]
        with pytest.raises(JournalError, match="written by another process"):
            JournalWriter(tmp_path / "session", 1)


def test_a_removed_journal_that_cannot_be_written_anew_waits(tmp_path: Path) -> None:
    """Without a folder to hold it, it says so and goes on; later all of it is put back."""
    with JournalWriter(tmp_path / "session", 1) as writer:
        writer.append(frame(b"before"))
        shutil.rmtree(tmp_path / "session")
        (tmp_path / "session").write_text("in the way")
        with pytest.raises(DiskError, match=r"journal_001\.wsj cannot be written: .*; free some space or check"):
            writer.write_anew()
        with pytest.raises(DiskError, match=r"journal_001\.wsj cannot be written"):
            writer.is_gone()
        writer.append(frame(b"after"))
        (tmp_path / "session").unlink()
        assert writer.is_gone()
        writer.write_anew()
    assert payloads(writer.path) == [b"before", b"after"]


@pytest.fixture
def tiny_disk(tmp_path: Path):
    """A file system of 64 KiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_really_full_disk_is_survived(tiny_disk: Path) -> None:
    """On a real full file system the journal stays readable, and takes records again when something was deleted."""
    ballast = tiny_disk / "ballast"
    ballast.write_bytes(bytes(16 * 1024))
    written: list[bytes] = []

    def fill(writer: JournalWriter) -> None:
        while len(written) < 100:
            writer.append(frame(data := bytes([len(written)]) * 3000))
            written.append(data)

    with JournalWriter(tiny_disk, 1) as writer:
        with pytest.raises(DiskError, match="No space left on device"):
            fill(writer)
        assert payloads(writer.path) == written
        ballast.unlink()
        writer.append(frame(b"after" * 500))
    assert payloads(writer.path) == [*written, b"after" * 500]


def test_kill_minus_nine_loses_nothing_that_was_appended(tmp_path: Path) -> None:
    """Every record whose append had returned when the process was killed is in the file."""
    code = (
        "import sys; from pathlib import Path; from archiver.eventlog.journal import JournalWriter\n"
        "from archiver.model.frame import FrameKind, RawFrame\n"
        "writer = JournalWriter(Path(sys.argv[1]), 1)\n"
        "for i in range(10**9):\n"
        "    writer.append(RawFrame(FrameKind.PUSH, b'%d' % i, 1786367257000 + i, i))\n"
        "    if i % 10 == 0: print(i, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 500:
                os.kill(child.pid, signal.SIGKILL)
                break
        appended = max(int(line), *(int(rest) for rest in child.stdout.read().split() or ["0"]))
    found = payloads(journal_path(tmp_path, 1))
    assert found[: appended + 1] == [b"%d" % i for i in range(appended + 1)]


def test_numbers_are_found_in_order_and_other_files_left_out(tmp_path: Path) -> None:
    """Only journals count, in the order of their numbers, past 999 too."""
    for name in ("journal_1000.wsj", "journal_002.wsj", "journal_x.wsj", "part_001.flv", "journal_001.wsj.tmp"):
        (tmp_path / name).touch()
    assert journal_numbers(tmp_path) == [2, 1000]
    assert journal_numbers(tmp_path / "none") == []


def test_the_last_positions_are_those_of_the_newest_records(tmp_path: Path) -> None:
    """Walking the headers finds the places of the last records before a position."""
    path = write(tmp_path, *(b"%d" % i for i in range(10)))
    records = list(iterate_records(path))
    assert last_positions(path, 3, end=records[7].end_position) == [r.position for r in records[5:8]]
