"""One live room: its status, its figures and everything said in it so far."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from archiver.model.broadcast import RoomStatus
from archiver.rebroadcast import messages
from archiver.rebroadcast.cues import Cue
from archiver.rebroadcast.faults import FrameFault
from archiver.rebroadcast.ids import Snowflakes
from archiver.rebroadcast.messages import Envelope, MessageBuilder
from archiver.rebroadcast.scenario import BadFrame, Broadcast, ByViewer, HistoryLine, Like, Scenario, Viewers
from archiver.wire.pb import webcast_pb2 as pb

HISTORY_CHATS = 6
_CHAT = "WebcastChatMessage"
_STATE = 2  # sample_flag of messages that describe a state
_WELCOME = "Welcome to TikTok LIVE! Have fun interacting with others and follow our Community Guidelines."

LogEntry: TypeAlias = "pb.Message | FrameFault"


class Room:
    """A room from its opening on. Positions count the entries of its log; clients read on from theirs."""

    def __init__(self, scenario: Scenario, broadcast: Broadcast, *, ids: Snowflakes, started_at: int) -> None:
        self.broadcast = broadcast
        self.started_at = started_at  #: epoch ms of second 0 of the script
        self.ended_at: int | None = None
        self.room_id = ids.next(started_at)
        self.stream_id = ids.next(started_at)
        self.status = RoomStatus.LIVE
        self.viewers = 0
        self.total_viewers = 0
        self.likes = 0
        self.follows = 0
        self.shares = 0
        self._ids = ids
        self._builder = MessageBuilder(scenario)
        self._log: list[LogEntry] = [self._history_line(line) for line in broadcast.history]
        self._state = self._state_messages()
        self._news = asyncio.Event()

    @property
    def position(self) -> int:
        """How many entries the log has."""
        return len(self._log)

    @property
    def is_over(self) -> bool:
        """Whether the broadcast has ended; nothing more will be said."""
        return self.status is RoomStatus.ENDED

    def say(self, cue: Cue, at_ms: int) -> None:
        """Publish a cue with its scripted instant as the server's time."""
        self._count(cue)
        if isinstance(cue, BadFrame):
            self.publish(cue.fault)
        else:
            envelope = self._envelope(at_ms)
            if cue.msg_id is not None or not cue.is_dated:
                envelope = replace(
                    envelope, msg_id=cue.msg_id or envelope.msg_id, sent_at=envelope.sent_at if cue.is_dated else 0
                )
            self.publish(self._builder.build(cue, envelope))

    def control(self, action: int, at_ms: int) -> None:
        """Publish a control message."""
        self.publish(messages.seal("WebcastControlMessage", messages.control(action), self._envelope(at_ms)))

    def publish(self, entry: LogEntry) -> None:
        """Append to the log and wake everybody who waits."""
        self._log.append(entry)
        self._wake()

    def set_status(self, status: RoomStatus, at_ms: int) -> None:
        """Change the room's status; ENDED is final."""
        self.status = status
        if status is RoomStatus.ENDED:
            self.ended_at = at_ms
        self._wake()

    def since(self, position: int) -> Sequence[LogEntry]:
        """The log from ``position`` on."""
        return self._log[max(0, position) :]

    async def wait_for_news(self, position: int) -> None:
        """Until the log is longer than ``position``, or the room is over."""
        while self.position <= position and not self.is_over:
            await self._news.wait()

    def first_batch(self) -> list[pb.Message]:
        """What a newcomer is told: the last comments, marked as history, and the state of the room."""
        chats = [entry for entry in self._log if isinstance(entry, pb.Message) and entry.method == _CHAT]
        history = [pb.Message() for _ in chats[-HISTORY_CHATS:]]
        for copy, chat in zip(history, chats[-HISTORY_CHATS:], strict=True):
            copy.CopyFrom(chat)
            copy.is_history = True
        return [*history, *self._state]

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _envelope(self, at_ms: int) -> Envelope:
        return Envelope(room_id=self.room_id, msg_id=self._ids.next(at_ms), sent_at=at_ms, viewers=self.viewers)

    def _history_line(self, line: HistoryLine) -> pb.Message:
        said_at = self.started_at - round(line.before_s * 1000)
        return messages.seal(_CHAT, self._builder.chat(line.viewer, line.text), self._envelope(said_at))

    def _state_messages(self) -> list[pb.Message]:
        """Messages about the room itself; every newcomer gets the same ones, with the same ids."""
        at_ms = self.started_at
        welcome = pb.RoomMessage(content=_WELCOME, is_welcome=True)
        intro = self._builder.intro(self.broadcast.title)
        return [
            messages.seal("RoomMessage", welcome, self._envelope(at_ms)),
            messages.seal("WebcastLiveIntroMessage", intro, self._envelope(at_ms), sample_flag=_STATE),
            pb.Message(
                method="WebcastRebroadcastLayoutMessage", payload=b"\x08\x01", msg_id=self._ids.next(at_ms),
                sample_flag=_STATE,
            ),
        ]  # fmt: skip

    def _count(self, cue: Cue) -> None:
        """Keep the figures that room info tells."""
        match cue:
            case Viewers():
                self.viewers, self.total_viewers = cue.viewers, cue.total
            case Like():
                self.likes = max(self.likes, cue.total)
            case ByViewer(kind="follow"):
                self.follows += 1
            case ByViewer(kind="share"):
                self.shares += 1
            case _:
                pass
