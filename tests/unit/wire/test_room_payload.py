"""JSON routes of the platform: every answer known from the field, and the ones nobody has seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archiver.errors import (
    AgeRestrictedError,
    BlockedError,
    InvalidRequestError,
    LoginRequiredError,
    PrivateRoomError,
    RoomEndedError,
    UnexpectedPayloadError,
    UserNotFoundError,
)
from archiver.model.broadcast import RoomStatus
from archiver.model.creator import Creator
from archiver.wire.room_payload import read_check_alive, read_done, read_room_info, read_user_room

ROOM = 7140000000000000001


def user_room(**changes: Any) -> bytes:
    """An api-live answer of a live creator, with changes as ``user__status=4``."""
    data: dict[str, Any] = {
        "user": {
            "id": "6900000000000000001",
            "uniqueId": "Some.Creator",
            "nickname": "Some",
            "secUid": "MS4w",
            "roomId": str(ROOM),
            "status": 2,
        },
        "stats": {"followerCount": 5},
        "liveRoom": {"title": "hello", "startTime": 1786367000, "status": 2},
    }
    for key, value in changes.items():
        part, name = key.split("__")
        data[part][name] = value
    return json.dumps({"statusCode": 0, "message": "", "data": data, "extra": {"now": 1786367257452}}).encode()


def room_info(**changes: Any) -> bytes:
    """A room info answer of a live room, with keys of ``data`` changed."""
    data: dict[str, Any] = {
        "id": 7140000000000000000,
        "id_str": str(ROOM),
        "status": 2,
        "title": "hello",
        "start_time": 1786367000,
        "user_count": 12,
        "stats": {"total_user": 99, "like_count": 7},
        "owner": {"id": 1, "id_str": "6900000000000000001", "display_id": "Some.Creator", "nickname": "Some"},
        "stream_url": {"flv_pull_url": {"HD1": "https://media.example/stream-1_hd.flv"}},
    }
    return json.dumps({"data": data | changes, "extra": {"now": 1786367257452}, "status_code": 0}).encode()


def test_a_live_creator_is_read_with_room_and_identity() -> None:
    """A live answer gives the room, the creator, the title and the server's clock."""
    found = read_user_room(user_room(), "some.creator")

    assert found.check.is_live
    assert found.check.room_id == ROOM
    assert found.check.creator == Creator(
        unique_id="some.creator", user_id=6900000000000000001, sec_uid="MS4w", nickname="Some"
    )
    assert found.check.title == "hello"
    assert found.check.server_now_ms == 1786367257452
    assert found.started_at == 1786367000000


@pytest.mark.parametrize("room_id", ["", "0", 0, None, str(ROOM)])
def test_an_offline_creator_is_an_answer_whatever_room_is_left(room_id: object) -> None:
    """Status 4 is offline, with the last room's id or with any of the ways to give none."""
    body = user_room(user__status=4, liveRoom__status=4, user__roomId=room_id)

    check = read_user_room(body, "some.creator").check

    assert not check.is_live
    assert check.status is RoomStatus.ENDED
    assert check.room_id == (ROOM if room_id == str(ROOM) else None)


@pytest.mark.parametrize(
    ("user_status", "room_status", "expected"),
    [
        (4, 2, RoomStatus.LIVE),
        (2, 4, RoomStatus.LIVE),
        (3, 3, RoomStatus.PAUSED),
        (None, 3, RoomStatus.PAUSED),
        (4, None, RoomStatus.ENDED),
    ],
)
def test_two_statuses_become_one(user_status: int | None, room_status: int | None, expected: RoomStatus) -> None:
    """Of two statuses that disagree or are absent the one that keeps the broadcast going wins."""
    body = user_room(user__status=user_status, liveRoom__status=room_status)

    assert read_user_room(body, "some.creator").check.status is expected


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"user__roomId": ""}, r"data\.user\.roomId"),
        ({"user__roomId": "12ab"}, r"data\.user\.roomId"),
        ({"user__roomId": 2**63}, r"data\.user\.roomId"),
        ({"user__status": None, "liveRoom__status": None}, r"data\.user\.status"),
        ({"liveRoom__title": 7}, r"data\.liveRoom\.title"),
    ],
)
def test_a_wrong_shape_is_refused_with_its_path(changes: dict[str, Any], path: str) -> None:
    """What cannot be understood names the key that is wrong, and is never a KeyError."""
    with pytest.raises(UnexpectedPayloadError, match=path):
        read_user_room(user_room(**changes), "some.creator")


