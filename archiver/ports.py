"""What the stages need from outside. Each port has a real implementation at an edge and a tested fake in tests/fakes.

All methods that may wait are async; none of them blocks the event loop. Errors are those of ``archiver.errors``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from archiver.model.batch import Batch, JournalState
from archiver.model.broadcast import ControlSignal, LiveCheck, RoomInfo, RoomStatus
from archiver.model.budget import BudgetLine
from archiver.model.creator import CheckNote, Creator, WatchEntry
from archiver.model.frame import FrameNotice, RawFrame
from archiver.model.gift import GiftOffer
from archiver.model.interaction import BattleSpan
from archiver.model.media import (
    CaptureProgress,
    CaptureRequest,
    CaptureResult,
    KeyFrame,
    Label,
    MediaInfo,
    PacketMark,
    PartEnd,
    PlaylistAnswer,
    Stretch,
)
from archiver.model.session import EndCause, Gap, Segment, Session, SessionState
from archiver.model.timeline import LearnedLatency, SkewSample, SyncSample, TimelinePiece


class Clock(Protocol):
    """Wall and monotonic time in milliseconds."""

    def now_ms(self) -> int: ...

    def monotonic_ms(self) -> int: ...


class LiveApi(Protocol):
    """Who is live, and what their room offers."""

    async def fetch_is_live(self, target: str | int) -> LiveCheck:
        """Status by handle (str) or room id (int).

        Raises: LiveApiError and its children. An offline creator is an answer (``is_live`` false), not an error.
        """

    def dates_since(self, mark: int) -> tuple[int, Sequence[SkewSample]]:
        """What the dates of answers behind a mark say about the platform's clock, and the next mark; 0 at first."""

    async def fetch_is_live_room_ids(self, *room_ids: int) -> Mapping[int, bool]:
        """Whether each room's broadcast goes on; rooms the platform did not answer for are absent."""

    async def fetch_unique_id(self, user_id: int) -> str:
        """The handle a user id has now. Raises UserNotFoundError, ..."""

    async def fetch_room_id(self, unique_id: str) -> int:
        """The room of a live creator. Raises UserNotFoundError, UserOfflineError, ..."""

    async def fetch_room_info(self, room_id: int) -> RoomInfo:
        """The room with fresh stream URLs. Raises RoomEndedError, AgeRestrictedError, ..."""


class BulkLiveApi(Protocol):
    """Who of many creators is live, in one request."""

    async def fetch_live_rooms(self, *user_ids: int) -> Mapping[int, int | None]:
        """The room each of at most fifty creators is live in; None: not live. Absent: there is no word on them.

        Raises: ArchiverError and its children.
        """


class EventSocket(Protocol):
    """One open connection to a room's event stream.

    Use: receive, store, confirm; so that no frame is acknowledged before it is on disk.
    """

    @property
    def strategy(self) -> str:
        """How the connection was made: one of ``tiktok.connect.WAYS``."""

    async def receive(self) -> RawFrame:
        """The next frame. Raises SocketClosedError at the end; silence for too long counts as an end (code 1006)."""

    async def confirm(self, frame: RawFrame) -> FrameNotice:
        """Let the protocol read the frame and send what it owes (acks). Never raises for bad bytes: see ``problem``."""

    async def close(self) -> None:
        """Close; safe to call twice."""


class EventConnector(Protocol):
    """Opens event sockets; each call builds a fresh signed URL."""

    async def connect(self, room_id: int, unique_id: str) -> EventSocket:
        """Raises SignError, SocketError and their children, when no configured strategy works."""


class MediaCapture(Protocol):
    """Writes a media URL to a part."""

    def suffix(self, protocol: str) -> str:
        """The part's file name suffix for this protocol: ".flv" or ".ts"."""

    async def capture(
        self,
        request: CaptureRequest,
        stop: asyncio.Event,
        on_progress: Callable[[CaptureProgress], None],
        on_cut: Callable[[PartEnd], Path] | None = None,
    ) -> CaptureResult:
        """Record until the stream ends, stalls or ``stop`` is set. Never raises for what the stream does.

        An engine that sees the stream change in its middle asks ``on_cut`` for the path of the next part; progress
        then speaks of that one. Without ``on_cut`` everything goes into one part. Neither callback may wait.

        Cancelling kills the capture and leaves a playable part.
        """


