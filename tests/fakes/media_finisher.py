"""A MediaFinisher that knows what is in a file because the test said so."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archiver.errors import MediaInvalidError
from archiver.model.media import KeyFrame, Label, MediaInfo, PacketMark, Stretch
from archiver.ports import Describe


def media_info(duration_ms: int, **fields: Any) -> MediaInfo:
    """What a probe finds in an ordinary file of this length."""
    ordinary: dict[str, Any] = {
        "video_codec": "h264", "audio_codec": "aac", "width": 720, "height": 1280,
        "video_packets": duration_ms // 40, "audio_packets": duration_ms // 23, "first_video_pts_ms": 0,
    }  # fmt: skip
    return MediaInfo(duration_ms=duration_ms, **(ordinary | fields))


class FakeMediaFinisher:
    """Copies bytes instead of remuxing. ``infos`` holds the answer for each file name; an exception is raised.

    ``made`` lists the names of the files it made, ``label`` is what the last labelled one was given, ``drawn`` the
    videos it made pictures of, ``key_frames`` is what it reads from any part, ``packets`` what it reads from each file.
    """

    def __init__(self, infos: Mapping[str, MediaInfo | Exception]) -> None:
        self.infos: dict[str, MediaInfo | Exception] = dict(infos)
        self.made: list[str] = []
        self.label = Label()
        self.drawn: list[str] = []
        self.cannot_draw: Exception | None = None
        self.key_frames: list[KeyFrame] = []
        self.packets: dict[str, list[PacketMark]] = {}

    async def probe(self, path: str) -> MediaInfo:
        """See MediaFinisher."""
        return self._info(path)

    async def read_key_frames(self, path: str) -> Sequence[KeyFrame]:
        """See MediaFinisher; raises what a probe would."""
        self._info(path)
        return self.key_frames

    async def read_packets(self, path: str, from_ms: int, to_ms: int | None) -> Sequence[PacketMark]:
        """See MediaFinisher; raises what a probe would."""
        self._info(path)
        marks = self.packets.get(Path(path).name, [])
        return [mark for mark in marks if from_ms <= mark.position_ms and (to_ms is None or mark.position_ms <= to_ms)]

    async def finish_part(self, part: str, target: str, describe: Describe | None = None) -> MediaInfo:
        """See MediaFinisher."""
        info = self._info(part)
        if describe is not None:
            self.label = await describe(info)
        return await self._make(target, [part], info)

    async def join(self, segments: Sequence[Stretch], target: str, label: Label) -> MediaInfo:
        """See MediaFinisher."""
        self.label = label
        total = media_info(segments[-1].offset_ms + self._info(segments[-1].path).duration_ms)
        return await self._make(target, [segment.path for segment in segments], total)

    async def storyboard(self, video: str, info: MediaInfo) -> Sequence[str]:
        """See MediaFinisher."""
        if self.cannot_draw:
            raise self.cannot_draw
        assert self._info(video) == info
        self.drawn.append(Path(video).name)
        return [f"{Path(video).stem}.jpg"]

    async def sha256(self, path: str) -> str:
        """See MediaFinisher."""
        try:
            return hashlib.sha256(Path(path).read_bytes()).hexdigest()
        except OSError as error:
            raise MediaInvalidError(f"{Path(path).name} cannot be read ({error.strerror}).") from error

    async def _make(self, target: str, sources: Sequence[str], info: MediaInfo) -> MediaInfo:
        await asyncio.sleep(0)
        Path(target).write_bytes(b"".join(Path(source).read_bytes() for source in sources))
        self.made.append(Path(target).name)
        self.infos[Path(target).name] = info
        return info

    def _info(self, path: str) -> MediaInfo:
        info = self.infos.get(Path(path).name)
        if info is None:
            raise MediaInvalidError(f"{Path(path).name} does not hold playable media (unknown to the fake).")
        if isinstance(info, Exception):
            raise info
        return info
