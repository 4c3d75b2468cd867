"""The live video of a rebroadcast: real FFmpeg, read with PyAV as any player would."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import av
import httpx
import pytest

from archiver.errors import FFmpegMissingError
from archiver.flv.tags import HEADER, Tag, TagReader
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.server import RebroadcastServer
from archiver.wire.stream_urls import page_variants
from tests.fakes.clock_reader import read_clock_tenths

_FRAME_MS = 50
_CLOCK_STEP_MS = 100


class Picture(NamedTuple):
    """A decoded frame: its timestamp in the file and what its clock reads, ms."""

    pts_ms: float
    clock_ms: int


def _scenario(**broadcast: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "creator": {"unique_id": "someone", "nickname": "Someone"},
            "viewers": {"ana": {"nickname": "Ana"}},
            "broadcast": [
                {
                    "title": "t", "after_s": 0, "duration_s": 5, "gop_s": 0.5,
                    "qualities": [{"key": "ld", "size": "270x480", "bitrate_kbps": 300}], **broadcast,
                }
            ],
        }
    )  # fmt: skip


@asynccontextmanager
async def _room(scenario: Scenario) -> AsyncIterator[tuple[RebroadcastServer, Room, httpx.AsyncClient]]:
    async with (
        RebroadcastServer(scenario) as server,
        httpx.AsyncClient(base_url=server.base_url, trust_env=False, timeout=20) as http,
    ):
        while server.room is None:
            await asyncio.sleep(0)
        yield server, server.room, http


async def _download(http: httpx.AsyncClient, url: str, path: Path) -> Path:
    """A stream to its end, in a file."""
    with path.open("wb") as file:
        async with http.stream("GET", url) as answer:
            answer.raise_for_status()
            async for data in answer.aiter_raw():
                file.write(data)
                file.flush()
    return path


async def _drain(data: AsyncIterator[bytes]) -> None:
    async for _ in data:
        pass


def _pictures(path: Path) -> list[Picture]:
    with av.open(str(path)) as container:
        pictures = []
        for frame in container.decode(video=0):
            tenths = read_clock_tenths(frame)
            assert tenths is not None, f"no clock in the frame at {frame.time}"
            pictures.append(Picture(float(frame.time or 0) * 1000, tenths * 100))
        return pictures


async def test_flv_shows_the_broadcasts_time_in_each_frame(tmp_path: Path) -> None:
    """Read from its begin to its end, the clock runs with the stream, and agrees with the instants the server tells."""
    async with _room(_scenario()) as (server, room, http):
        path = await _download(http, f"/media/{room.room_id}/ld.flv", tmp_path / "live.flv")
        assert room.is_over
        (run,) = server.encoder_runs(room.room_id)
        assert run.first_frame_at is not None
    pictures = _pictures(path)
    assert len(pictures) > 80
    with av.open(str(path)) as container:
        assert container.streams.audio[0].codec_context.name == "aac"
        assert (container.streams.video[0].width, container.streams.video[0].height) == (270, 480)
    begin_ms = run.first_frame_at - room.started_at - pictures[0].pts_ms
    errors = [picture.clock_ms - (begin_ms + picture.pts_ms) for picture in pictures]
    assert min(errors) >= -_CLOCK_STEP_MS - 2
    assert max(errors) <= 2


async def test_a_latecomer_begins_at_a_key_frame(tmp_path: Path) -> None:
    """Who opens the FLV later gets the running GOP first: less than a GOP in front of the moment of joining."""
    async with _room(_scenario()) as (_, room, http):
        late = asyncio.Event()
        asyncio.get_running_loop().call_later(2.5, late.set)
        await late.wait()
        path = await _download(http, f"/media/{room.room_id}/ld.flv", tmp_path / "late.flv")
    with av.open(str(path)) as container:
        first = next(packet for packet in container.demux(video=0))
        assert first.is_keyframe
    assert _pictures(path)[0].clock_ms >= 1000


async def test_a_pause_ends_the_stream_and_a_new_one_begins_at_zero(tmp_path: Path) -> None:
    """In the pause there is no FLV; the next run's timestamps begin at zero while its clock keeps broadcast time."""
    async with _room(_scenario(duration_s=6, pauses=[{"at_s": 2, "for_s": 2}])) as (server, room, http):
        url = f"/media/{room.room_id}/ld.flv"
        before = await _download(http, url, tmp_path / "1.flv")
        assert int(room.status) == 3
        assert (await http.get(url)).status_code == 404
        while int(room.status) == 3:
            await room.wait_for_news(room.position)
        while (await http.head(url)).status_code == 404:
            await asyncio.sleep(0.02)
        after = await _download(http, url, tmp_path / "2.flv")
        assert (await http.get(url)).status_code == 404
        assert len(server.encoder_runs(room.room_id)) == 2
    assert _pictures(before)[-1].clock_ms < 2100
    resumed = _pictures(after)
    assert resumed[0].pts_ms < 500
    assert 3900 <= resumed[0].clock_ms < 4900


