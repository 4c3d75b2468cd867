"""The JSON the platform's routes answer with, made from a room."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from archiver.model.broadcast import RoomStatus
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Quality
from archiver.rebroadcast.studio import Studio

Json = dict[str, Any]

_LEGACY_KEYS = {"origin": "FULL_HD1", "uhd": "FULL_HD1", "hd": "HD1", "sd": "SD2", "ld": "SD1"}
_LEVELS = {"origin": 10, "uhd": 5, "hd": 3, "sd": 2, "ld": 1}
_NAMES = {"origin": "Original", "uhd": "1080p60", "hd": "720p", "sd": "540p", "ld": "360p"}
_URL_LIFE_S = 14 * 86_400


def extra_json(studio: Studio) -> Json:
    """``extra`` of the webcast routes: the platform's clock."""
    return {"now": studio.clock.now_ms()}


def user_json(studio: Studio) -> Json:
    """``user`` of the LIVE page and of api-live."""
    creator = studio.creator
    return {
        "id": str(creator.user_id), "uniqueId": creator.unique_id, "nickname": creator.nickname,
        "secUid": creator.sec_uid, "roomId": str(studio.room_id), "status": int(studio.status), "signature": "",
        "verified": False, "secret": False, "followStatus": 0,
        "avatarThumb": "", "avatarMedium": "", "avatarLarger": "",
    }  # fmt: skip


def live_room_json(studio: Studio) -> Json:
    """``liveRoom`` of the LIVE page and of api-live; little more than the status while nothing is on."""
    room = studio.room
    if room is None:
        return {"title": "", "startTime": 0, "status": int(RoomStatus.ENDED)}
    return {
        "title": room.broadcast.title, "startTime": room.started_at // 1000, "status": int(room.status),
        "coverUrl": "", "squareCoverImg": "", "streamId": str(room.stream_id), "liveRoomMode": 0, "liveSubOnly": 0,
        "liveRoomStats": {"userCount": room.viewers, "enterCount": room.total_viewers},
        "streamData": _ladder(studio, room, "h264"), "hevcStreamData": _ladder(studio, room, "h265"),
    }  # fmt: skip


def _ladder(studio: Studio, room: Room, codec: str) -> Json:
    """The rungs of one codec as page and api-live tell them; nothing of a room that is over."""
    rungs = [rung for rung in room.broadcast.qualities if rung.codec == codec]
    return {"pull_data": pull_data(studio, room, rungs)} if rungs and not room.is_over else {}


def user_info_json(studio: Studio) -> Json:
    """The ``data`` that api-live answers with and that the page holds under liveRoomUserInfo."""
    return {
        "user": user_json(studio),
        "stats": {"followerCount": studio.creator.followers, "followingCount": 7},
        "liveRoom": live_room_json(studio),
    }


def room_info_json(studio: Studio, room: Room) -> Json:
    """``data`` of room/info."""
    creator = studio.creator
    return {
        "id": room.room_id, "id_str": str(room.room_id), "title": room.broadcast.title, "status": int(room.status),
        "create_time": room.started_at // 1000, "start_time": room.started_at // 1000,
        "finish_time": (room.ended_at or 0) // 1000, "stream_status": 0, "stream_id": room.stream_id,
        "stream_id_str": str(room.stream_id), "user_count": room.viewers, "like_count": room.likes,
        "stats": {
            "total_user": room.total_viewers, "like_count": room.likes, "enter_count": room.total_viewers,
            "follow_count": room.follows, "share_count": room.shares,
        },
        "owner": {
            "id": creator.user_id, "id_str": str(creator.user_id), "display_id": creator.unique_id,
            "nickname": creator.nickname, "sec_uid": creator.sec_uid, "bio_description": "",
            "avatar_thumb": _image(studio, "avatar"), "avatar_large": _image(studio, "avatar"),
            "follow_info": {"follower_count": creator.followers, "following_count": 7, "follow_status": 0},
        },
        "cover": _image(studio, "cover"), "share_url": f"{studio.base_url}/@{creator.unique_id}/live",
        "age_restricted": {"restricted": False}, "live_sub_only": False, "stream_url": stream_url(studio, room),
    }  # fmt: skip


def stream_url(studio: Studio, room: Room) -> Json:
    """``stream_url`` with both layers."""
    rungs = _one_for_each_key(room)
    flv = {rung.key: media_url(studio, room, rung, "flv") for rung in rungs}
    first = rungs[0]
    return {
        "id": room.stream_id, "id_str": str(room.stream_id), "drm_type": 0, "provider": 0,
        "flv_pull_url": {_LEGACY_KEYS[key]: url for key, url in flv.items() if url},
        "flv_pull_url_params": {
            _LEGACY_KEYS[rung.key]: _parameters(room, rung) for rung in rungs if flv[rung.key]
        },
        "hls_pull_url": media_url(studio, room, first, "hls"), "hls_pull_url_map": {},
        "hls_pull_url_params": _parameters(room, first), "rtmp_pull_url": flv[first.key],
        "rtmp_pull_url_params": _parameters(room, first), "default_resolution": _LEGACY_KEYS[first.key],
        "candidate_resolution": [_LEGACY_KEYS[rung.key] for rung in rungs],
        "resolution_name": {
            "AUTO": "Auto", "ORIGION": "Original", "FULL_HD1": "1080p", "HD1": "720p", "SD2": "540p", "SD1": "360p",
        },
        "live_core_sdk_data": {"pull_data": pull_data(studio, room, rungs)},
    }  # fmt: skip


