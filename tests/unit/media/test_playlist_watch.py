"""The watch over a playlist: FFmpeg's words and the server's answers, put together."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from archiver.errors import PlatformUnavailableError
from archiver.media import playlist_watch
from archiver.media.playlist_watch import PlaylistWatch
from archiver.model.media import CaptureRequest, PlaylistAnswer
from tests.fakes.clock import FakeClock

URL = "https://cdn.example/live/index.m3u8?sign=secret"
HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n"
ONE = "#EXT-X-FP-DateTime:2026-03-19T21:35:09.086Z\n#EXTINF:2,\n1.ts?sign=secret\n"


class Script:
    """Answers in turn; an exception is raised."""

    def __init__(self, *answers: tuple[int, str] | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def fetch(self, url: str, headers: Mapping[str, str]) -> PlaylistAnswer:
        self.asked.append((url, dict(headers)))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return PlaylistAnswer(url=url, status=answer[0], text=answer[1])


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playlist_watch, "next_look_ms", lambda *_: 0)


async def watched(tmp_path: Path, script: Script, *lines: str) -> PlaylistWatch:
    headers = {"Referer": "r", "Cookie": "secret"}
    request = CaptureRequest(url=URL, protocol="hls", part=tmp_path / "part_001_a1.ts", headers=headers)
    watch = PlaylistWatch(request, script, FakeClock())
    for line in lines:
        watch.note_line(line)
    await asyncio.wait_for(watch.run(), 10)
    return watch


def opening(name: str) -> str:
    return f"[hls @ 0x55] [info] Opening 'https://cdn.example/live/{name}?x=1' for reading"


async def test_a_bad_answer_is_no_end(tmp_path: Path) -> None:
    """404, 500, a dead line and a page of HTML: it looks again until the playlist is over."""
    script = Script((404, ""), (500, ""), PlatformUnavailableError("away"), (200, "<html>"),
                    (200, HEAD + ONE + "#EXTINF:2,\n2.ts\n#EXT-X-ENDLIST"))  # fmt: skip
    watch = await watched(
        tmp_path, script, opening("index.m3u8"), opening("1.ts"), opening("index.m3u8"), opening("2.ts")
    )
    assert len(script.asked) == 5
    assert [(mark.media_ms, mark.date_at) for mark in watch.take_marks()] == [(0, 1773956109086)]


async def test_what_the_playlist_said_is_kept_without_signatures(tmp_path: Path) -> None:
    """One line for each segment, with its private tags; and no cookie is sent for it."""
    script = Script((200, HEAD + ONE), (200, HEAD + ONE + "#EXT-X-ENDLIST"))
    await watched(tmp_path, script)
    text = (tmp_path / "part_001_a1.playlist.jsonl").read_text()
    [line] = [json.loads(line) for line in text.splitlines()]
    assert (line["sequence"], line["name"], line["length_ms"], line["date_at"]) == (1, "1.ts", 2000, 1773956109086)
    assert line["tags"] == {"FP-DateTime": "2026-03-19T21:35:09.086Z"}
    assert "secret" not in text
    assert script.asked[0][1] == {"Referer": "r"}


async def test_a_master_playlist_leads_to_its_best_variant(tmp_path: Path) -> None:
    """FFmpeg takes that one, too."""
    master = "#EXTM3U\n#EXT-X-STREAM-INF:RESOLUTION=2x2\nsd.m3u8\n#EXT-X-STREAM-INF:RESOLUTION=4x4\nhd.m3u8\n"
    script = Script((200, master), (200, HEAD + "#EXT-X-ENDLIST"))
    await watched(tmp_path, script)
    assert [url for url, _ in script.asked] == [URL, "https://cdn.example/live/hd.m3u8"]


async def test_a_folder_that_cannot_be_written_costs_the_log_only(tmp_path: Path) -> None:
    """The recording, and its marks, go on."""
    script = Script((200, HEAD + ONE + "#EXTINF:2,\n2.ts\n#EXT-X-ENDLIST"))
    watch = await watched(tmp_path / "gone", script, opening("1.ts"), opening("2.ts"))
    assert len(watch.take_marks()) == 1


async def test_a_segment_that_ffmpeg_could_not_open_has_no_mark(tmp_path: Path) -> None:
    """FFmpeg says so in its log, and goes on with the next."""
    script = Script((200, HEAD + ONE + "#EXTINF:2,\n2.ts\n#EXTINF:2,\n3.ts\n#EXT-X-ENDLIST"))
    failed = "[hls @ 0x55] [warning] Failed to open segment 1 of playlist 0"
    watch = await watched(tmp_path, script, opening("1.ts"), failed, opening("2.ts"), opening("3.ts"))
    assert [(mark.media_ms, mark.date_at) for mark in watch.take_marks()] == [(0, 1773956111086)]


async def test_a_segment_whose_address_is_none_is_passed_over(tmp_path: Path) -> None:
    """FFmpeg tries it and says so; the lines behind it are still taken."""
    script = Script((200, HEAD + ONE + "#EXTINF:2,\n2.ts\n#EXT-X-ENDLIST"))
    odd = "[hls @ 0x55] [info] Opening 'http://[odd/1.ts?x=1' for reading"
    failed = "[hls @ 0x55] [warning] Failed to open segment 1 of playlist 0"
    watch = await watched(tmp_path, script, odd, failed, opening("1.ts"), opening("2.ts"))
    assert [(mark.media_ms, mark.date_at) for mark in watch.take_marks()] == [(0, 1773956109086)]
