"""A rebroadcast script: who goes live, when, in what quality, and what is said.

docs/reference/scenario.md describes it for those who write one.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from archiver.model.creator import parse_handle
from archiver.rebroadcast.faults import Faults, FrameFault, SocketRules
from archiver.rebroadcast.message_bodies import cast_names, fill
from archiver.wire.pb import webcast_pb2 as pb

MAX_DURATION_S = 86_400.0
MAX_CUES = 100_000
MIN_TAKE_S = 1.0  #: an encoder has to come to speed

Seconds = Annotated[float, Field(ge=0, le=MAX_DURATION_S)]
Period = Annotated[float, Field(ge=0.05, le=MAX_DURATION_S)]
Identifier = Annotated[int, Field(ge=1, lt=1 << 63)]
Count = Annotated[int, Field(ge=0, lt=1 << 31)]
Text = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=60)]
Method = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,100}$")]
Size = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{1,3}x[1-9]\d{1,3}$")]


class Entry(BaseModel):
    """A table of the script. Frozen; a key nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def derived_id(name: str) -> int:
    """A user id of the platform's size that is always the same for a name."""
    return 6_800_000_000_000_000_000 + zlib.crc32(name.encode()) * 16


def check_handle(unique_id: str) -> None:
    """Raises ValueError for what is no handle as the platform writes it."""
    if parse_handle(unique_id) != unique_id:
        raise ValueError(f"unique_id {unique_id!r} is not a plain lower-case handle; write it without '@'")


class CreatorEntry(Entry):
    """Who goes live."""

    unique_id: Name
    nickname: Name
    user_id: Identifier = 0  # replaced by one derived from the handle
    sec_uid: Name = "MS4wLjABAAAA-rebroadcast"
    followers: Count = 0

    @model_validator(mode="before")
    @classmethod
    def _derive_id(cls, values: Any) -> Any:
        if isinstance(values, dict) and "user_id" not in values:
            return {**values, "user_id": derived_id(str(values.get("unique_id")))}
        return values

    @model_validator(mode="after")
    def _is_handle(self) -> CreatorEntry:
        check_handle(self.unique_id)
        return self


class ViewerEntry(Entry):
    """A member of the cast; the table's name is what events call them by."""

    nickname: Name
    unique_id: Name | None = None  #: None: the table's name
    user_id: Identifier | None = None  #: None: derived from the table's name
    is_moderator: bool = False
    is_subscriber: bool = False
    is_follower: bool = False
    gifter_level: Annotated[int, Field(ge=1, le=50)] | None = None
    fan_level: Annotated[int, Field(ge=1, le=50)] | None = None


class GiftEntry(Entry):
    """A gift of the gift list; the table's name is what events call it by."""

    gift_id: Identifier
    name: Name
    diamonds: Count
    is_streakable: bool = False


class Quality(Entry):
    """A rung of the quality ladder."""

    key: Literal["origin", "uhd", "hd", "sd", "ld"]
    size: Size
    bitrate_kbps: Annotated[int, Field(ge=50, le=20_000)] = 800
    codec: Literal["h264", "h265"] = "h264"  #: h265 goes into FLV as codec id 12, as the platform has it

    @property
    def name(self) -> str:
        """What its URLs and files are called: two codecs may offer the same rung."""
        return self.key if self.codec == "h264" else f"{self.key}_{self.codec}"

    @property
    def width(self) -> int:
        """Pixels."""
        return int(self.size.partition("x")[0])

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.size.partition("x")[2])

    @model_validator(mode="after")
    def _is_encodable(self) -> Quality:
        if self.width % 2 or self.height % 2:
            raise ValueError(f"size {self.size} has an odd side; H.264 needs even ones")
        return self


class Pause(Entry):
    """The host is away: no video, status 3. Seconds of the broadcast."""

    at_s: Seconds
    for_s: Period


class Change(Entry):
    """The picture changes within a running stream: sequence headers come anew. Seconds of the broadcast."""

    at_s: Seconds
    kind: Literal["turn", "restart"]  #: the phone is turned (width and height change places); time begins at zero again


class Take(NamedTuple):
    """A stretch of video that one encoder films. Seconds of the broadcast."""

    from_s: float
    until_s: float
    is_turned: bool
    change: str  #: "turn" or "restart"; "": it begins a stream


class _Timed(Entry):
    at_s: Seconds
    msg_id: Identifier | None = None  #: None: one of its own; the id of an earlier message makes it a repetition
    is_dated: bool = True  #: false: the message has no create_time


class Chat(_Timed):
    """A comment."""

    kind: Literal["chat"]
    viewer: Name
    text: Text
    language: Annotated[str, Field(max_length=16)] = ""