def _one_for_each_key(room: Room) -> list[Quality]:
    """The rungs of room info, which has one ladder: where two codecs offer one, the one the script names first."""
    rungs: dict[str, Quality] = {}
    for rung in room.broadcast.qualities:
        rungs.setdefault(rung.key, rung)
    return list(rungs.values())


def pull_data(studio: Studio, room: Room, rungs: Sequence[Quality]) -> Json:
    """The current layer: options, and the stream URLs as JSON text inside the JSON."""
    qualities = [
        {
            "name": _NAMES[rung.key], "sdk_key": rung.key, "level": _LEVELS[rung.key],
            "resolution": f"{rung.width}x{rung.height}", "v_codec": "0", "icon_type": 0,
        }
        for rung in rungs
    ]  # fmt: skip
    data = {
        rung.key: {
            "main": {
                "flv": media_url(studio, room, rung, "flv"), "hls": media_url(studio, room, rung, "hls"),
                "cmaf": "", "dash": "", "lls": "", "sdk_params": _parameters(room, rung),
            }
        }
        for rung in rungs
    }  # fmt: skip
    common = {"session_id": "", "rule_ids": "", "user_count": room.viewers}
    return {
        "options": {"default_quality": qualities[0], "qualities": qualities, "show_quality_button": True},
        "stream_data": json.dumps({"common": common, "data": data}),
    }


def media_url(studio: Studio, room: Room, rung: Quality, media_format: str) -> str:
    """A signed-looking URL, or "" when the broadcast does not offer the format."""
    if media_format not in room.broadcast.formats:
        return ""
    path = f"{rung.name}.flv" if media_format == "flv" else f"{rung.name}/index.m3u8"
    expire_s = room.started_at // 1000 + _URL_LIFE_S
    return f"{studio.base_url}/media/{room.room_id}/{path}?expire={expire_s}&sign={room.stream_id:032x}"


def check_alive_json(studio: Studio, room_ids: list[int]) -> list[Json]:
    """``data`` of check_alive, in the order of the request. Ids that never were have no entry."""
    known = [room_id for room_id in room_ids if room_id in studio.rooms or room_id == studio.earlier_room_id]
    return [
        {"alive": studio.live_room(room_id) is not None, "room_id": room_id, "room_id_str": str(room_id)}
        for room_id in known
    ]


def cover_url(studio: Studio) -> str:
    """A picture of the creator, of the room and of everything else there is a picture of."""
    return f"{studio.base_url}/images/cover.png"


def _image(studio: Studio, name: str) -> Json:
    return {"url_list": [f"{studio.base_url}/images/{name}.png"], "uri": name}


def sign_room_info_json(studio: Studio) -> Json:
    """``data`` of the sign server's room_info."""
    creator, room = studio.creator, studio.live_room(studio.room_id)
    info: Json = {"id": str(studio.room_id), "status": int(studio.status), "is_live": room is not None}
    if room is not None:
        first, last = room.broadcast.qualities[0], room.broadcast.qualities[-1]
        info |= {
            "title": room.broadcast.title, "cover_url": cover_url(studio), "start_time": room.started_at // 1000,
            "current_viewers": room.viewers, "total_viewers": room.total_viewers,
            "flv_pull_url": media_url(studio, room, first, "flv"),
            "hls_pull_url": media_url(studio, room, first, "hls"),
            "flv_pull_url_ld": media_url(studio, room, last, "flv"),
            "hls_pull_url_ld": media_url(studio, room, last, "hls"),
        }  # fmt: skip
    user = {
        "numeric_uid": str(creator.user_id), "sec_uid": creator.sec_uid, "nickname": creator.nickname,
        "avatar_url": cover_url(studio), "signature": "", "is_verified": False, "followers": creator.followers,
        "following": 7,
    }  # fmt: skip
    return {"unique_id": creator.unique_id, "raw": "", "user": user, "room_info": info}


def gift_list_json(studio: Studio) -> Json:
    """``data`` of gift/list."""
    entries = [
        {
            "id": gift.gift_id, "name": gift.name, "describe": f"sent {gift.name}", "diamond_count": gift.diamonds,
            "type": 1 if gift.is_streakable else 2, "combo": gift.is_streakable, "duration": 1000,
            "icon": _image(studio, f"gift-{gift.gift_id}"), "image": _image(studio, f"gift-{gift.gift_id}"),
            "for_linkmic": True,
            "is_displayed_on_panel": True,
        }
        for gift in studio.scenario.gifts.values()
    ]  # fmt: skip
    return {"gifts": entries, "gifts_info": {}, "pages": [], "doodle_templates": []}


def _parameters(room: Room, rung: Quality) -> str:
    """``sdk_params``: JSON text about a rung."""
    return json.dumps(
        {
            "VCodec": rung.codec, "vbitrate": rung.bitrate_kbps * 1000, "resolution": f"{rung.width}x{rung.height}",
            "gop": round(room.broadcast.gop_s), "stream_suffix": "" if rung.key == "origin" else rung.key,
        }
    )  # fmt: skip