@pytest.mark.parametrize(
    ("status_code", "error"),
    [(19881007, UserNotFoundError), (19881005, InvalidRequestError), (404000, UnexpectedPayloadError)],
)
def test_api_live_codes_are_typed(status_code: int, error: type[Exception]) -> None:
    """Each code of the api-live route has its error."""
    body = json.dumps({"statusCode": status_code, "message": "user_not_found", "data": None}).encode()

    with pytest.raises(error):
        read_user_room(body, "nobody")


@pytest.mark.parametrize("body", [b"", b"  \n", b"<!DOCTYPE html><title>Please wait...</title>"])
def test_empty_bodies_and_pages_are_blocks(body: bytes) -> None:
    """Nothing, or HTML, where JSON is due is how the platform blocks, on every route."""
    for read in (lambda: read_user_room(body, "x"), lambda: read_check_alive(body), lambda: read_room_info(body)):
        with pytest.raises(BlockedError):
            read()


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"7", b'"x"', b"[" * 100_000, b'{"status_code":0,"data":7}', b'{"status_code":"x"}', b"\xff\xfe{}"],
)
def test_hostile_json_ends_in_one_error(body: bytes) -> None:
    """Broken, absurd and deeply nested JSON is an UnexpectedPayloadError, on every route."""
    for read in (lambda: read_user_room(body, "x"), lambda: read_check_alive(body), lambda: read_room_info(body)):
        with pytest.raises(UnexpectedPayloadError):
            read()


def test_check_alive_matches_on_the_text_id() -> None:
    """Rooms are keyed by their text id, since the number may be rounded; rooms not named are absent."""
    body = json.dumps(
        {
            "data": [
                {"alive": True, "room_id": 7140000000000000000, "room_id_str": str(ROOM)},
                {"alive": False, "room_id": 7140000000000000512, "room_id_str": "7140000000000000513"},
            ],
            "extra": {"now": 1786367257452},
            "status_code": 0,
        }
    ).encode()

    answer = read_check_alive(body)

    assert answer.alive == {ROOM: True, 7140000000000000513: False}
    assert answer.server_now_ms == 1786367257452


@pytest.mark.parametrize("data", [[], None])
def test_check_alive_without_rooms_says_nothing(data: object) -> None:
    """An empty answer names no room, and so ends none."""
    assert read_check_alive(json.dumps({"data": data, "status_code": 0}).encode()).alive == {}


def test_room_info_prefers_text_ids() -> None:
    """Ids come from their text twins, instants in milliseconds, totals from the stats."""
    info = read_room_info(room_info())

    assert info.room_id == ROOM
    assert info.creator.user_id == 6900000000000000001
    assert info.creator.unique_id == "some.creator"
    assert info.started_at == 1786367000000
    assert (info.viewer_count, info.total_viewers, info.like_count) == (12, 99, 7)
    assert [v.quality for v in info.variants] == ["hd"]
    assert info.raw == room_info()


@pytest.mark.parametrize(("status", "expected"), [(2, 2), (3, 3), (4, 4), (1, 1), (77, 0)])
def test_room_statuses_are_read(status: int, expected: int) -> None:
    """A status nobody has named is unknown, not an error; an ended room offers no streams."""
    info = read_room_info(room_info(status=status))

    assert info.status == expected
    assert bool(info.variants) == info.status.is_on


@pytest.mark.parametrize(
    ("status_code", "data", "error"),
    [
        (4003110, {"prompts": ""}, AgeRestrictedError),
        (0, {"prompts": ""}, AgeRestrictedError),
        (0, {}, AgeRestrictedError),
        (10011, {"message": "Request params error", "prompts": "x"}, InvalidRequestError),
        (20003, {"message": "Please login first"}, LoginRequiredError),
        (30003, {"message": "room has finished"}, RoomEndedError),
        (10041, {}, RoomEndedError),
        (4001, {"message": "This account is private"}, PrivateRoomError),
        (4002, {"message": "Follow the creator to watch their LIVE"}, PrivateRoomError),
        (4242, {"message": "something new"}, UnexpectedPayloadError),
        (4242, None, UnexpectedPayloadError),
    ],
)
def test_room_info_refusals_are_typed(status_code: int, data: Any, error: type[Exception]) -> None:
    """Each error body of the room info route has its error."""
    with pytest.raises(error):
        read_room_info(json.dumps({"status_code": status_code, "data": data}).encode())


