"""The video of one broadcast: one encoder per run, its FLV handed on live, its HLS in a folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from archiver.errors import MediaInvalidError
from archiver.media.process import Child, spawn
from archiver.rebroadcast.encoder import EncoderPlan, encoder_argv, first_frame_at
from archiver.rebroadcast.flv_fanout import Delivery, FlvFanout
from archiver.rebroadcast.scenario import Broadcast, Take

_CHUNK_BYTES = 65_536

logger = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class EncoderRun:
    """One stretch of video as it was made."""

    started_at: int  #: epoch ms, when the encoder was asked to start
    first_frame_at: int | None = None  #: epoch ms at which the first frame was due; later frames follow by timestamp


class LiveMedia:
    """Films a broadcast, run by run. ``folder`` must exist and be empty; it is not removed."""

    def __init__(
        self, broadcast: Broadcast, *, number: int, started_at: int, folder: Path, program: str, speed: float
    ) -> None:
        self.folder = folder
        self.runs: list[EncoderRun] = []
        self._broadcast = broadcast
        self._number = number
        self._started_at = started_at
        self._program = program
        self._speed = speed
        self._fanouts: dict[str, FlvFanout] = {}
        self._ended: list[FlvFanout] = []
        self._stop = asyncio.Event()
        self._film: asyncio.Task[None] | None = None
        for rung in broadcast.qualities:
            (folder / rung.name).mkdir()

    def flv(self, rung: str) -> FlvFanout | None:
        """The live stream of a rung, by its name; None while there is no video, or when FLV is not offered."""
        return self._fanouts.get(rung)

    def start(self, take: Take, length_s: float, now_ms: int) -> None:
        """Begin a take: the first of a stream, or a change of the picture in the running one."""
        previous = self._film
        run = EncoderRun(started_at=now_ms)
        self.runs.append(run)
        plan = EncoderPlan(
            broadcast=self._broadcast, number=self._number, broadcast_started_at=self._started_at, length_s=length_s,
            is_resumed=previous is not None, is_turned=take.is_turned, speed=self._speed,
        )  # fmt: skip
        if not take.change:
            self._stop = asyncio.Event()
            rungs = self._broadcast.qualities if "flv" in self._broadcast.formats else ()
            self._fanouts = {rung.name: FlvFanout(self._delivery(run)) for rung in rungs}
        self._film = asyncio.create_task(self._run(plan, run, take, self._fanouts, self._stop, previous))

    def stop(self) -> None:
        """End the run: viewers are cut off as soon as they have everything, the encoder closes its files."""
        self._stop.set()
        for fanout in self._fanouts.values():
            fanout.close()
        self._ended += self._fanouts.values()
        self._fanouts = {}

    async def close(self) -> None:
        """Stop, and wait until the encoder is gone and viewers have had the time to get everything."""
        self.stop()
        if self._film is not None:
            await self._film
        delivery = self._broadcast.delay_s + self._broadcast.jitter_s
        if delivery:
            await asyncio.sleep(delivery)
        for fanout in self._ended:
            fanout.abort()

    def _delivery(self, run: EncoderRun) -> Delivery:
        def captured_at(pts_ms: int) -> int | None:
            return None if run.first_frame_at is None else run.first_frame_at + pts_ms

        broadcast = self._broadcast
        delivery = Delivery(delay_s=broadcast.delay_s, jitter_s=broadcast.jitter_s, gop_cache=broadcast.gop_cache)
        return replace(delivery, captured_at=captured_at) if broadcast.sei else delivery

    async def _run(
        self,
        plan: EncoderPlan,
        run: EncoderRun,
        take: Take,
        fanouts: dict[str, FlvFanout],
        stop: asyncio.Event,
        previous: asyncio.Task[None] | None,
    ) -> None:
        """One encoder, once the one before it is gone."""
        if previous is not None:
            await previous
        async with AsyncExitStack() as stack:
            for name, fanout in fanouts.items():
                if take.change:
                    fanout.resume(self._delivery(run), keeps_time=take.change != "restart")
                await stack.enter_async_context(_listen(self.folder / f"{name}.sock", fanout))
            argv = encoder_argv(plan, self._program)

            def listen(line: str) -> None:
                run.first_frame_at = run.first_frame_at or first_frame_at(line)

            child = await stack.enter_async_context(spawn(argv, cwd=self.folder, on_error_line=listen))
            await self._accompany(child, stop)

    async def _accompany(self, child: Child, stop: asyncio.Event) -> None:
        """Until the encoder has ended or is to stop."""
        await _first_of(child.wait(), stop.wait())
        if stop.is_set():
            await child.stop()
        elif child.exit_code:
            logger.warning("The rebroadcast's encoder failed.", exit_code=child.exit_code, detail=child.stderr_tail)


@asynccontextmanager
async def _listen(path: Path, fanout: FlvFanout) -> AsyncIterator[None]:
    """Hand on what the encoder writes to a unix socket at ``path``."""
    await asyncio.to_thread(path.unlink, missing_ok=True)
    pumps: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pumps.add(asyncio.create_task(_pump(reader, writer, fanout)))

    server = await asyncio.start_unix_server(accept, path)
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.gather(*pumps)  # what the encoder has written is all handed on before the next one begins


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fanout: FlvFanout) -> None:
    try:
        while data := await reader.read(_CHUNK_BYTES):
            fanout.feed(data)
    except (OSError, MediaInvalidError) as error:
        logger.warning("The encoder's stream broke.", detail=str(error))
    finally:
        writer.close()


async def _first_of(*awaitables: object) -> None:
    tasks = [asyncio.ensure_future(awaitable) for awaitable in awaitables]  # type: ignore[call-overload]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
