"""What archiver says about time, held against the clock in the picture: a comment's offset shows its moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

import av
import pytest

from archiver.app import open_app
from archiver.config import Settings
from archiver.model.replay import ReplayItem, SessionSummary
from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay
from archiver.query.sessions import list_sessions
from archiver.query.sql import run_sql
from archiver.rebroadcast.live_media import EncoderRun
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.server import RebroadcastServer
from tests.acceptance.conftest import MakeSettings, serve_script
from tests.fakes.clock_reader import read_clock_tenths

_FRAME_MS = 50
_CLOCK_STEP_MS = 100
_ROUNDING_MS = 0.5
_PAUSE_S, _RESUME_S = 8.0, 10.0
#: Media on its way at the begin and at the end of a session, and what a reconnection repeats.
_TOLERANCE_MS = 1_000
_PAUSES = [{"at_s": _PAUSE_S, "for_s": _RESUME_S - _PAUSE_S}]
_FLV = {"formats": ["flv"], "sei": True, "duration_s": 17.0, "pauses": _PAUSES}
_HLS = {"formats": ["hls"], "dates": "pdt", "duration_s": 14.0}


@dataclass(frozen=True)
class Filmed:
    """A stretch of the session's video that the encoder filmed without a break."""

    from_ms: float  #: in the video
    until_ms: float
    ahead_ms: float  #: broadcast time of a picture minus its place in the video, to the millisecond

    def shows(self, offset_ms: int) -> float:
        """The broadcast time that the video shows at an offset."""
        return offset_ms + self.ahead_ms


@dataclass(frozen=True)
class Placed:
    """A comment: when it was made, and what the video shows at its place. Broadcast time, ms."""

    said_ms: int
    item: ReplayItem
    shown_ms: float
    run: int  #: which stretch of the film

    @property
    def error_ms(self) -> float:
        """Negative: the video shows an earlier moment."""
        return self.shown_ms - self.said_ms


@pytest.mark.slow
async def test_a_comment_stands_where_the_clock_shows_its_second(make_settings_for: MakeSettings) -> None:
    """By the encoder's clock over FLV to the frame, by the playlist's dates over HLS: as near as is stated."""
    async with RebroadcastServer(_scenario()) as server:
        settings = make_settings_for(server.endpoints())
        await _record_all(settings, server)
        flv, hls = _summaries(settings)
        flv_film = _film(settings, flv, server.encoder_runs(flv.room_id))
        hls_film = _film(settings, hls, server.encoder_runs(hls.room_id))
    flv_comments = _comments(settings, flv, flv_film, "sei")
    hls_comments = _comments(settings, hls, hls_film, "pdt")
    for name, comments in (("FLV", flv_comments), ("HLS", hls_comments)):
        _report(name, comments)
        _check_stated_error(comments)
        _check_order(comments)
    assert len(flv_film) == 2
    _check_pause(flv_comments, flv_film)
    _check_exact(flv_comments)
    _check_coverage(settings)
    _check_clocks(settings)


def _scenario() -> Scenario:
    """An FLV broadcast with a pause, then one over HLS; each comment's text is its millisecond."""
    shared = {"title": "clock", "after_s": 0.2, "gop_s": 1}
    rung = {"key": "ld", "size": "270x480", "bitrate_kbps": 300}
    return Scenario.model_validate(
        {
            "creator": {"unique_id": "clock_show", "nickname": "Clock"},
            "viewers": {"ann": {"nickname": "Ann"}},
            "broadcast": [
                {**shared, **own, "qualities": [rung], "event": _said(own["duration_s"])} for own in (_FLV, _HLS)
            ],
        }
    )


def _said(duration_s: Any) -> list[dict[str, object]]:
    halves = range(1, int(duration_s * 2))
    return [{"at_s": half / 2, "kind": "chat", "viewer": "ann", "text": str(half * 500)} for half in halves]


async def _record_all(settings: Settings, server: RebroadcastServer) -> None:
    async with open_app(settings) as app:
        await serve_script(app, server)


def _summaries(settings: Settings) -> list[SessionSummary]:
    with open_reader(settings.database_url) as engine:
        return list_sessions(engine)[::-1]


def _film(settings: Settings, session: SessionSummary, runs: Sequence[EncoderRun]) -> list[Filmed]:
    """The session's video as the stretches its encoder filmed; clocks are read from the pictures."""
    pictures = _pictures(settings.archive_folder / str(session.file))
    breaks = [i for i, (one, next_one) in enumerate(pairwise(pictures), 1) if next_one[1] - one[1] > 500]
    bounds = list(pairwise([0, *breaks, len(pictures)]))
    started_at = runs[0].started_at
    return [_filmed(pictures[begin:end], run, started_at) for (begin, end), run in zip(bounds, runs, strict=True)]