def test_foreign_text_in_errors_is_bounded_and_printable() -> None:
    """What the platform says is quoted shortly and cannot drive a terminal."""
    body = json.dumps({"status_code": 1, "data": {"message": "\x1b[2J" + "x" * 5000}}).encode()

    with pytest.raises(UnexpectedPayloadError) as caught:
        read_room_info(body)

    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_keys_of_the_sender_in_errors_are_bounded_and_printable() -> None:
    """The path of what is wrong may hold keys that the sender chose: they cannot drive a terminal or fill a log."""
    stream_url = {"flv_pull_url": {"\x1b]0;own\x07" + "k" * 100_000: 5}, "live_core_sdk_data": 5}
    urls_alone = {"flv_pull_url": stream_url["flv_pull_url"]}

    for changed in (stream_url, urls_alone):
        with pytest.raises(UnexpectedPayloadError) as caught:
            read_room_info(room_info(stream_url=changed))
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300


@pytest.mark.parametrize("figure", [10**30, -1, 1.5, "many", [], True])
def test_figures_no_database_holds_count_as_absent(figure: object) -> None:
    """A count or time that makes no sense is left out, and the room is still known."""
    info = read_room_info(
        room_info(user_count=figure, start_time=figure, create_time=figure, stats={"like_count": figure})
    )

    assert (info.viewer_count, info.started_at, info.room_id) == (None, None, ROOM)


def test_digits_beside_a_text_are_no_twin() -> None:
    """Only a number has a twin in text: "title_str" does not replace a title."""
    assert read_room_info(room_info(title="words", title_str="123")).title == "words"


def test_the_kept_answer_holds_no_signatures() -> None:
    """What is kept of the answer names the streams, but its addresses cannot be used any more."""
    url = "https://pull.example/stream-1.flv?expire=1&sign=5ec2e7&_session_id=5ec2e7"
    nested = json.dumps({"data": {"hd": {"main": {"flv": url}}}}).replace("&", "\\u0026")
    info = read_room_info(
        room_info(
            stream_url={"flv_pull_url": {"HD1": url}, "live_core_sdk_data": {"pull_data": {"stream_data": nested}}}
        )
    )

    assert info.variants[0].url == url
    assert b"5ec2e7" not in info.raw
    assert b"stream-1.flv?expire=1" in info.raw
    json.loads(info.raw)


def test_titles_hold_nothing_a_store_refuses() -> None:
    """NUL characters and lone surrogates are gone from texts, and texts are bounded."""
    info = read_room_info(room_info(title="a\0b\ud83d" + "x" * 10_000))

    assert info.title.startswith("ab?x")
    assert len(info.title) < 3000
    info.title.encode("utf-8")


def test_a_real_room_info_is_read(shared_data: Any) -> None:
    """A captured answer gives its room, creator and ladder, with the rounded ids put right."""
    body = (shared_data / "http" / "room_info_live.json").read_bytes()

    info = read_room_info(body)

    assert info.room_id == 7503448765740976902
    assert info.status is RoomStatus.LIVE
    assert info.creator.user_id == 6390320446122785125
    assert (info.viewer_count, info.total_viewers) == (541, 1661)
    assert info.server_now_ms == 1747034147224
    assert [v.quality for v in info.variants if v.protocol == "flv"] == [
        "origin", "uhd_60", "hd_60", "hd", "sd", "ld", "ao"
    ]  # fmt: skip
    assert {v.codec for v in info.variants if not v.is_audio_only} == {"h265"}


def test_likes_of_an_ended_room_are_told_from_done_ones() -> None:
    """The answer to them has no code for it."""
    read_done(b'{"data": {"result": "ok"}, "status_code": 0}', source="The like route")
    with pytest.raises(RoomEndedError):
        read_done(b'{"data": {"result": "room_err"}, "status_code": 0}', source="The like route")