async def test_hls_is_a_sliding_live_playlist_with_an_end(tmp_path: Path) -> None:
    """Two-second segments with the clock in them; no end mark while it is live, an end mark when it is over."""
    async with _room(_scenario(formats=["hls"], gop_s=1)) as (server, room, http):
        assert (await http.get(f"/media/{room.room_id}/ld.flv")).status_code == 404
        folder = f"/media/{room.room_id}/ld"
        live = await http.get(f"{folder}/index.m3u8")
        assert live.headers["content-type"] == "application/vnd.apple.mpegurl"
        assert "#EXT-X-ENDLIST" not in live.text
        names = [line for line in live.text.splitlines() if line.endswith(".ts")]
        segment = await _download(http, f"{folder}/{names[0]}", tmp_path / "0.ts")
        await server.done.wait()
        over = (await http.get(f"{folder}/index.m3u8")).text
        assert over.endswith("#EXT-X-ENDLIST\n")
        assert len([line for line in over.splitlines() if line.endswith(".ts")]) == 3
        assert (await http.get(f"{folder}/..%2f..%2findex.m3u8")).status_code == 404
    clocks = [picture.clock_ms for picture in _pictures(segment)]
    assert len(clocks) == 2000 / _FRAME_MS
    assert clocks[-1] - clocks[0] in (1900, 2000)


async def test_hls_goes_on_in_one_playlist_after_a_pause() -> None:
    """The second run's segments follow the first one's, behind a discontinuity mark."""
    scenario = _scenario(duration_s=6, formats=["hls"], gop_s=1, pauses=[{"at_s": 2, "for_s": 2}])
    async with _room(scenario) as (server, room, http):
        await server.done.wait()
        lines = (await http.get(f"/media/{room.room_id}/ld/index.m3u8")).text.splitlines()
    names = [line for line in lines if line.endswith(".ts")]
    assert names == sorted(set(names))
    assert len(names) >= 2
    assert "#EXT-X-DISCONTINUITY" in lines[lines.index(names[0]) :]


@pytest.mark.parametrize(("fault", "status"), [("forbidden", 403), ("not_found", 404)])
async def test_media_can_be_refused(fault: Any, status: int) -> None:
    """403 and 404 on every media route."""
    async with _room(_scenario()) as (server, room, http):
        server.faults.media = fault
        for name in ("ld.flv", "ld/index.m3u8", "ld/segment-00000.ts"):
            assert (await http.get(f"/media/{room.room_id}/{name}")).status_code == status


async def test_a_stream_can_stall_and_go_on(tmp_path: Path) -> None:
    """While it stalls not a byte comes; when it heals the stream goes on to its end and nothing is missing."""
    path = tmp_path / "stalled.flv"
    async with _room(_scenario(duration_s=4)) as (server, room, http):
        download = asyncio.create_task(_download(http, f"/media/{room.room_id}/ld.flv", path))
        while not (path.exists() and path.stat().st_size):
            await asyncio.sleep(0.02)
        server.faults.media = "stall"
        await asyncio.wait({download}, timeout=0.5)  # what was under way before the stall
        size_bytes = path.stat().st_size
        await asyncio.wait({download}, timeout=0.5)
        assert path.stat().st_size == size_bytes
        server.faults.media = ""
        await download
    steps = {round(after.pts_ms - before.pts_ms) for before, after in pairwise(_pictures(path))}
    assert steps <= {_FRAME_MS - 1, _FRAME_MS, _FRAME_MS + 1}


