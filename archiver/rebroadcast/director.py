"""Plays a scenario in time: opens rooms, says the cues, starts and stops the video, ends the broadcasts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import structlog

from archiver.model.broadcast import ControlSignal, RoomStatus
from archiver.rebroadcast.cues import broadcast_cues
from archiver.rebroadcast.live_media import LiveMedia
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Broadcast, Take
from archiver.rebroadcast.studio import Studio

logger = structlog.get_logger(__name__)

_END_SIGNALS = {"control": ControlSignal.ENDED, "suspended": ControlSignal.SUSPENDED}


class _Step(NamedTuple):
    """Something to do at a second of the script. Steps of one second keep the order they were listed in."""

    at_s: float
    act: Callable[[int], None]  #: gets its instant, epoch ms


class Director:
    """Plays one scenario once."""

    def __init__(self, studio: Studio, *, speed: float, program: str | None, folder: Path) -> None:
        """``program`` is the FFmpeg to film with; None: no video. ``folder`` takes the media."""
        self._studio = studio
        self._speed = speed
        self._program = program
        self._folder = folder

    async def play(self) -> None:
        """All broadcasts, one after another."""
        for number, broadcast in enumerate(self._studio.scenario.broadcast):
            await asyncio.sleep(broadcast.after_s / self._speed)
            await self._play_broadcast(number, broadcast)

    async def _play_broadcast(self, number: int, broadcast: Broadcast) -> None:
        room = self._studio.open_room(broadcast, self._studio.clock.now_ms())
        media = self._open_media(number, room) if self._program is not None else None
        logger.info("A broadcast begins.", room_id=room.room_id, title=broadcast.title)
        begun_at_s = asyncio.get_running_loop().time()
        try:
            for step in self._steps(room, media):
                await self._sleep_until(begun_at_s + step.at_s / self._speed)
                step.act(room.started_at + round(step.at_s * 1000 / self._speed))
        finally:
            if media is not None:
                await media.close()
        logger.info("The broadcast is over.", room_id=room.room_id)

    def _open_media(self, number: int, room: Room) -> LiveMedia:
        assert self._program is not None
        folder = self._folder / f"broadcast{number}"
        folder.mkdir()
        media = LiveMedia(
            room.broadcast, number=number, started_at=room.started_at, folder=folder, program=self._program,
            speed=self._speed,
        )  # fmt: skip
        self._studio.media[room.room_id] = media
        return media

    def _steps(self, room: Room, media: LiveMedia | None) -> list[_Step]:
        """The whole broadcast in order. Whatever changes the room is said before the video changes."""
        broadcast = room.broadcast
        steps = [_Step(0.0, lambda _: None)]
        for start_s, end_s in broadcast.runs:
            if start_s > 0:
                steps.append(_Step(start_s, lambda at: _turn(room, RoomStatus.LIVE, ControlSignal.RESUMED, at)))
            if media is not None:
                steps += self._filming(media, broadcast.takes((start_s, end_s)))
            if end_s < broadcast.duration_s:
                steps.append(_Step(end_s, lambda at: _turn(room, RoomStatus.PAUSED, ControlSignal.PAUSED, at)))
                if media is not None:
                    steps.append(_Step(end_s, lambda _: media.stop()))
        cues = broadcast_cues(self._studio.scenario, broadcast)
        steps += [_Step(cue.at_s, lambda at, cue=cue: room.say(cue, at)) for cue in cues]  # type: ignore[misc]
        steps.sort(key=lambda step: step.at_s)
        steps.append(_Step(broadcast.duration_s, lambda at: _end(room, at)))
        return steps

    def _filming(self, media: LiveMedia, takes: Sequence[Take]) -> list[_Step]:
        """A run of video: its beginning, and each change of the picture in it."""
        return [
            _Step(take.from_s, lambda at, take=take: media.start(take, (take.until_s - take.from_s) / self._speed, at))  # type: ignore[misc]
            for take in takes
        ]

    @staticmethod
    async def _sleep_until(at_s: float) -> None:
        await asyncio.sleep(max(0.0, at_s - asyncio.get_running_loop().time()))


def _turn(room: Room, status: RoomStatus, signal: ControlSignal, at_ms: int) -> None:
    room.set_status(status, at_ms)
    room.control(int(signal), at_ms)


def _end(room: Room, at_ms: int) -> None:
    signal = _END_SIGNALS.get(room.broadcast.end)
    if signal is not None:
        room.control(int(signal), at_ms)
    room.set_status(RoomStatus.ENDED, at_ms)