def _filmed(pictures: Sequence[tuple[float, int]], run: EncoderRun, started_at: int) -> Filmed:
    """The clock shows whole tenths; the encoder's frames are due every 50 ms from its first: one value fits both.

    Both are exact to the millisecond, so what is allowed for is less than one: with more, two values could fit.
    """
    assert run.first_frame_at is not None
    least_ms = max(shown_ms - offset_ms for offset_ms, shown_ms in pictures)
    most_ms = min(shown_ms + _CLOCK_STEP_MS - offset_ms for offset_ms, shown_ms in pictures)
    first_ms = run.first_frame_at - started_at - pictures[0][0]
    ahead_ms = first_ms + ceil((least_ms - _ROUNDING_MS - first_ms) / _FRAME_MS) * _FRAME_MS
    assert least_ms - _ROUNDING_MS <= ahead_ms < most_ms, "the pictures do not run evenly"
    return Filmed(pictures[0][0], pictures[-1][0] + _FRAME_MS, ahead_ms)


def _pictures(video: Path) -> list[tuple[float, int]]:
    """Of each picture its place in the video and what its clock reads, both ms."""
    found = []
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            tenths = read_clock_tenths(frame)
            assert tenths is not None, f"no clock in the picture at {frame.time} s"
            found.append((float(frame.time or 0) * 1000, tenths * 100))
    return found


def _comments(settings: Settings, session: SessionSummary, film: Sequence[Filmed], kind: str) -> list[Placed]:
    """The session's comments in the order of their instants, all placed by this kind."""
    with open_reader(settings.database_url) as engine:
        items = list(iter_replay(engine, session.id, kinds={"chat"}, include_history=True))
    assert len(items) >= 20
    assert {item.sync_kind for item in items} == {kind}
    return [_placed(item, film) for item in sorted(items, key=lambda item: item.at)]


def _placed(item: ReplayItem, film: Sequence[Filmed]) -> Placed:
    assert item.offset_ms is not None
    assert item.segment is not None
    run = item.segment - 1  # each connection is a segment, and each stretch of film had one connection
    return Placed(int(item.text), item, film[run].shows(item.offset_ms), run)


def _seen(comments: Sequence[Placed]) -> list[Placed]:
    """Those whose moment was filmed and received."""
    return [comment for comment in comments if not comment.item.in_gap]


def _report(name: str, comments: Sequence[Placed]) -> None:
    errors = [comment.error_ms for comment in _seen(comments)]
    stated = {comment.item.error_ms for comment in comments}
    print(f"{name}: {len(errors)} comments, median {median(errors):+.0f} ms, "
          f"{min(errors):+.0f} to {max(errors):+.0f} ms, stated {sorted(map(str, stated))} ms")  # fmt: skip


def _check_stated_error(comments: Sequence[Placed]) -> None:
    """No comment is further off than its row says."""
    for comment in _seen(comments):
        assert abs(comment.error_ms) <= (comment.item.error_ms or 0), comment


def _check_order(comments: Sequence[Placed]) -> None:
    """Later comments never stand before earlier ones."""
    offsets = [comment.item.offset_ms or 0 for comment in comments]
    assert offsets == sorted(offsets)


def _check_pause(comments: Sequence[Placed], film: Sequence[Filmed]) -> None:
    """What was said in the pause stands at the first picture behind it, and is flagged."""
    resumed = film[1]
    paused = [comment for comment in comments if _PAUSE_S * 1000 < comment.said_ms < _RESUME_S * 1000]
    assert len(paused) == 3
    for comment in paused:
        assert comment.item.in_gap
        assert (comment.item.segment, comment.item.position_ms) == (2, 0)
        assert abs((comment.item.offset_ms or 0) - resumed.from_ms) <= _FRAME_MS
        # Sound can begin a frame before the first picture: the segment's zero is then a frame before what it shows.
        assert comment.shown_ms >= _RESUME_S * 1000 - _FRAME_MS


def _check_exact(comments: Sequence[Placed]) -> None:
    """Whatever encoder, server and network took: 95 in 100 comments show the frame of their moment, or its neighbour.

    A clock is drawn into a frame when it is due, and frames are 50 ms apart.
    """
    errors = sorted(abs(comment.error_ms) for comment in _seen(comments))
    assert errors[(len(errors) - 1) * 95 // 100] <= _FRAME_MS, errors


def _check_coverage(settings: Settings) -> None:
    """The FLV session's media and gaps fill its time, and its one gap of length is the pause."""
    sql = "SELECT media_ms, gap_ms, ended_at - started_at FROM coverage ORDER BY session_id LIMIT 1"
    with run_sql(settings.database_url, sql) as answer:
        ((media_ms, gap_ms, lasted_ms),) = answer.rows
    pause_ms = (_RESUME_S - _PAUSE_S) * 1000
    print(f"FLV: {media_ms} ms of media, {gap_ms} ms of gaps, {lasted_ms} ms from begin to end")
    assert gap_ms >= pause_ms - _TOLERANCE_MS  # more, where a busy machine takes long to begin or to connect again
    assert abs(media_ms + gap_ms - lasted_ms) <= _TOLERANCE_MS


def _check_clocks(settings: Settings) -> None:
    """The platform's clock was measured there and back; the clock of this machine is its own."""
    sql = "SELECT skew_ms, error_ms FROM skews WHERE source = 'http' ORDER BY session_id, at"
    with run_sql(settings.database_url, sql) as answer:
        trips = list(answer.rows)
    assert len(trips) >= 2
    assert all(abs(skew_ms) <= error_ms + 1 for skew_ms, error_ms in trips)
