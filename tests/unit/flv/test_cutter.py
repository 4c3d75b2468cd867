"""Which bytes go into which part, whatever the stream does and however it is delivered."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.errors import MediaInvalidError
from archiver.flv.cut_budget import CUT_BURST
from archiver.flv.cutter import PartCutter
from archiver.flv.pieces import Cut, Mark
from archiver.flv.setup import MAX_SETUP_BYTES
from archiver.flv.tags import AUDIO, HEADER, SCRIPT, VIDEO, make_tag
from archiver.model.media import CutCause
from tests.fakes.flv_bytes import METADATA, SETUP, audio_config, gop, inter, key, nal, sound, video_config


class Outcome:
    """What a cutter made of a stream, skimmed where it lets itself be skimmed unless ``is_fed``."""

    def __init__(self, data: bytes, step: int = 1 << 30, *, is_fed: bool = False, **limits: int) -> None:
        self.cutter = PartCutter(**limits)
        self.parts = [b""]  #: as they would be on disk
        self.received = b""  #: without what was sent once more
        self.causes: list[CutCause] = []
        self.marks: list[Mark] = []
        for begin in range(0, len(data), step):
            delivery = memoryview(data[begin : begin + step])
            if not is_fed and self.cutter.skim(delivery):
                self._take([delivery])
                continue
            self._take(self.cutter.feed(delivery))
            self.marks += self.cutter.take_marks()
        self._take(self.cutter.finish())
        self.marks += self.cutter.take_marks()

    def _take(self, pieces) -> None:
        for piece in pieces:
            if isinstance(piece, Cut):
                self.parts.append(piece.prefix)
                self.causes.append(piece.cause)
                if piece.cause is CutCause.HEADER:
                    self.received += piece.prefix[: len(HEADER)]
            else:
                self.parts[-1] += bytes(piece)
                self.received += bytes(piece)


STEPS = [1, 7, 100, 1 << 30]


@pytest.mark.parametrize("step", STEPS)
def test_an_even_stream_is_one_part(step: int) -> None:
    """Nothing is added and nothing left out; each key frame is marked."""
    data = SETUP + gop(1000) + gop(1200) + METADATA + video_config() + audio_config() + gop(1400)
    outcome = Outcome(data, step)
    assert outcome.parts == [data]
    assert [(mark.pts_ms, mark.position_ms, mark.is_key) for mark in outcome.marks] == [
        (1000, 0, True), (1200, 200, True), (1400, 400, True),
    ]  # fmt: skip
    assert outcome.cutter.position_ms == 560


@pytest.mark.parametrize("step", STEPS)
def test_another_video_configuration_begins_a_part(step: int) -> None:
    """The new part has header, metadata and sound once more, then the bytes as they came."""
    before, after = SETUP + gop(0), video_config(b"other") + gop(200)
    outcome = Outcome(before + after, step)
    assert outcome.parts == [before, HEADER + METADATA + audio_config() + after]
    assert outcome.causes == [CutCause.CONFIG]
    assert [(mark.part, mark.position_ms) for mark in outcome.marks] == [(0, 0), (1, 0)]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("order", [0, 1])
def test_both_configurations_change_at_once(step: int, order: int) -> None:
    """Metadata and both headers go into the new part, whatever their order, and none of the old."""
    changed = [video_config(b"other"), audio_config(b"\x11\x88")]
    after = METADATA + b"".join(changed[:: 1 - 2 * order]) + sound(200) + gop(200)
    outcome = Outcome(SETUP + gop(0) + after, step)
    (first, second) = outcome.parts
    assert outcome.received == SETUP + gop(0) + after
    assert (first, second) == (SETUP + gop(0), HEADER + after)
    assert audio_config() not in second
    assert video_config() not in second


@pytest.mark.parametrize("step", STEPS)
def test_another_sound_waits_for_the_next_key_frame(step: int) -> None:
    """Pictures can begin anew only there; FLV carries the change until then."""
    change = audio_config(b"\x11\x88")
    before = SETUP + gop(0) + change + sound(200) + inter(200)
    outcome = Outcome(before + gop(240), step)
    assert outcome.parts == [before, HEADER + METADATA + video_config() + change + gop(240)]
    assert outcome.causes == [CutCause.CONFIG]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("jump", [5_200, 60_000, -5_000, -500])
def test_a_jump_of_time_begins_a_part(step: int, jump: int) -> None:
    """More than five seconds ahead or 0.3 s back: a new part with everything a player needs."""
    start = 100_000
    outcome = Outcome(SETUP + gop(start) + gop(start + 200 + jump), step)
    assert outcome.parts == [SETUP + gop(start), SETUP + gop(start + 200 + jump)]
    assert outcome.causes == [CutCause.TIME]


@pytest.mark.parametrize("jump", [0, 4_000, -250])
def test_a_small_step_is_no_jump(jump: int) -> None:
    """Jitter and short losses stay in the part."""
    assert len(Outcome(SETUP + gop(1000) + gop(1200 + jump)).parts) == 1


def test_a_straggler_behind_a_jump_does_not_begin_a_third_part() -> None:
    """Sound that comes late, with its old time, goes into the new part."""
    data = SETUP + gop(1000) + key(90_000) + sound(1200) + inter(90_040)
    assert len(Outcome(data).parts) == 2


@pytest.mark.parametrize("step", STEPS)
def test_a_header_in_mid_stream_begins_a_part(step: int) -> None:
    """A server that begins anew: one header at the new part's start, nothing doubled."""
    outcome = Outcome(SETUP + gop(0) + SETUP + gop(0), step)
    assert outcome.parts == [SETUP + gop(0), SETUP + gop(0)]
    assert outcome.causes == [CutCause.HEADER]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("garbage", [b"\xff" * 50, bytes(500), b"FLV!" * 40, b"\x09\0\0\x05" + bytes(9)])
