"""What the routes and the sockets of a rebroadcast share: the scenario, its rooms, its switches and what was seen."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.model.broadcast import RoomStatus
from archiver.ports import Clock
from archiver.rebroadcast.faults import Faults, SocketRules
from archiver.rebroadcast.ids import Snowflakes
from archiver.rebroadcast.live_media import LiveMedia
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Broadcast, Scenario

_DAY_MS = 86_400_000
_MAX_KEPT = 100_000


class Ack(NamedTuple):
    """An acknowledgement as it came in."""

    connection: int  #: 1, 2, 3 ...
    log_id: int
    payload: bytes
    is_expected: bool  #: the frame was sent on this connection, asked for an ack, and the payload is its internal_ext


class HeartbeatSeen(NamedTuple):
    """A heartbeat as it came in."""

    connection: int
    room_id: int
    send_packet_seq_id: int


class Said(NamedTuple):
    """What a client with a session did in a room."""

    what: str  #: "chat", "like" or "gift"; "start" or "stop" of a broadcast of one's own
    room_id: int
    content: str  #: the text, the number of likes, the gift's id, or the title


@dataclass(slots=True)
class Seen:
    """What clients did. The lists keep the newest entries only."""

    acks: deque[Ack] = field(default_factory=lambda: deque(maxlen=_MAX_KEPT))
    heartbeats: deque[HeartbeatSeen] = field(default_factory=lambda: deque(maxlen=_MAX_KEPT))
    entered: deque[int] = field(default_factory=lambda: deque(maxlen=_MAX_KEPT))  #: connections that entered the room
    said: deque[Said] = field(default_factory=lambda: deque(maxlen=_MAX_KEPT))
    connections: int = 0
    refused: int = 0  #: handshakes
    check_alive_requests: int = 0
    sign_requests: int = 0
    tikapi_requests: int = 0
    last_request: dict[str, str] = field(default_factory=dict)  #: the same of gift/list
    last_handshake: dict[str, str] = field(default_factory=dict)  #: the same of the event socket
    last_sign_request: dict[str, str] = field(default_factory=dict)  #: headers and query, by name
    last_tikapi_request: dict[str, str] = field(default_factory=dict)  #: the same of TikAPI's routes
    last_action: dict[str, str] = field(default_factory=dict)  #: query and form of what was last done in a room


class Studio:
    """The state of a rebroadcast."""

    def __init__(self, scenario: Scenario, clock: Clock) -> None:
        self.scenario = scenario
        self.creator = scenario.creator  #: as they are called now
        self.clock = clock
        self.faults: Faults = scenario.faults.model_copy()
        self.rules: SocketRules = scenario.socket.model_copy()
        self.ids = Snowflakes()
        self.seen = Seen()
        self.rooms: dict[int, Room] = {}
        self.room: Room | None = None  #: the latest room, live or over
        self.media: dict[int, LiveMedia] = {}  #: by room id
        self.ttwid = f"1%7Crebroadcast-{self.ids.next(clock.now_ms())}"
        self.earlier_room_id = self.ids.next(clock.now_ms() - _DAY_MS)  #: handed out before the first broadcast
        self.base_url = ""
        self.push_server = ""

    @property
    def status(self) -> RoomStatus:
        """The creator's status now."""
        return RoomStatus.ENDED if self.room is None else self.room.status

    @property
    def room_id(self) -> int:
        """The room the platform hands out now: the last one while the creator is offline."""
        return self.earlier_room_id if self.room is None else self.room.room_id

    def open_room(self, broadcast: Broadcast, started_at: int) -> Room:
        """Begin a broadcast."""
        if broadcast.unique_id is not None:
            self.creator = self.creator.model_copy(update={"unique_id": broadcast.unique_id})
        named = self.scenario.model_copy(update={"creator": self.creator})
        self.room = Room(named, broadcast, ids=self.ids, started_at=started_at)
        self.rooms[self.room.room_id] = self.room
        return self.room

    def live_room(self, room_id: int) -> Room | None:
        """The room of that id, if its broadcast goes on."""
        room = self.rooms.get(room_id)
        return room if room is not None and not room.is_over else None
