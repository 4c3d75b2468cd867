"""Looks into media files with PyAV: what they hold, how long they are, whether they decode."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import cast

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame

from archiver.errors import MediaInvalidError
from archiver.media.command import FORMATS
from archiver.media.thread import IsGivenUp, in_thread
from archiver.model.media import MediaInfo, Stretch

#: A key frame's place in another container may be off by so much.
_ROUNDING_MS = 20


async def probe(path: Path) -> MediaInfo:
    """Read every packet of a file, in a worker thread.

    Leading pictures that no key frame precedes cannot be shown and are not counted. A torn end is left out.

    Raises:
        MediaInvalidError: no file, not a media file, or one without any packet.
    """
    return (await probe_stretch(path, None))[0]


async def probe_stretch(path: Path, shown_ms: int | None) -> tuple[MediaInfo, float | None]:
    """As ``probe``, of what comes before a picture (its position in the file); None: of all.

    Returns:
        What was found, and the picture's decoding time stamp in the file, in seconds; None without a picture there.
    """
    return await in_thread(partial(_probe, shown_ms=shown_ms), path)


async def check_decodes(path: Path, sources: Sequence[Stretch] = ()) -> None:
    """Decode one picture near the start, the middle and the end of a file's video.

    ``sources``: what it was made of. A picture that is broken there, too, was received so.

    Raises:
        MediaInvalidError: one of them cannot be shown, or is broken and was not before.
    """
    await asyncio.to_thread(_check_decodes, path, sources)


class _Tally:
    """Counts packets and the span of time they fill."""

    def __init__(self) -> None:
        self.video = self.audio = 0
        self.first_video_pts_ms: int | None = None
        self._first_s: float | None = None
        self._last_s = 0.0

    @property
    def duration_ms(self) -> int:
        return 0 if self._first_s is None else round((self._last_s - self._first_s) * 1000)

    def position_ms(self, packet: Packet[Stream]) -> int | None:
        """Where a packet is shown; None for what no player shows, and before anything was counted."""
        if packet.pts is None or packet.is_discard or self._first_s is None:
            return None
        return round((float(packet.pts * packet.time_base) - self._first_s) * 1000)

    def add(self, packet: Packet[Stream]) -> None:
        is_video = packet.stream.type == "video"
        if is_video and not self.video and not packet.is_keyframe:
            return
        self.video += is_video
        self.audio += not is_video
        if packet.pts is None or packet.is_discard:  # encoder priming: in the file, not in the playback
            return
        begin_s = float(packet.pts * packet.time_base)
        if is_video and self.first_video_pts_ms is None:
            self.first_video_pts_ms = round(begin_s * 1000)
        end_s = begin_s + float((packet.duration or 0) * packet.time_base)
        # FFmpeg counts time stamps that are about to begin anew from below zero.
        self._last_s = end_s if self._first_s is None else max(self._last_s, end_s)
        self._first_s = begin_s if self._first_s is None else min(self._first_s, begin_s)


def _probe(path: Path, is_given_up: IsGivenUp, *, shown_ms: int | None) -> tuple[MediaInfo, float | None]:
    with open_media(path) as container:
        tally, cut_s = _Tally(), None
        for packet in packets_of(container):
            if shown_ms is not None and is_main(packet, container):
                position_ms, stamp = tally.position_ms(packet), packet.pts if packet.dts is None else packet.dts
                if position_ms is not None and position_ms >= shown_ms and stamp is not None:
                    cut_s = float(stamp * packet.time_base)
                    break
            tally.add(packet)
            if is_given_up():
                break
        if not tally.video + tally.audio:
            raise MediaInvalidError(f"{path.name} does not hold playable media (no packets).")
        video = container.streams.video[0].codec_context if container.streams.video else None
        audio = container.streams.audio[0].codec_context if container.streams.audio else None
        info = MediaInfo(
            duration_ms=tally.duration_ms,
            video_codec=video.name if video else "",
            audio_codec=audio.name if audio else "",
            width=video.width or None if video else None,
            height=video.height or None if video else None,
            video_packets=tally.video,
            audio_packets=tally.audio,
            first_video_pts_ms=tally.first_video_pts_ms,
            sample_rate=audio.sample_rate if audio else None,
            channels=audio.channels if audio else None,
        )
        return info, cut_s


def is_main(packet: Packet[Stream], container: InputContainer) -> bool:
    """Whether it is a picture; in a file without pictures, whether it is sound."""
    return packet.stream.type == "video" or not container.streams.video


def open_media(path: Path) -> InputContainer:
    """Open a media file by the format of its name. Raises MediaInvalidError."""
    try:
        # The format is named: what came from the network must not be taken for a playlist of local files.
        return av.open(str(path), format=FORMATS.get(path.suffix))
    except (av.FFmpegError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MediaInvalidError(f"{path.name} does not hold playable media ({reason}).") from error


def packets_of(container: InputContainer) -> Iterator[Packet[Stream]]:
    """The packets of the first video and the first audio stream that are whole, up to a torn end."""
    streams = [*container.streams.video[:1], *container.streams.audio[:1]]
    if not streams:
        return
    try:
        for packet in container.demux(streams):
            if packet.size and not packet.is_corrupt:
                yield packet
    except av.FFmpegError:
        return  # a torn end: what came before it counts
    except IndexError:
        # A metadata tag in mid-stream counts as a stream that was not there at the start, and PyAV stumbles over it
        # when it flushes, behind the last packet.
        return


def _check_decodes(path: Path, sources: Sequence[Stretch]) -> None:
    with open_media(path) as container:
        if not container.streams.video:
            return
        length_ms = (container.duration or 0) // 1000
        for position_ms in (0, length_ms // 2, length_ms):
            picture = _picture_at(container, position_ms)
            if picture is None:
                raise MediaInvalidError(
                    f"{path.name} holds no picture that decodes at {position_ms} of {length_ms} ms."
                )
            if picture.is_corrupt and _was_whole(sources, _shown_ms(container, picture)):
                raise MediaInvalidError(f"{path.name} shows a broken picture at {position_ms} of {length_ms} ms.")


def _shown_ms(container: InputContainer, picture: VideoFrame) -> int:
    return round(1000 * (picture.time or 0)) - (container.start_time or 0) // 1000


def _picture_at(container: InputContainer, position_ms: int) -> VideoFrame | None:
    """The first picture that decodes from the key frame before a position on."""
    with suppress(av.FFmpegError):  # then it is read from where it stands
        container.seek((container.start_time or 0) + position_ms * 1000)
    for packet in packets_of(container):
        if packet.stream.type != "video":
            continue
        with suppress(av.FFmpegError):
            for picture in packet.decode():
                return cast("VideoFrame", picture)
    return None


def _was_whole(sources: Sequence[Stretch], position_ms: int) -> bool:
    """Whether what a file was made of has its key frame at a position of the file without fault.

    It is read from its beginning: FLV tells of a new configuration of the decoder once, where it changes.
    """
    before = [each for each in sources if each.offset_ms <= position_ms]
    if not before:
        return False
    is_whole = False
    with open_media(Path(before[-1].path)) as container:
        for picture in _key_pictures(container):
            if _shown_ms(container, picture) > position_ms - before[-1].offset_ms + _ROUNDING_MS:
                break
            is_whole = not picture.is_corrupt
    return is_whole


def _key_pictures(container: InputContainer) -> Iterator[VideoFrame]:
    if not container.streams.video:
        return
    codec = container.streams.video[0].codec_context
    codec.skip_frame = "NONKEY"
    for packet in packets_of(container):
        if packet.stream.type == "video":
            with suppress(av.FFmpegError):
                yield from cast("list[VideoFrame]", packet.decode())
    with suppress(av.FFmpegError):
        yield from codec.decode(None)