class Emote(_Timed):
    """A message that is one emote."""

    kind: Literal["emote"]
    viewer: Name
    emote_id: Name


class Gift(_Timed):
    """A gift, or a streak of it: one message for each of ``counts`` (running totals), ``every_s`` apart."""

    kind: Literal["gift"]
    viewer: Name
    gift: Name
    counts: Annotated[tuple[Annotated[int, Field(ge=1, lt=1 << 31)], ...], Field(min_length=1, max_length=500)] = (1,)
    every_s: Period = 0.5
    group: Count = 0  #: tells streaks apart; 0: the messages name no group
    has_end: bool = True  #: false: the message that ends the streak is missing
    receiver: Name | None = None  #: a guest; None: the creator
    is_described: bool = True  #: false: the messages name the gift by its number alone


class Like(_Timed):
    """A batch of likes, with the total one shard knows."""

    kind: Literal["like"]
    viewer: Name
    count: Annotated[int, Field(ge=1, le=100)] = 1
    total: Count


class ByViewer(_Timed):
    """Someone enters, follows or shares."""

    kind: Literal["join", "follow", "share"]
    viewer: Name


class Viewers(_Timed):
    """How many watch, and how many have watched."""

    kind: Literal["viewers"]
    viewers: Count
    total: Count


class RoomLine(_Timed):
    """A line of the room itself, or the creator's introduction."""

    kind: Literal["room_message", "intro"]
    text: Text


class Subscribe(_Timed):
    """A viewer subscribes."""

    kind: Literal["subscribe"]
    viewer: Name
    months: Annotated[int, Field(ge=1, le=120)] = 1


class Raw(_Timed):
    """A message of any method, known or not."""

    kind: Literal["raw"]
    method: Method
    payload_hex: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-fA-F]{2})*$", max_length=131_072)] = ""


class FreeMessage(_Timed):
    """A message of any declared method, its body written out."""

    kind: Literal["message"]
    method: Method
    body: dict[str, Any] = {}

    @model_validator(mode="after")
    def _is_a_message(self) -> FreeMessage:
        fill(self.method, self.body, lambda _: pb.User(id=1))
        return self


class BadFrame(_Timed):
    """A frame that a client must survive, sent to all connections."""

    kind: Literal["frame_fault"]
    fault: FrameFault


Event = Annotated[
    Chat | Emote | Gift | Like | ByViewer | Viewers | RoomLine | Subscribe | Raw | FreeMessage | BadFrame,
    Field(discriminator="kind"),
]


class Likes(Entry):
    """Likes from the whole cast in turn, batch after batch; every second total is that of a shard ``lag`` behind."""

    from_s: Seconds = 0.0
    until_s: Seconds
    every_s: Period
    count: Annotated[int, Field(ge=1, le=100)] = 5
    total_before: Count = 0
    lag: Count = 0


class Joins(Entry):
    """The whole cast enters in turn."""

    from_s: Seconds = 0.0
    until_s: Seconds
    every_s: Period


class ViewerCurve(Entry):
    """Viewer counts every ``every_s`` along straight lines between ``points`` (second, viewers)."""

    every_s: Period
    points: Annotated[tuple[tuple[Seconds, Count], ...], Field(min_length=1, max_length=1000)]


class HistoryLine(Entry):
    """A comment from before anybody of ours came in."""

    viewer: Name
    text: Text
    before_s: Seconds = 60.0  #: how long before the broadcast's beginning


