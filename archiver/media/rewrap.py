"""A part in Matroska instead of FLV, for an FFmpeg that cannot read HEVC in FLV.

Before version 8 FFmpeg does not know the form that TikTok sends (codec id 12), before 6.1 none at all. PyAV, which
looks into the parts anyway, carries a version that does.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import av

from archiver.errors import MediaInvalidError
from archiver.media.draft import disk_error
from archiver.media.probe import open_media, packets_of
from archiver.media.thread import IsGivenUp, in_thread


async def rewrap(part: Path, target: Path) -> None:
    """Copy the packets of a part into a Matroska file, in a worker thread.

    Raises:
        MediaInvalidError: it cannot be read, or not be written in Matroska.
        DiskError: there is no space left, or the folder cannot be written.
    """
    await in_thread(partial(_rewrap, target=target), part)


def _rewrap(part: Path, is_given_up: IsGivenUp, *, target: Path) -> None:
    with open_media(part) as source:
        try:
            with av.open(str(target), "w", format="matroska") as made:
                streams = [*source.streams.video[:1], *source.streams.audio[:1]]
                copies = {stream.index: made.add_stream_from_template(stream) for stream in streams}
                for packet in packets_of(source):
                    if is_given_up():
                        return
                    packet.stream = copies[packet.stream.index]
                    made.mux(packet)
        except OSError as error:
            raise disk_error(target, error) from error
        except (av.FFmpegError, ValueError) as error:
            raise MediaInvalidError(f"{part.name} cannot be put into Matroska ({error}).") from error