async def test_a_stream_can_be_reset() -> None:
    """The client sees the connection break, not an orderly end."""
    async with (
        _room(_scenario()) as (server, room, http),
        http.stream("GET", f"/media/{room.room_id}/ld.flv") as answer,
    ):
        data = answer.aiter_bytes()
        await anext(data)
        server.faults.media = "reset"
        with pytest.raises(httpx.ReadError):
            await _drain(data)


async def test_the_picture_turns_and_time_begins_again_in_one_stream(tmp_path: Path) -> None:
    """One connection: sequence headers come three times, time goes on at the turn and begins at zero at the restart."""
    change = [{"at_s": 1.5, "kind": "turn"}, {"at_s": 3.5, "kind": "restart"}]
    async with _room(_scenario(duration_s=5.5, change=change)) as (server, room, http):
        path = await _download(http, f"/media/{room.room_id}/ld.flv", tmp_path / "live.flv")
        assert len(server.encoder_runs(room.room_id)) == 3
    tags = list(TagReader().feed(path.read_bytes()))
    takes = _takes(tags)
    assert [_size(take, tmp_path) for take in takes] == [(270, 480), (480, 270), (480, 270)]
    first, turned, again = ([tag.time_ms for tag in take if tag.is_key_frame] for take in takes)
    assert first[0] < 200
    assert turned[0] > first[-1]
    assert 1_000 < turned[0] < 4_000
    assert again[0] < 200


async def test_h265_is_sent_as_the_platform_does(tmp_path: Path) -> None:
    """The ladder of each codec is told apart; FLV has codec id 12; a reader that knows it sees the picture."""
    qualities = [{"key": "ld", "size": "270x480", "codec": codec} for codec in ("h265", "h264")]
    scenario = _scenario(duration_s=3, qualities=qualities)
    async with _room(scenario) as (_, _, http):
        found = (await http.get("/api-live/user/room/", params={"uniqueId": "someone"})).json()["data"]["liveRoom"]
        offered = {(each.codec, each.protocol): each for each in page_variants(found)}
        assert set(offered) == {(codec, protocol) for codec in ("h264", "h265") for protocol in ("flv", "hls")}
        path = await _download(http, offered["h265", "flv"].url, tmp_path / "hevc.flv")
    heads = [tag for tag in TagReader().feed(path.read_bytes()) if tag.is_video]
    assert {tag.body[0] & 0x8F for tag in heads} == {12}
    assert heads[0].is_sequence_header
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "hevc"
    assert len(_pictures(path)) > 30


def _takes(tags: list[Tag]) -> list[list[Tag]]:
    """The tags from each video sequence header to the next."""
    takes: list[list[Tag]] = []
    for tag in tags:
        if tag.is_video and tag.is_sequence_header:
            takes.append([])
        if takes:
            takes[-1].append(tag)
    return takes


def _size(take: list[Tag], folder: Path) -> tuple[int, int]:
    """Of the pictures in a take."""
    path = folder / "take.flv"
    path.write_bytes(HEADER + b"".join(tag.data for tag in take))
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return frame.width, frame.height


async def test_a_stream_can_be_cut_in_a_tag(tmp_path: Path) -> None:
    """The answer ends in order, its last tag does not: what is before it plays."""
    path = tmp_path / "cut.flv"
    async with _room(_scenario()) as (server, room, http):
        download = asyncio.create_task(_download(http, f"/media/{room.room_id}/ld.flv", path))
        while not (path.exists() and path.stat().st_size > 5_000):
            await asyncio.sleep(0.02)
        server.faults.media = "cut"
        await download
        assert not room.is_over
    data = path.read_bytes()
    tags = list(TagReader().feed(data))
    assert len(HEADER) + sum(len(tag.data) for tag in tags) < len(data)
    assert _pictures(path)


async def test_a_missing_ffmpeg_is_named() -> None:
    """A program that cannot be started ends in its own error, once the room is left."""
    with pytest.raises(FFmpegMissingError, match="nowhere"):
        async with RebroadcastServer(_scenario(duration_s=1), ffmpeg=Path("/nowhere/ffmpeg")) as server:
            await server.done.wait()
