"""MediaFinisher: from raw parts to verified MP4 or Matroska files, by remuxing without re-encoding."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import structlog

from archiver.errors import MediaInvalidError
from archiver.media import command
from archiver.media.draft import disk_error, draft_of, put_in_place, remove, run
from archiver.media.in_band import joinable
from archiver.media.key_frames import read_key_frames
from archiver.media.packets import read_packets
from archiver.media.probe import check_decodes, probe, probe_stretch
from archiver.media.rewrap import rewrap
from archiver.media.storyboard import make_storyboard
from archiver.media.thread import IsGivenUp, in_thread
from archiver.media.version import FFmpeg, can_read_hevc_in_flv
from archiver.model.media import KeyFrame, Label, MediaInfo, PacketMark, Stretch
from archiver.ports import Describe

log = structlog.get_logger(__name__)

#: A torn last packet may be read by one demuxer and refused by the other.
PACKET_TOLERANCE = 2
PACKET_TOLERANCE_SHARE = 0.001
DURATION_TOLERANCE_MS = 100
DURATION_TOLERANCE_SHARE = 0.01
_CHUNK_BYTES = 1 << 20


class FFmpegFinisher:
    """Implements ``ports.MediaFinisher``. The parts it reads are never changed."""

    def __init__(self, ffmpeg: FFmpeg) -> None:
        self._ffmpeg = ffmpeg
        self._reads_hevc: bool | None = None  #: in FLV, as TikTok sends it; None: not tried yet

    async def probe(self, path: str) -> MediaInfo:
        """See MediaFinisher."""
        return await probe(Path(path))

    async def read_key_frames(self, path: str) -> Sequence[KeyFrame]:
        """See MediaFinisher."""
        return await read_key_frames(Path(path))

    async def read_packets(self, path: str, from_ms: int, to_ms: int | None) -> Sequence[PacketMark]:
        """See MediaFinisher."""
        return await read_packets(Path(path), from_ms, to_ms)

    async def finish_part(self, part: str, target: str, describe: Describe | None = None) -> MediaInfo:
        """See MediaFinisher."""
        source = await probe(Path(part))
        draft, labels, texts = draft_of(Path(target)), None, dict[Path, str]()
        if describe is not None:
            labels = draft.with_suffix(".ffmetadata")
            texts[labels] = command.label_text(await describe(source), source.duration_ms)
        async with _written(texts), self._readable(Path(part), source, draft) as file:
            argv = command.remux(
                self._ffmpeg.path, part=file, target=draft, is_hevc=source.video_codec == "hevc",
                has_video=source.video_packets > 0, label=labels,
            )  # fmt: skip
            return await self._make(argv, draft, Path(target), _Expected.of(source), [Stretch(part, 0, None)])

    async def join(self, segments: Sequence[Stretch], target: str, label: Label) -> MediaInfo:
        """See MediaFinisher."""
        async with joinable(self._ffmpeg.path, segments, Path(target)) as readable:
            return await self._join(readable, target, label)

    async def _join(self, segments: Sequence[Stretch], target: str, label: Label) -> MediaInfo:
        found = [await probe_stretch(Path(each.path), each.shown_ms) for each in segments]
        sources, cuts = [info for info, _ in found], [cut_s for _, cut_s in found]
        ends = [*(each.offset_ms for each in segments[1:]), segments[-1].offset_ms + sources[-1].duration_ms]
        lengths = [end_ms - each.offset_ms for each, end_ms in zip(segments, ends, strict=True)]
        draft = draft_of(Path(target))
        listing, labels = draft.with_suffix(".ffconcat"), draft.with_suffix(".ffmetadata")
        files = [Path(each.path) for each in segments]
        texts = {
            listing: command.concat_listing(list(zip(files, lengths, cuts, strict=True))),
            labels: command.label_text(label, sum(lengths)),
        }
        argv = command.join(
            self._ffmpeg.path, listing=listing, label=labels, target=draft,
            is_hevc=any(source.video_codec == "hevc" for source in sources),
        )  # fmt: skip
        async with _written(texts):
            expected = _Expected.of(*sources, duration_ms=sum(lengths))
            return await self._make(argv, draft, Path(target), expected, segments)

    async def storyboard(self, video: str, info: MediaInfo) -> Sequence[str]:
        """See MediaFinisher."""
        path = Path(video)
        try:
            return await make_storyboard(self._ffmpeg, path, info)
        except OSError as error:
            raise disk_error(path, error) from error

    async def sha256(self, path: str) -> str:
        """See MediaFinisher."""
        return await in_thread(_sha256, Path(path))

    async def _can_read_hevc(self) -> bool:
        if self._reads_hevc is None:
            self._reads_hevc = await can_read_hevc_in_flv(self._ffmpeg)
        return self._reads_hevc

    @asynccontextmanager
    async def _readable(self, part: Path, source: MediaInfo, draft: Path) -> AsyncIterator[Path]:
        """The part, or within the block a copy that this FFmpeg can read."""
        if source.video_codec != "hevc" or part.suffix != ".flv" or await self._can_read_hevc():
            yield part
            return
        log.info("This FFmpeg cannot read the part; it is put into Matroska first.", part=part.name)
        copy = draft.with_suffix(".part.mkv")
        try:
            await rewrap(part, copy)
            yield copy
        finally:
            await remove(copy)

    async def _make(
        self, argv: list[str], draft: Path, target: Path, expected: _Expected, sources: Sequence[Stretch]
    ) -> MediaInfo:
        """Run FFmpeg into the draft, verify it against its sources, put it in place."""
        try:
            await run(argv, target)
            made = await probe(draft)
            _verify(made, expected, target.name)
            await check_decodes(draft, sources)
            await put_in_place(draft, target)
        finally:
            await remove(draft)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expected:
    """What a file made of others has to hold."""

    video_packets: int
    audio_packets: int
    duration_ms: int
    sources: int

    @classmethod
    def of(cls, *sources: MediaInfo, duration_ms: int | None = None) -> Self:
        return cls(
            video_packets=sum(source.video_packets for source in sources),
            audio_packets=sum(source.audio_packets for source in sources),
            duration_ms=sum(source.duration_ms for source in sources) if duration_ms is None else duration_ms,
            sources=len(sources),
        )


@asynccontextmanager
async def _written(texts: Mapping[Path, str]) -> AsyncIterator[None]:
    """Files for FFmpeg to read, there within the block. Raises DiskError."""
    try:
        for path, text in texts.items():
            await asyncio.to_thread(_write, path, text)
        yield
    finally:
        for path in texts:
            await asyncio.to_thread(path.unlink, missing_ok=True)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise disk_error(path, error) from error


def _verify(made: MediaInfo, expected: _Expected, name: str) -> None:
    """Raises MediaInvalidError when something of the sources is missing."""
    for kind in ("video_packets", "audio_packets"):
        count, found = getattr(expected, kind), getattr(made, kind)
        tolerance = expected.sources * PACKET_TOLERANCE + count * PACKET_TOLERANCE_SHARE
        if abs(found - count) > tolerance:
            raise MediaInvalidError(f"{name} has {found} {kind.replace('_', ' ')} where {count} were recorded.")
    tolerance_ms = max(expected.sources * DURATION_TOLERANCE_MS, expected.duration_ms * DURATION_TOLERANCE_SHARE)
    if abs(made.duration_ms - expected.duration_ms) > tolerance_ms:
        raise MediaInvalidError(f"{name} lasts {made.duration_ms} ms where {expected.duration_ms} ms were recorded.")


def _sha256(path: Path, is_given_up: IsGivenUp) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            while (chunk := file.read(_CHUNK_BYTES)) and not is_given_up():
                digest.update(chunk)
        return digest.hexdigest()
    except OSError as error:
        raise MediaInvalidError(f"{path.name} cannot be read ({error.strerror}).") from error
