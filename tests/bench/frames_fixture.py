"""Push frames for load: real payloads, drawn by the mix of real rooms, each made a message of its own.

The captures hold few payloads of each type, and their collector did not keep natural rates. So the payloads come from
them, and how often each type occurs from the counts of whole captures (`natural_mix.json`).
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from google.protobuf.message import Message as AnyProto

from archiver.wire.pb import webcast_pb2 as pb

FIRST_AT_MS = 1_786_367_257_000
FIRST_MSG_ID = 7_560_000_000_000_000_000
ROOM_ID = 7_560_000_000_000_000_001
_INTERNAL_EXT = b"fetch_time:1786367257000|start_time:0|ack_ids:0|flag:0|seq:1|next_cursor:1_1_1_1|wss_info:0-0-0-0"

#: Types whose payload is parsed, so that ids, names and texts can be varied; the rest keep theirs.
_TYPES: dict[str, type[AnyProto]] = {
    "WebcastChatMessage": pb.ChatMessage,
    "WebcastEmoteChatMessage": pb.EmoteChatMessage,
    "WebcastGiftMessage": pb.GiftMessage,
    "WebcastLikeMessage": pb.LikeMessage,
    "WebcastMemberMessage": pb.MemberMessage,
    "WebcastSocialMessage": pb.SocialMessage,
    "WebcastRoomUserSeqMessage": pb.RoomUserSeqMessage,
}


def webcast_folder() -> Path | None:
    """Where the captures are, or None."""
    root = Path(__file__).resolve().parents[2].parent
    folder = Path(os.environ.get("ARCHIVER_SHARED_DATA", root / "shared" / "data")) / "webcast"
    return folder if folder.is_dir() else None


def captured_messages(folder: Path) -> list[tuple[str, bytes]]:
    """Every captured message as (method, payload): the single messages, then those of the replayed rooms."""
    with gzip.open(folder / "messages.jsonl.gz", "rt") as lines:
        records = [json.loads(line) for line in lines]
    messages = [(record["method"], base64.b64decode(record["payload_b64"])) for record in records]
    for frame in captured_frames(folder):
        result = pb.FetchResult.FromString(gzip.decompress(pb.PushFrame.FromString(frame).payload))
        messages += [(message.method, message.payload) for message in result.messages]
    return messages


def captured_frames(folder: Path) -> Iterator[bytes]:
    """Every frame of the replayed rooms (u32 little-endian length, then the frame)."""
    for path in sorted(folder.glob("replay_room_*.bin")):
        data, position = path.read_bytes(), 0
        while position < len(data):
            (length,) = struct.unpack_from("<I", data, position)
            yield data[position + 4 : position + 4 + length]
            position += 4 + length


def natural_frames(
    n_messages: int,
    *,
    folder: Path,
    per_frame: int = 12,
    chat_share: float | None = None,
    seed: int = 1,
) -> list[bytes]:
    """Gzip push frames with `n_messages` messages, the same for the same arguments.

    Args:
        n_messages: how many messages in all; each has a msg_id of its own.
        folder: the captures (`webcast_folder()`).
        per_frame: messages in a frame; the last frame may have fewer.
        chat_share: None for the natural mix (about 45 % joins, 13 % chat), or the share of chats.
        seed: of the draw.
    """
    source = _Source(folder, n_messages, chat_share, seed)
    frames = []
    for first in range(0, n_messages, per_frame):
        numbers = range(first, min(first + per_frame, n_messages))
        frames.append(_push_frame(len(frames), [source.draw(number) for number in numbers]))
    return frames


def natural_shares(folder: Path) -> Counter[str]:
    """How often each method occurred in the three whole captures."""
    mix = json.loads((folder / "natural_mix.json").read_text())
    counts: Counter[str] = Counter()
    for name in ("capture_a", "capture_b", "capture_c"):
        counts.update(mix[name]["message_types"])
    return counts


class _Source:
    """Draws messages: a real payload of a type drawn by the mix, with viewer, text and ids of its own."""

    def __init__(self, folder: Path, n_messages: int, chat_share: float | None, seed: int) -> None:
        self._random = random.Random(seed)
        self._payloads: defaultdict[str, list[bytes]] = defaultdict(list)
        for method, payload in captured_messages(folder):
            self._payloads[method].append(payload)
        chats = (pb.ChatMessage.FromString(payload).content for payload in self._payloads["WebcastChatMessage"])
        self._texts = [text for text in chats if text]
        self._words = sorted({word for text in self._texts for word in text.split()})
        counts = natural_shares(folder)
        self._methods = [method for method in sorted(counts) if method in self._payloads]
        self._weights = [float(counts[method]) for method in self._methods]
        if chat_share is not None:
            self._set_share("WebcastChatMessage", chat_share)
        self._viewers = max(1, n_messages // 3)
        self._ranks: list[pb.RoomRank] = []

    def _set_share(self, method: str, share: float) -> None:
        index = self._methods.index(method)
        rest = sum(self._weights) - self._weights[index]
        self._weights[index] = rest * share / (1 - share)

    def draw(self, number: int) -> pb.Message:
        """The message with this number."""
        (method,) = self._random.choices(self._methods, self._weights)
        payload = self._random.choice(self._payloads[method])
        message = pb.Message(method=method, msg_id=FIRST_MSG_ID + number)
        message.payload = self._vary(method, payload, message.msg_id, number) if method in _TYPES else payload
        return message

    def _vary(self, method: str, payload: bytes, msg_id: int, number: int) -> bytes:
        body = _TYPES[method].FromString(payload)
        body.common.msg_id = msg_id
        body.common.room_id = ROOM_ID
        body.common.create_time = FIRST_AT_MS + number * 20
        if "user" in body.DESCRIPTOR.fields_by_name:
            self._vary_user(body.user)
        if isinstance(body, pb.ChatMessage):
            body.content = f"{self._random.choice(self._texts)} {self._random.choice(self._words)} {number}"
        elif isinstance(body, pb.GiftMessage) and body.group_id:
            body.group_id = FIRST_AT_MS + number // 50
        elif isinstance(body, pb.LikeMessage):
            body.total = number * 7
        elif isinstance(body, pb.RoomUserSeqMessage):
            self._keep_ranks(body, number)
        return body.SerializeToString()

    def _keep_ranks(self, body: pb.RoomUserSeqMessage, number: int) -> None:
        """One room has one list of top gifters, in which little changes: here the first place, now and then."""
        if not self._ranks:
            self._ranks = [pb.RoomRank.FromString(rank) for rank in body.ranks]
        if self._ranks:
            self._ranks[0].score += number % 20 == 0
        del body.ranks[:]
        body.ranks.extend(rank.SerializeToString() for rank in self._ranks)

    def _vary_user(self, user: pb.User) -> None:
        viewer = self._random.randrange(self._viewers)
        user.id = 6_800_000_000_000_000_000 + viewer * 7919
        user.display_id = f"viewer_{viewer}"
        user.nickname = f"{self._words[viewer % len(self._words)]} {viewer}"
        user.sec_uid = f"MS4wLjABAAAA{viewer:064x}"


def _push_frame(number: int, messages: list[pb.Message]) -> bytes:
    now = FIRST_AT_MS + number * 240
    result = pb.FetchResult(messages=messages, cursor=f"t-{now}_r-1_d-1_u-1", now=now, need_ack=True, fetch_type=1)
    result.internal_ext = _INTERNAL_EXT
    frame = pb.PushFrame(seq_id=number + 1, log_id=number + 1, payload_encoding="pb", payload_type="msg")
    frame.headers.add(key="compress_type", value="gzip")
    frame.payload = gzip.compress(result.SerializeToString(), compresslevel=6, mtime=0)
    return frame.SerializeToString()
