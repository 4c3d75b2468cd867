"""MediaFinisher: from raw parts to verified MP4 or Matroska files, by remuxing without re-encoding."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from archiver.errors import MediaInvalidError
from archiver.media import command
from archiver.media.draft import disk_error, draft_of, put_in_place, remove, run
from archiver.media.key_frames import read_key_frames
from archiver.media.probe import check_decodes, probe
from archiver.media.storyboard import make_storyboard
from archiver.media.thread import IsGivenUp, in_thread
from archiver.media.version import FFmpeg
from archiver.model.media import KeyFrame, Label, MediaInfo

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

    async def probe(self, path: str) -> MediaInfo:
        """See MediaFinisher."""
        return await probe(Path(path))

    async def read_key_frames(self, path: str) -> Sequence[KeyFrame]:
        """See MediaFinisher."""
        return await read_key_frames(Path(path))

    async def finish_part(self, part: str, target: str) -> MediaInfo:
        """See MediaFinisher."""
        source = await probe(Path(part))
        draft = draft_of(Path(target))
        argv = command.remux(self._ffmpeg.path, part=Path(part), target=draft, is_hevc=source.video_codec == "hevc")
        return await self._make(argv, draft, Path(target), (source,))

    async def join(self, segments: Sequence[str], target: str, label: Label) -> MediaInfo:
        """See MediaFinisher."""
        files = [Path(segment) for segment in segments]
        sources = [await probe(file) for file in files]
        draft = draft_of(Path(target))
        listing, labels = draft.with_suffix(".ffconcat"), draft.with_suffix(".ffmetadata")
        texts = {
            listing: command.concat_listing([(f, s.duration_ms) for f, s in zip(files, sources, strict=True)]),
            labels: command.label_text(label, sum(source.duration_ms for source in sources)),
        }
        argv = command.join(
            self._ffmpeg.path, listing=listing, label=labels, target=draft,
            is_hevc=any(source.video_codec == "hevc" for source in sources),
        )  # fmt: skip
        try:
            for path, text in texts.items():
                await asyncio.to_thread(path.write_text, text, encoding="utf-8")
            return await self._make(argv, draft, Path(target), sources)
        except OSError as error:
            raise disk_error(draft, error) from error
        finally:
            for path in texts:
                await asyncio.to_thread(path.unlink, missing_ok=True)

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

    async def _make(self, argv: list[str], draft: Path, target: Path, sources: Sequence[MediaInfo]) -> MediaInfo:
        """Run FFmpeg into the draft, verify it against its sources, put it in place."""
        try:
            await run(argv, draft)
            made = await probe(draft)
            _verify(made, sources, target.name)
            await check_decodes(draft)
            await put_in_place(draft, target)
        finally:
            await remove(draft)
        return made


def _verify(made: MediaInfo, sources: Sequence[MediaInfo], name: str) -> None:
    """Raises MediaInvalidError when something of the sources is missing."""
    for kind in ("video_packets", "audio_packets"):
        expected, found = sum(getattr(source, kind) for source in sources), getattr(made, kind)
        tolerance = len(sources) * PACKET_TOLERANCE + expected * PACKET_TOLERANCE_SHARE
        if abs(found - expected) > tolerance:
            raise MediaInvalidError(f"{name} has {found} {kind.replace('_', ' ')} where {expected} were recorded.")
    expected_ms = sum(source.duration_ms for source in sources)
    tolerance_ms = max(len(sources) * DURATION_TOLERANCE_MS, expected_ms * DURATION_TOLERANCE_SHARE)
    if abs(made.duration_ms - expected_ms) > tolerance_ms:
        raise MediaInvalidError(f"{name} lasts {made.duration_ms} ms where {expected_ms} ms were recorded.")


def _sha256(path: Path, is_given_up: IsGivenUp) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            while (chunk := file.read(_CHUNK_BYTES)) and not is_given_up():
                digest.update(chunk)
        return digest.hexdigest()
    except OSError as error:
        raise MediaInvalidError(f"{path.name} cannot be read ({error.strerror}).") from error