class PlaylistSource(Protocol):
    """Reads HLS playlists, by the way the media takes."""

    async def fetch(self, url: str, headers: Mapping[str, str]) -> PlaylistAnswer:
        """The answer, whatever its status. Raises PlatformUnavailableError, UnexpectedPayloadError."""


#: What a file is to say of itself, once it is known what is in it.
Describe: TypeAlias = Callable[[MediaInfo], Awaitable[Label]]


class MediaFinisher(Protocol):
    """Turns parts into verified files. Paths are absolute."""

    async def probe(self, path: str) -> MediaInfo:
        """Raises MediaInvalidError."""

    async def finish_part(self, part: str, target: str, describe: Describe | None = None) -> MediaInfo:
        """Remux ``part`` to ``target`` (written aside, verified against the part, then renamed); .mp4 or .mkv.

        ``describe`` is told what the part holds and gives the file its label; without it there is none.

        Raises: MediaInvalidError, DiskError, and what ``describe`` raises.
        """

    async def join(self, segments: Sequence[Stretch], target: str, label: Label) -> MediaInfo:
        """Join equal segments to one labelled file without re-encoding, verified by packet counts.

        Raises: MediaInvalidError, DiskError.
        """

    async def read_packets(self, path: str, from_ms: int, to_ms: int | None) -> Sequence[PacketMark]:
        """The pictures of a finished file, of sound alone its packets, in the order of decoding.

        About those at positions from ``from_ms`` to ``to_ms`` (None: the end), from a key frame on.

        Raises: MediaInvalidError.
        """

    async def storyboard(self, video: str, info: MediaInfo) -> Sequence[str]:
        """Make a poster and small pictures of a video beside it, for players; returns the names of the files made.

        ``info`` is what a probe of it found; of a file without pictures none are made.

        Raises: MediaInvalidError, DiskError.
        """

    async def read_key_frames(self, path: str) -> Sequence[KeyFrame]:
        """Key frames of a part, with the encoder's clock where they carry it. Raises MediaInvalidError."""

    async def sha256(self, path: str) -> str:
        """Hex digest of a file."""


class WatchStore(Protocol):
    """The watchlist."""

    async def due_entries(self, now: int, limit: int, *, resolve_every_ms: int = 0) -> Sequence[WatchEntry]:
        """Entries that are not paused, whose ``next_check_at`` has come, and whose handle is to be asked about.

        That is each one whose handle was not asked about for so long, whose last check failed, or that has an interval
        of its own; oldest first.
        """

    async def due_rooms(self, now: int, limit: int, *, resolve_every_ms: int) -> Sequence[WatchEntry]:
        """The other entries that are due: it is enough to ask about many of them at once. Oldest first."""

    async def count_watched(self) -> int:
        """How many entries are not paused."""

    async def watch_entries(self) -> Sequence[WatchEntry]:
        """The whole list, by handle."""

    async def rename_watch_entry(self, entry_id: int, unique_id: str) -> None:
        """Give an entry the handle its creator has now. Raises UsageError where another entry has it."""

    async def record_checks(self, notes: Sequence[CheckNote]) -> None:
        """Write down checks, all or none. An entry removed meanwhile stays removed."""


class BudgetStore(Protocol):
    """Where request budgets outlive a restart."""

    async def budget_lines(self) -> Sequence[BudgetLine]: ...

    async def save_budget_lines(self, lines: Sequence[BudgetLine]) -> None:
        """Insert or update by (host, window)."""


class GiftApi(Protocol):
    """What the platform offers to give."""

    async def fetch_gifts(self, room_id: int | None = None) -> Sequence[GiftOffer]:
        """The gift list, of a room or of the platform. Raises LiveApiError and its children."""


class GiftStore(Protocol):
    """The gift catalogue."""

    async def save_gifts(self, offers: Sequence[GiftOffer], *, seen_at: int) -> int:
        """Note the gift list of an instant; returns how many gifts are new or have changed. Nothing is forgotten."""

    async def gifts_seen_at(self) -> int | None:
        """When the list was last noted; None: never."""