def test_garbage_stays_where_it_came_and_a_part_begins_at_the_next_key_frame(step: int, garbage: bytes) -> None:
    """No byte is dropped, and the stream is understood again right behind the garbage."""
    before = SETUP + gop(0) + garbage + inter(200) + inter(240)
    outcome = Outcome(before + gop(280), step)
    assert outcome.received == before + gop(280)
    assert outcome.parts == [before, SETUP + gop(280)]
    assert outcome.causes == [CutCause.DAMAGE]
    assert outcome.cutter.damaged_bytes >= len(garbage)


@pytest.mark.parametrize("limits", [{"max_part_bytes": 1}, {"max_part_ms": 100}])
def test_a_full_part_ends_at_a_key_frame(limits: dict[str, int]) -> None:
    """Size and length are looked at where a picture can begin."""
    outcome = Outcome(SETUP + gop(0) + gop(200) + gop(400), 50, **limits)
    assert outcome.parts == [SETUP + gop(0), SETUP + gop(200), SETUP + gop(400)]
    assert outcome.causes == [CutCause.LIMIT] * 2


def test_sound_alone_is_cut_anywhere() -> None:
    """Without video every tag can begin a part."""
    setup = HEADER + audio_config()
    data = setup + b"".join(sound(at) for at in range(0, 1000, 100))
    outcome = Outcome(data, max_part_ms=500)
    assert [len(part) for part in outcome.parts] == [len(setup) + 6 * len(sound(0)), len(setup) + 4 * len(sound(0))]
    assert outcome.cutter.position_ms == 300


def test_a_stream_may_begin_in_mid_gop() -> None:
    """What a server sends first is kept, key frame or not."""
    data = SETUP + inter(40) + sound(40) + gop(80)
    outcome = Outcome(data)
    assert outcome.parts == [data]
    assert [(mark.pts_ms, mark.position_ms) for mark in outcome.marks] == [(80, 40)]
    (silent,) = Outcome(SETUP + inter(0) + inter(40) + key(80) + inter(120)).marks
    assert silent.position_ms == 0  # what comes before the first key frame is not shown


def test_positions_count_from_the_first_of_sound_and_picture() -> None:
    """As a player does: B-frames show the first picture after the first sound."""
    outcome = Outcome(SETUP + key(1000, composition_ms=80) + sound(1010) + key(1200, composition_ms=80))
    assert [mark.position_ms for mark in outcome.marks] == [70, 270]
    assert outcome.marks[1].pts_ms == 1280


@pytest.mark.parametrize("step", STEPS)
def test_the_encoder_s_clock_is_marked(step: int) -> None:
    """SEI in a key frame, or in any other picture, gives the mark its instant."""
    payload = b"0123456789abcdef" + b'{"ts": 1700000000123}'
    clock = nal(b"\x06\x05" + bytes((len(payload),)) + payload)
    data = SETUP + make_tag(VIDEO, 0, b"\x17\1\0\0\0" + clock + nal(b"\x65" * 100)) + inter(40)
    data += make_tag(VIDEO, 80, b"\x27\1\0\0\0" + clock + nal(b"\x41" * 9)) + key(120)
    found = [(mark.position_ms, mark.is_key, mark.sei_ts) for mark in Outcome(data, step).marks]
    assert found == [(0, True, 1_700_000_000_123), (80, False, 1_700_000_000_123), (120, True, None)]


def test_a_stream_that_changes_all_the_time_does_not_flood_the_disk_with_parts() -> None:
    """After a burst of parts, changes stay in the running one; no byte is lost."""
    data = SETUP + b"".join(video_config(b"%d" % n) + key(n * 40) for n in range(500))
    outcome = Outcome(data)
    assert len(outcome.parts) <= CUT_BURST + 3
    assert outcome.received == data
    assert outcome.cutter.budget.refused > 400


