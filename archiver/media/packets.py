"""Pictures of a finished file by the digest of their bytes, to find out what two files have in common."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer

from archiver.media.probe import is_main, open_media, packets_of
from archiver.media.thread import IsGivenUp, in_thread
from archiver.model.media import PacketMark

#: Where the file begins is known after so many packets: sound and picture do not begin at once.
_HEAD_PACKETS = 64
_DIGEST_BYTES = 16


async def read_packets(path: Path, from_ms: int, to_ms: int | None) -> list[PacketMark]:
    """The pictures of a file in the order of decoding, from its first key frame on; of sound alone its packets.

    About those at positions from ``from_ms`` to ``to_ms`` (None: the end) are told; read in a worker thread.

    Raises:
        MediaInvalidError: no file, or not a media file.
    """
    return await in_thread(partial(_read, from_ms=from_ms, to_ms=to_ms), path)


def _read(path: Path, is_given_up: IsGivenUp, *, from_ms: int, to_ms: int | None) -> list[PacketMark]:
    with open_media(path) as container:
        zero_s = _begin_s(container)
        with suppress(av.FFmpegError):  # then it is read from where it stands
            container.seek(max(0, round((zero_s + from_ms / 1000) * av.time_base)))
        found: list[PacketMark] = []
        has_key = False
        for packet in packets_of(container):
            if is_given_up():
                break
            if packet.pts is None or packet.is_discard or not is_main(packet, container):
                continue
            has_key = has_key or packet.is_keyframe
            if not has_key:
                continue
            position_ms = round((float(packet.pts * packet.time_base) - zero_s) * 1000)
            if to_ms is not None and position_ms > to_ms:
                break
            digest = hashlib.blake2b(memoryview(packet), digest_size=_DIGEST_BYTES).digest()
            found.append(PacketMark(position_ms, packet.is_keyframe, digest))
        return found


def _begin_s(container: InputContainer) -> float:
    """The time stamp of position 0, as a probe counts it."""
    head = islice((packet for packet in packets_of(container) if not packet.is_discard), _HEAD_PACKETS)
    return min((float(packet.pts * packet.time_base) for packet in head if packet.pts is not None), default=0.0)