class SessionStore(Protocol):
    """Sessions, their media and their time."""

    async def open_session(
        self,
        *,
        room_id: int,
        creator: Creator,
        title: str,
        started_at: int,
        folder: str,
        broadcast_started_at: int | None,
    ) -> Session:
        """Raises SessionConflictError when the room has a session that is not ended."""

    async def session(self, session_id: int) -> Session:
        """The session as stored now. Raises UsageError when there is none."""

    async def open_sessions(self) -> Sequence[Session]:
        """Sessions not ended: what a restart adopts."""

    async def adopt_session(self, session_id: int) -> Session:
        """Take a session over: raises its attempt number and returns it."""

    async def set_session_state(self, session_id: int, state: SessionState) -> None: ...

    async def set_skew(self, session_id: int, skew_ms: int, at: int) -> None:
        """Note the skew as the event stream tells it at ``at`` (our clock); also kept as a measurement."""

    async def add_skew(self, session_id: int, sample: SkewSample) -> None:
        """Keep a measurement of the skew. Idempotent by (session, instant, source)."""

    async def skews(self, session_id: int) -> Sequence[SkewSample]:
        """All measurements of the skew, in order."""

    async def end_session(
        self,
        session_id: int,
        *,
        ended_at: int,
        cause: EndCause,
        file: str | None,
        sha256: str | None,
        duration_ms: int | None,
        error: str | None,
    ) -> None: ...

    async def save_segment(self, segment: Segment) -> None:
        """Insert or update by (session, number)."""

    async def segments(self, session_id: int) -> Sequence[Segment]: ...

    async def save_gap(self, gap: Gap) -> None:
        """Insert or update by (session, started_at)."""

    async def gaps(self, session_id: int) -> Sequence[Gap]: ...

    async def add_sync_samples(self, session_id: int, samples: Sequence[SyncSample]) -> None:
        """Idempotent by (session, segment, media position); what a stored one did not know is filled in."""

    async def sync_samples(self, session_id: int) -> Sequence[SyncSample]: ...

    async def timeline(self, session_id: int) -> Sequence[TimelinePiece]:
        """The stored timeline, in order; empty before it was built."""

    async def save_timeline(self, session_id: int, pieces: Sequence[TimelinePiece]) -> None:
        """Replace the session's timeline in one transaction."""

    async def save_latencies(self, session_id: int, learned: Sequence[LearnedLatency]) -> None:
        """Replace what a session has shown about the latency of hosts."""

    async def latencies(self, protocol: str) -> Sequence[LearnedLatency]:
        """What hosts have shown over a protocol, newest first, as many as are of use."""


class EventStore(Protocol):
    """Events."""

    def method_id(self, method: str) -> int:
        """The code of a method name, made on first sight (cached; safe from any thread)."""

    async def journal_state(self, session_id: int) -> JournalState: ...

    async def count_events(self, session_id: int) -> int:
        """How many rows a session has in ``events``."""

    async def message_ids(self, session_id: int, first_seq: int, last_seq: int) -> Mapping[int, int | None]:
        """Message ids of a session's rows with a seq in [first_seq, last_seq], by seq."""

    async def known_messages(self, room_id: int, messages: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those of the (method code, message id) pairs that some session of the room has a row for."""

    async def battles(self, session_id: int) -> Sequence[BattleSpan]:
        """The battles that were fought in a session, in order."""

    async def told_end(self, session_id: int) -> tuple[ControlSignal, int] | None:
        """What a session's room last said of its end, ENDED or SUSPENDED, and when, by the server's clock."""

    async def write_batch(self, batch: Batch) -> int:
        """Commit a batch and its journal position in one transaction; returns how many events were new.

        Waits and retries while the database is locked or away (the journal holds everything meanwhile).
        Raises StoreError when it must not be retried.
        """


class Store(WatchStore, SessionStore, EventStore, Protocol):
    """All of the database that running stages use."""


class RoomMonitor(Protocol):
    """What is known about one room's status, shared by the stages of a session."""

    @property
    def status(self) -> RoomStatus:
        """The latest word: control messages and status checks together."""

    def signal(self, signal: ControlSignal) -> None:
        """Note what the event stream said about the broadcast."""

    def note_alive(self) -> None:
        """Note that the room gave a sign of life: media or messages arrived."""

    async def check(self) -> RoomStatus:
        """Ask the platform now (calls close together share one request). UNKNOWN when it did not answer."""

    async def wait_unless_over(self, seconds: float) -> bool:
        """Wait so long. True: try again; False, at once: the broadcast is over."""

    async def wait_until_live(self) -> bool:
        """Wait while the room is known to be paused. True: try again; False: the broadcast is over."""
