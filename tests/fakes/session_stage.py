"""A session runner with every edge scripted, for tests of what holds the stages together."""

from __future__ import annotations

import asyncio
from pathlib import Path

from archiver.model.broadcast import ControlSignal, LiveCheck, RoomInfo, RoomStatus, StreamVariant
from archiver.model.creator import Creator, WatchEntry
from archiver.model.frame import FrameNotice
from archiver.model.session import Session
from archiver.record.plan import StreamPreferences
from archiver.run.capture import Edges, SessionPolicy
from archiver.run.monitor import MonitorPolicy
from archiver.run.session import SessionRunner
from tests.fakes.clock import FakeClock
from tests.fakes.event_socket import FakeEventConnector, FakeEventSocket
from tests.fakes.event_store import FakeEventStore
from tests.fakes.live_api import FakeLiveApi, live_check
from tests.fakes.media_capture import FakeMediaCapture, Take
from tests.fakes.media_finisher import FakeMediaFinisher, media_info
from tests.fakes.raw_frames import chat_message, push_frame
from tests.fakes.session_store import FakeSessionStore

ROOM, CREATOR = 77, Creator(unique_id="someone", user_id=5)
END = push_frame([chat_message(900, "bye")])
ENDED = {END: FrameNotice(signals=(ControlSignal.ENDED,), messages=1)}


class FakeStore(FakeSessionStore, FakeEventStore):
    """Sessions, events and a watchlist in memory."""

    def __init__(self) -> None:
        FakeSessionStore.__init__(self)
        FakeEventStore.__init__(self)
        self.entries: list[WatchEntry] = []

    async def watch_entries(self) -> list[WatchEntry]:
        """See WatchStore."""
        return self.entries


class Stage:
    """Everything a session runner needs; attributes may be replaced before ``runner`` is called."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.clock = FakeClock()
        self.api = FakeLiveApi()
        variant = StreamVariant(protocol="flv", quality="hd", level=3, url="http://media/hd.flv")
        info = RoomInfo(room_id=ROOM, status=RoomStatus.LIVE, creator=CREATOR, variants=(variant,))
        self.api.script_room_info(ROOM, info)
        self.room_is(RoomStatus.LIVE)
        self.socket = FakeEventSocket([push_frame([chat_message(1)])], notices=ENDED)
        self.connector = FakeEventConnector(self.socket)
        self.capture = FakeMediaCapture(self.clock, Take(media_ms=2000, then=None))
        self.finisher = FakeMediaFinisher(
            {f"part_{number:03d}_a{attempt}.flv": media_info(2000) for number in (1, 2, 3) for attempt in (1, 2, 3)}
        )
        self.store = FakeStore()
        self.stop = asyncio.Event()
        self.align_interval_s = 10.0

    def room_is(self, status: RoomStatus) -> None:
        """What the platform says about the room from now on, by room and by handle."""
        self.api.script_is_live(ROOM, LiveCheck(unique_id="someone", room_id=ROOM, status=status))
        self.api.script_is_live("someone", live_check("someone", ROOM, status))

    def end(self) -> None:
        """The room says on its event stream that the broadcast is over."""
        self.socket.push(END)

    def runner(self) -> SessionRunner:
        edges = Edges(
            api=self.api, connector=self.connector, capture=self.capture, finisher=self.finisher, store=self.store,  # type: ignore[arg-type]
            clock=self.clock,
        )  # fmt: skip
        policy = SessionPolicy(
            monitor=MonitorPolicy(interval_s=0.01, anxious_interval_s=0.01, share_s=0),
            drain_s=0.0,
            drain_events_s=0.0,
            repair_s=0.0,
            align_interval_s=self.align_interval_s,
        )
        return SessionRunner(edges=edges, policy=policy, archive_folder=self.archive)

    async def opened(self) -> Session:
        return await self.runner().open(room_id=ROOM, creator=CREATOR, title="Hello")

    async def run(self, session: Session) -> Session:
        """Run the session to its end."""
        async with asyncio.timeout(20):
            return await self.runner().run(session, self.stop, StreamPreferences())
