"""A live FLV stream to parts: which bytes belong to which, and what is worth a sync sample. Fed with bytes; no I/O.

The bytes go through unchanged and at once. Held back is only what must be understood before it is known where it
belongs: the head of a tag, and a script tag or sequence header until it is complete. A part after the first begins with
what a player needs, sent once more: the FLV header, the script tag and the sequence headers last received.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from archiver.errors import MediaInvalidError
from archiver.flv.cut_budget import CutBudget
from archiver.flv.open_picture import OpenPicture
from archiver.flv.pieces import Cut, Mark, Piece
from archiver.flv.resync import FILE_HEADER, find_tag
from archiver.flv.setup import SLOTS, body_of, slot_of
from archiver.flv.tags import AUDIO, BACK_POINTER_BYTES, HEADER, MAX_TAG_BYTES, SCRIPT, TAG_HEAD_BYTES, VIDEO
from archiver.flv.video import read_video_head
from archiver.model.media import CutCause

#: A tag later than the one before it of its kind by more than this, or earlier by more than that, is a jump.
MAX_STEP_MS = 5_000
MAX_STEP_BACK_MS = 300
#: How much is held back while a stream that fell out of step is searched for its next tag.
MAX_SEARCH_BYTES = 1 << 20
#: After so much without a tag the stream is given up.
MAX_DAMAGE_BYTES = 8 << 20
#: With only sound, or only pictures, this much of it settles where the part begins.
_SETTLED_MS = 500

_LOOK_BYTES = 22  # of a tag: its head, the head of a video body, length and first two bytes of its first NAL unit
_WORDS = struct.Struct(">IIII")  # kind and size; time stamp, its high byte last; stream id and first byte; next four
#: The same three; packet type, composition time in two pieces, the first two bytes of the first NAL unit.
_read_plain = struct.Struct(">IIIBhB4xBB").unpack_from
_AVC_PICTURE, _HEVC_PICTURE, _AAC = 0x27, 0x2C, 0xA0  # stream id 0 and a body's first byte: no key frame; any AAC
_HEADER_WORD = int.from_bytes(FILE_HEADER, "big")
_HEADER_SIZE_WORD = 0x09000000  # the last byte of the header's own size, and the first three behind it
_KINDS = frozenset((AUDIO, VIDEO, SCRIPT))
_AVC_SEI, _HEVC_SEI, _USER_DATA = 6, 39, 5
_NEVER_MS = -1 << 40  # no tag is a step behind it
_NO_MARKS: Sequence[Mark] = ()


class PartCutter:
    """Feed it a stream from its first byte on."""

    __slots__ = (
        "_changed", "_cut_at_key", "_has_media", "_held", "_is_calm", "_is_cutting", "_is_searching",
        "_last_audio_ms", "_last_video_ms", "_left", "_marks", "_max_part_bytes", "_max_part_ms", "_part_bytes",
        "_picture", "_searched_bytes", "_seen", "_setup", "_starts_ms", "_waiting", "_zero_ms", "budget",
        "damaged_bytes", "part", "position_ms", "pts_ms", "tags",
    )  # fmt: skip

    def __init__(self, *, is_cutting: bool = True, max_part_bytes: int = 0, max_part_ms: int = 0) -> None:
        """Limits take effect at the next key frame (at the next tag, without video); 0: none."""
        self._is_cutting = is_cutting
        self._max_part_bytes = max_part_bytes
        self._max_part_ms = max_part_ms
        self._is_calm = False  # it is known where the part begins, and nothing is held back, waits, or is looked for
        self._held = b""
        self._left = 0  # bytes of the running tag that are still to come
        self._setup: dict[str, bytes] = {}  # the newest of each slot, as received
        self._waiting: list[tuple[str, bytes]] = []  # setup in mid-stream, until it is known which part gets it
        self._changed: set[str] = set()
        self._cut_at_key: CutCause | None = None
        self._is_searching = False
        self._searched_bytes = 0
        self._picture: OpenPicture | None = None
        self._seen: list[tuple[int, bool, int | None]] = []  # of the part: what becomes marks once its zero is settled
        self._marks: list[Mark] = []
        self._part_bytes = 0
        self._last_video_ms = self._last_audio_ms = _NEVER_MS
        self._starts_ms: dict[int, int] = {}  # by kind; of pictures, the first key frame's
        self._has_media = False  # in the part
        self._zero_ms = 0
        self.budget = CutBudget()
        self.part = 0
        self.tags = 0  #: media tags seen
        self.pts_ms = 0  #: of the newest picture, or sound where there are no pictures
        self.position_ms = 0  #: the same, in the part
        self.damaged_bytes = 0

    @property
    def is_flv(self) -> bool:
        """Whether the stream has begun as FLV."""
        return "header" in self._setup

    @property
    def is_settled(self) -> bool:
        """Whether it is known where the part begins: picture and sound have come, or one of them for a while."""
        return len(self._starts_ms) == 2 or self.position_ms >= _SETTLED_MS

    @property
    def heard_pts_ms(self) -> int:
        """Time stamp of the newest sound; far below zero without any."""
        return self._last_audio_ms

    @property
    def heard_ms(self) -> int:
        """The same, in the part."""
        return self._last_audio_ms - self._zero_ms

    def setup_body(self, slot: str) -> bytes:
        """The body of the newest "script", "video" or "audio" setup tag; empty before there was one."""
        return body_of(self._setup.get(slot, b""))

    def skim(self, data: memoryview) -> bool:
        """Take note of a delivery that nothing hangs on, as nearly all are: it is written as it stands.

        That is AAC, and AVC and HEVC between key frames, when nothing is held back. False: ``feed`` has to look.
        """
        if not self._is_calm:
            return False
        video_ms, audio_ms, composition_ms = self._last_video_ms, self._last_audio_ms, None
        position, end, tags = self._left, len(data), 0
        readable = end - _LOOK_BYTES
        while position < end:
            if position > readable:
                return False
            first, time, second, packet_type, high, low, nal, behind = _read_plain(data, position)
            time_ms = time >> 8 | (time & 0xFF) << 24
            if second & ~0x0F == _AAC and first >> 24 == AUDIO:
                step_ms, audio_ms = time_ms - audio_ms, time_ms
            elif first >> 24 == VIDEO and (
                (second == _AVC_PICTURE and (nal & 0x1F != _AVC_SEI or behind != _USER_DATA))
                or (second == _HEVC_PICTURE and nal >> 1 != _HEVC_SEI)
            ):
                step_ms, video_ms, composition_ms = time_ms - video_ms, time_ms, high << 8 | low
            else:
                return False
            if packet_type != 1 or step_ms > MAX_STEP_MS or step_ms < -MAX_STEP_BACK_MS:
                return False
            tags += 1
            position += (first & 0xFFFFFF) + TAG_HEAD_BYTES + BACK_POINTER_BYTES
        self._left = position - end
        self._part_bytes += end
        self.tags += tags
        self._last_audio_ms = audio_ms
        if composition_ms is not None:
            self._last_video_ms = video_ms
            self.pts_ms = pts_ms = video_ms + composition_ms
            self.position_ms = pts_ms - self._zero_ms
        return True

    def feed(self, data: bytes | memoryview) -> list[Piece]:  # noqa: C901, PLR0912 - the whole loop in one place
        """What to write now, in order.

        Raises:
            MediaInvalidError: the stream does not begin as FLV, or has lost its form for good.
        """
        if self._held:
            data = b"".join((self._held, data))
            self._held = b""
        view = memoryview(data)
        end = len(view)
        out: list[Piece] = []
        written = position = 0  # up to where bytes are in `out`; up to where they are understood
        while position < end:
            if self._left:
                position = self._pass_over(view, position, end)
                continue
            if end - position < _LOOK_BYTES:
                break
            if self._is_searching:
                position = self._search(view, position)
                if self._is_searching:
                    break
                continue
            first, time, second, third = _WORDS.unpack_from(view, position)
            kind, size = first >> 24, first & 0xFFFFFF
            length = TAG_HEAD_BYTES + size + BACK_POINTER_BYTES
            if kind not in _KINDS or second >> 8 or size > MAX_TAG_BYTES:
                if first != _HEADER_WORD or time & 0xFFFFFF or second != _HEADER_SIZE_WORD:
                    self._lose_step()
                    self._put(out, view[written:position], *self._release())
                    written = position
                    continue
                slot, length = "header", len(HEADER)
            elif not (slot := slot_of(kind, size, second & 0xFF, third >> 24)):
                stamp = time >> 8 | (time & 0xFF) << 24
                if before := self._meet(kind, size, stamp, second & 0xFF, third, view, position, written):
                    self._put(out, view[written:position], *before)
                    written = position
                self._left = length
                continue
            if end - position < length:
                break
            if self._note_setup(slot, bytes(view[position : position + length])):
                self._put(out, view[written:position])
                written = position + length
            position += length
        if written < position:
            out.append(view if position - written == end else view[written:position])
            self._part_bytes += position - written
        if position < end:
            self._held = bytes(view[position:])
        is_busy = self._held or self._waiting or self._picture or self._is_searching
        self._is_calm = not is_busy and self.is_settled and VIDEO in self._starts_ms
        return out

    def finish(self) -> list[bytes]:
        """What was held back when the stream ended; an incomplete picture's mark is made of what there is."""
        out = [tag for _, tag in self._waiting]
        if self._held and self.is_flv:
            out.append(self._held)
        self._waiting, self._held = [], b""
        if self._picture is not None:
            self._mark(self._picture)
        self._settle_marks()
        return out

    def take_marks(self) -> Sequence[Mark]:
        """The marks since the last call; empty while it is not settled where the part begins."""
        if self._seen:
            if self.is_settled:
                self._settle_marks()
        elif not self._marks:
            return _NO_MARKS
        marks, self._marks = self._marks, []
        return marks

    def _put(self, out: list[Piece], *pieces: Piece) -> None:
        for piece in pieces:
            if isinstance(piece, Cut):
                self._part_bytes = len(piece.prefix)
                out.append(piece)
            elif len(piece):
                self._part_bytes += len(piece)
                out.append(piece)

    def _pass_over(self, view: memoryview, position: int, end: int) -> int:
        """Go on in the running tag."""
        stop = min(position + self._left, end)
        self._left -= stop - position
        if (picture := self._picture) is not None and (picture.add(view[position:stop]) or not self._left):
            self._mark(picture)
        return stop

    def _mark(self, picture: OpenPicture) -> None:
        self._picture = None
        sei_ts = picture.sei_ts()
        if picture.is_key or sei_ts is not None:
            self._seen.append((picture.pts_ms, picture.is_key, sei_ts))

    def _settle_marks(self) -> None:
        seen, self._seen = self._seen, []
        self._marks += [Mark(self.part, pts - self._zero_ms, pts, is_key, sei_ts) for pts, is_key, sei_ts in seen]

    def _meet(
        self, kind: int, size: int, time_ms: int, first: int, rest: int, view: memoryview, position: int, written: int
    ) -> list[Piece]:
        """Take note of a tag that sets nothing up; returns what comes before it, mostly nothing."""
        if not size or kind == SCRIPT:
            return self._release()
        is_key, has_sei, pts_ms = False, False, time_ms
        if kind == VIDEO:
            if first & 0x8F in (7, 12) and rest >> 24 == 1:  # AVC, or HEVC laid out like it
                is_key = first & 0x70 == 0x10
                composition = rest & 0xFFFFFF
                pts_ms += composition - ((composition & 0x800000) << 1)
                nal, behind = view[position + _LOOK_BYTES - 2], view[position + _LOOK_BYTES - 1]
                is_sei = nal & 0x1F == _AVC_SEI if first & 0x0F == 7 else nal >> 1 & 0x3F == _HEVC_SEI
                has_sei = is_sei and (behind == _USER_DATA or first & 0x0F == 12)  # an HEVC NAL unit's head has 2 bytes
            else:
                head = read_video_head(bytes(view[position + TAG_HEAD_BYTES : position + TAG_HEAD_BYTES + 8]))
                if not head.is_frame:
                    return self._release()
                is_key = head.is_key
                pts_ms += head.composition_ms
        self.tags += 1
        last_ms = self._last_video_ms if kind == VIDEO else self._last_audio_ms
        before: list[Piece] = []
        is_step = last_ms == _NEVER_MS or -MAX_STEP_BACK_MS <= time_ms - last_ms <= MAX_STEP_MS
        is_entry = is_key or (kind == AUDIO and VIDEO not in self._starts_ms and "video" not in self._setup)
        if is_entry or not is_step or self._waiting:
            before = self._before(is_entry=is_entry, is_jump=not is_step, size=self._part_bytes + position - written)
        self._advance(kind, time_ms, pts_ms, is_key=is_key)
        if is_key or has_sei:
            self._picture = OpenPicture(pts_ms, is_key=is_key)
        return before

    def _advance(self, kind: int, time_ms: int, pts_ms: int, *, is_key: bool) -> None:
        if kind == VIDEO:
            self._last_video_ms = time_ms
        else:
            self._last_audio_ms = time_ms
        self._has_media = True
        if kind == VIDEO and not is_key and VIDEO not in self._starts_ms:
            return  # what no player shows has no place
        if kind not in self._starts_ms:
            self._starts_ms[kind] = pts_ms
            self._zero_ms = min(self._starts_ms.values())
        if kind == VIDEO or VIDEO not in self._starts_ms:
            self.pts_ms = pts_ms
            self.position_ms = pts_ms - self._zero_ms

    def _release(self) -> list[Piece]:
        """The setup that waits, for the running part; a change takes effect at the next key frame."""
        if self._changed:
            self._cut_at_key = CutCause.CONFIG
            self._changed.clear()
        waiting, self._waiting = self._waiting, []
        return [tag for _, tag in waiting]

    def _before(self, *, is_entry: bool, is_jump: bool, size: int) -> list[Piece]:
        """A cut before the media that has come, the setup that waited for it, or nothing."""
        cause = self._cause(is_entry=is_entry, is_jump=is_jump, size=size) if self._has_media else None
        if cause is None or not (self._is_cutting and self.budget.may_cut(self.tags)):
            return self._release()  # a change of sound alone: pictures can begin anew only at a key frame
        waiting, self._waiting = self._waiting, []
        self._changed.clear()
        begin = max((i for i, (slot, _) in enumerate(waiting, start=1) if slot == "header"), default=0)
        slots = {slot for slot, _ in waiting[begin:]}
        prefix = b"".join(self._setup.get(slot, b"") for slot in SLOTS if slot not in slots)
        cut = Cut(self.part + 1, cause, prefix, self.position_ms, self.pts_ms)
        self._settle_marks()
        self.part += 1
        self._cut_at_key = None
        self._last_video_ms = self._last_audio_ms = _NEVER_MS
        self._starts_ms = {}
        self._has_media = False
        self.position_ms = 0
        tags = [tag for _, tag in waiting]
        return [*tags[: max(begin - 1, 0)], cut, *tags[begin:]]

    def _cause(self, *, is_entry: bool, is_jump: bool, size: int) -> CutCause | None:
        if "header" in self._changed:
            return CutCause.HEADER
        if "video" in self._changed or ("audio" in self._changed and is_entry):
            return CutCause.CONFIG
        if is_jump:
            return CutCause.TIME
        if not is_entry:
            return None
        if self._cut_at_key is not None:
            return self._cut_at_key
        is_full = 0 < self._max_part_bytes <= size or 0 < self._max_part_ms <= self.position_ms
        return CutCause.LIMIT if is_full else None

    def _note_setup(self, slot: str, tag: bytes) -> bool:
        """Remember a header or setup tag; whether it has to wait for the media behind it."""
        known = self._setup.get(slot)
        self._setup[slot] = tag
        is_new = slot == "header" or (slot != "script" and known is not None and body_of(known) != body_of(tag))
        if is_new and self._has_media:
            self._changed.add(slot)
        if self._changed or self._waiting or (slot == "script" and self._has_media):
            self._waiting.append((slot, tag))  # the encoder's words come before the change they speak of
        return bool(self._waiting)

    def _lose_step(self) -> None:
        if not self.is_flv:
            raise MediaInvalidError("The answer is not FLV.")
        self._is_searching = True
        self._searched_bytes = 0

    def _search(self, view: memoryview, position: int) -> int:
        """Look for the next tag; returns up to where nothing can be held back any more."""
        window = bytes(view[position:])
        found = find_tag(window)
        if found is not None:
            self._is_searching = False
            self._cut_at_key = CutCause.DAMAGE
            self._last_video_ms = self._last_audio_ms = (
                _NEVER_MS  # a wrong size may have swallowed tags: no jump; a cut comes anyway
            )
        elif len(window) > MAX_SEARCH_BYTES:
            found = len(window) - MAX_SEARCH_BYTES // 2
            self._searched_bytes += found
            if self._searched_bytes > MAX_DAMAGE_BYTES:
                raise MediaInvalidError("The stream is no longer FLV.")
        self.damaged_bytes += found or 0
        return position + (found or 0)