class Broadcast(Entry):
    """One broadcast: one room."""

    title: Text
    unique_id: Name | None = None  #: the creator's handle from this broadcast on; None: as before
    after_s: Seconds = 1.0  #: seconds after the end of the one before, or after the start of the room server
    duration_s: Annotated[float, Field(ge=1, le=MAX_DURATION_S)]
    formats: Annotated[tuple[Literal["flv", "hls"], ...], Field(min_length=1, max_length=2)] = ("flv", "hls")
    qualities: Annotated[tuple[Quality, ...], Field(min_length=1, max_length=4)] = (Quality(key="sd", size="540x960"),)
    fps: Annotated[int, Field(ge=5, le=60)] = 20
    gop_s: Annotated[float, Field(ge=0.5, le=10)] = 2.0
    sei: bool = False  #: key frames of FLV carry the encoder's clock
    dates: Literal["none", "pdt", "fp"] = "none"  #: of HLS: EXT-X-PROGRAM-DATE-TIME or EXT-X-FP-DateTime
    delay_s: Annotated[float, Field(ge=0, le=6)] = 0.0  #: media servers further away: everything comes so much later
    jitter_s: Annotated[float, Field(ge=0, le=2)] = 0.0  #: FLV comes up to so much later than that, unevenly
    gop_cache: Annotated[int, Field(ge=0, le=3)] = 1  #: GOPs of FLV a newcomer gets at once
    end: Literal["control", "silent", "suspended"] = "control"
    pauses: Annotated[tuple[Pause, ...], Field(max_length=100)] = ()
    change: Annotated[tuple[Change, ...], Field(max_length=100)] = ()
    history: Annotated[tuple[HistoryLine, ...], Field(max_length=50)] = ()
    event: Annotated[tuple[Event, ...], Field(max_length=MAX_CUES)] = ()
    likes: Annotated[tuple[Likes, ...], Field(max_length=20)] = ()
    joins: Annotated[tuple[Joins, ...], Field(max_length=20)] = ()
    viewer_curve: ViewerCurve | None = None

    @property
    def runs(self) -> tuple[tuple[float, float], ...]:
        """The stretches with video, as (from, until) seconds of the broadcast."""
        edges = [0.0, *(edge for pause in self.pauses for edge in (pause.at_s, pause.at_s + pause.for_s))]
        edges.append(self.duration_s)
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((start, end) for start, end in pairs if end > start)

    def takes(self, run: tuple[float, float]) -> tuple[Take, ...]:
        """The takes of a run, divided where the picture changes."""
        changes = sorted(self.change, key=lambda each: each.at_s)
        turns = sum(each.kind == "turn" for each in changes if each.at_s <= run[0])
        inside = [each for each in changes if run[0] < each.at_s < run[1]]
        edges = [run[0], *(each.at_s for each in inside), run[1]]
        takes = [Take(edges[0], edges[1], turns % 2 == 1, "")]
        for number, change in enumerate(inside, 1):
            turns += change.kind == "turn"
            takes.append(Take(edges[number], edges[number + 1], turns % 2 == 1, change.kind))
        return tuple(takes)

    @model_validator(mode="after")
    def _fits_together(self) -> Broadcast:
        if self.unique_id is not None:
            check_handle(self.unique_id)
        position = 0.0
        for pause in self.pauses:
            if pause.at_s < position:
                raise ValueError(f"the pause at {pause.at_s} s begins before the one in front of it has ended")
            position = pause.at_s + pause.for_s
        if position > self.duration_s:
            raise ValueError(f"the pause that ends at {position} s is longer than duration_s = {self.duration_s}")
        for earlier, later in itertools.pairwise(sorted(change.at_s for change in self.change)):
            if later - earlier < MIN_TAKE_S:
                raise ValueError(f"the change at {later} s follows the one at {earlier} s within {MIN_TAKE_S} s")
        for event in self.event:
            if event.at_s > self.duration_s:
                raise ValueError(f"the {event.kind} at {event.at_s} s comes after duration_s = {self.duration_s}")
        for name, keys in (("quality keys", [rung.name for rung in self.qualities]), ("formats", list(self.formats))):
            if len(set(keys)) != len(keys):
                raise ValueError(f"{name} repeat: {', '.join(keys)}")
        return self


class Scenario(Entry):
    """A whole script."""

    creator: CreatorEntry
    viewers: Annotated[dict[Name, ViewerEntry], Field(min_length=1, max_length=1000)]
    gifts: Annotated[dict[Name, GiftEntry], Field(max_length=1000)] = {}
    broadcast: Annotated[tuple[Broadcast, ...], Field(min_length=1, max_length=20)]
    faults: Faults = Faults()
    socket: SocketRules = SocketRules()

    @model_validator(mode="after")
    def _names_are_known(self) -> Scenario:
        for where, table, name in self._mentions():
            known = self.gifts if table == "gifts" else self.viewers
            if name not in known:
                raise ValueError(f"{where}: there is no [{table}.{name}]; known are {', '.join(known) or 'none'}")
        return self

    def _mentions(self) -> Iterator[tuple[str, str, str]]:
        """Every use of a name: where, which table it must be in, the name."""
        for number, broadcast in enumerate(self.broadcast, start=1):
            spoken = [("history", broadcast.history), ("event", broadcast.event)]
            for key, entries in spoken:
                for index, entry in enumerate(entries, start=1):
                    where = f"broadcast[{number}].{key}[{index}]"
                    for field, table in (("viewer", "viewers"), ("receiver", "viewers"), ("gift", "gifts")):
                        name = getattr(entry, field, None)
                        if name is not None:
                            yield f"{where}.{field}", table, name
                    for name in cast_names(getattr(entry, "body", {})):
                        yield f"{where}.body", "viewers", name
