"""Fetch results: what the sign server hands out and what each ``msg`` frame of the event socket holds.

A result names a position in the room's log, in its cursor and in the route parameter ``wrss``. Clients put the latter
into the socket's URL, so that the socket goes on exactly where the result ended: nothing is lost in between.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.rebroadcast.room import Room
from archiver.rebroadcast.studio import Studio
from archiver.wire.pb import webcast_pb2 as pb

POSITION_PARAMETER = "wrss"


def first_result(studio: Studio, room: Room) -> pb.FetchResult:
    """What a newcomer gets: recent history and the room's state."""
    result = _blank(studio, room)
    batch = room.first_batch()
    result.messages.extend(batch)
    result.is_first = True
    result.history_comment_cursor = str(batch[0].msg_id)
    return result


def next_result(studio: Studio, room: Room, messages: Sequence[pb.Message]) -> pb.FetchResult:
    """A result with messages that have just fallen due."""
    result = _blank(studio, room)
    result.messages.extend(messages)
    return result


def _blank(studio: Studio, room: Room) -> pb.FetchResult:
    now_ms = studio.clock.now_ms()
    cursor = f"{now_ms}_{room.room_id}_1_1_{room.position}"
    result = pb.FetchResult(
        cursor=cursor, fetch_interval=1000, now=now_ms, fetch_type=1, push_server=studio.push_server,
        internal_ext=(
            f"fetch_time:{now_ms}|start_time:0|ack_ids:,|flag:0|seq:1|next_cursor:{cursor}|wss_info:0-{now_ms}-0-0"
        ).encode(),
    )  # fmt: skip
    result.route_params[POSITION_PARAMETER] = f"{room.position}"
    result.route_params["imprp"] = f"{room.room_id:x}"
    return result