@pytest.mark.parametrize("answer", [b"<html><body>captcha, long enough to be looked at</body></html>", b"{}", b""])
def test_an_answer_that_is_not_flv_is_refused(answer: bytes) -> None:
    """Nothing of it is handed out as media."""
    cutter = PartCutter()
    try:
        pieces = cutter.feed(answer)
    except MediaInvalidError:
        pieces = []
    assert pieces == []
    assert not cutter.is_flv


def test_a_stream_that_lost_its_form_for_good_is_given_up() -> None:
    """Megabytes without a tag: not FLV any more; what came before had been handed out."""
    noise = random.Random(1).randbytes(1 << 20)
    cutter = PartCutter()
    cutter.feed(SETUP + gop(0))

    def go_on() -> None:
        for _ in range(12):
            cutter.feed(noise)

    with pytest.raises(MediaInvalidError):
        go_on()


def test_large_setup_tags_go_through_unread() -> None:
    """A script tag of any size holds nothing back for long."""
    large = make_tag(SCRIPT, 0, bytes(MAX_SETUP_BYTES + 1))
    cutter = PartCutter()
    assert sum(len(piece) for piece in cutter.feed(SETUP + large[:1000])) == len(SETUP) + 1000


def test_what_lies_between_key_frames_is_skimmed() -> None:
    """Pictures with their sound need no more than a look, also in pieces; key frames and changes need more."""
    cutter = PartCutter()
    cutter.feed(SETUP + gop(0))
    cutter.take_marks()
    data = inter(200, size=500) + sound(200)
    assert all(cutter.skim(memoryview(piece)) for piece in (data, data[:100], data[100:200], data[200:], sound(220)))
    assert (cutter.tags, cutter.pts_ms) == (15, 200)
    for odd in (gop(240), audio_config(b"new"), METADATA, inter(60_000), b"garbage" * 9, inter(240)[:12]):
        assert not cutter.skim(memoryview(odd))
    assert (cutter.tags, cutter.pts_ms) == (15, 200)


def long_gop(at: int, pictures: list[bytes]) -> bytes:
    """Pictures and sound of all sorts behind a key frame, with time going on evenly."""
    made = (make_tag(_KINDS[body[0]], at + n * 20, body) for n, body in enumerate(pictures))
    return key(at) + sound(at) + b"".join(made)


_KINDS = {0x27: VIDEO, 0x2C: VIDEO, 0xAF: AUDIO}
_PICTURES = st.lists(
    st.one_of(
        st.builds(
            lambda time, unit: b"\x27\1" + time + nal(unit), st.binary(min_size=3, max_size=3), st.binary(max_size=9)
        ),
        st.builds(
            lambda time, unit: b"\x2c\1" + time + nal(unit), st.binary(min_size=3, max_size=3), st.binary(max_size=9)
        ),
        st.builds(lambda sound: b"\xaf\1" + sound, st.binary(max_size=30)),
        st.sampled_from([b"\x27\2\0\0\0", b"\xaf", b"\x27\1\0\0\0" + nal(b"\6\5\x10" + b"u" * 16)]),
    ),
    max_size=20,
)
TAGS = st.lists(
    st.one_of(
        st.builds(gop, st.integers(0, 2**31)),
        st.builds(long_gop, st.integers(0, 2**31), _PICTURES),
        st.builds(inter, st.integers(0, 2**31)),
        st.sampled_from(
            [video_config(), video_config(b"b"), audio_config(), audio_config(b"\x11\x88"), METADATA, SETUP]
        ),
        st.binary(max_size=60),
        st.builds(make_tag, st.sampled_from([AUDIO, VIDEO, SCRIPT]), st.integers(0, 2**32 - 1), st.binary(max_size=30)),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(TAGS, st.integers(1, 400), st.booleans())
def test_every_byte_is_handed_out_once_in_order_and_chunks_do_not_matter(
    tags: list[bytes], step: int, limited: bool
) -> None:
    """On any stream: parts joined are the stream, but for what was sent once more; and delivery changes nothing."""
    data = SETUP + b"".join(tags)
    limits = {"max_part_bytes": 300} if limited else {}
    whole, chunked = Outcome(data, is_fed=True, **limits), Outcome(data, step, **limits)
    assert whole.received == data
    assert chunked.received == data
    assert chunked.parts == whole.parts
    assert chunked.marks == whole.marks
    assert [(o.cutter.tags, o.cutter.pts_ms, o.cutter.position_ms) for o in (whole, chunked)] == [
        (whole.cutter.tags, whole.cutter.pts_ms, whole.cutter.position_ms)
    ] * 2
    assert all(part.startswith(HEADER) for part in whole.parts)
