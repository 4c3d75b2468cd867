"""A timeline against the pixels: what does the video show where an event is put?"""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from archiver.align.build import build_timeline
from archiver.align.part import Knowledge
from archiver.media.key_frames import read_key_frames
from archiver.model.session import Segment
from archiver.model.timeline import Latency, SyncSample, locate
from tests.ground_truth.film import FRAME_MS, read_film
from tests.ground_truth.recorders import Recording

EVENT_MS = 100  #: one event each


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a timeline did: the offset it gives an event, minus the offset of the frame that shows its moment.

    Milliseconds; negative: the event is placed too early in the video.
    """

    kinds: str
    median_ms: float
    p95_ms: float  #: of the error, without sign
    spread_ms: float  #: 95 in 100 events placed in the connection that has their frame are so near to its median
    stated_ms: int  #: the error estimate most events have
    events: int
    beyond: int  #: events further off than their own estimate
    gapped: int  #: events flagged as in a gap though a frame shows their moment

    def line(self) -> str:
        """One line for people."""
        return (f"{self.kinds:8} median {self.median_ms:+6.0f}  p95 {self.p95_ms:5.0f}  spread {self.spread_ms:4.0f}  "
                f"stated {self.stated_ms:5}  {self.beyond} beyond, {self.gapped} gapped, of {self.events}")  # fmt: skip


class Shown(NamedTuple):
    """A frame in the session's video."""

    instant: int
    offset_ms: int
    segment: int


@dataclass(frozen=True)
class Material:
    """A recording with what was read back from it."""

    segments: Sequence[Segment]
    samples: Sequence[SyncSample]
    film: Sequence[Shown]  #: by the instants they show


def read_back(recording: Recording) -> Material:
    """Finish the recording: lengths and offsets of its segments, key frames of its parts, the truth in its pixels."""
    recording.open_logs.close()
    segments, samples, film = [], list(recording.samples), []
    offset_ms = 0
    for segment in recording.segments:
        frames = read_film(recording.part(segment))
        duration_ms = frames[-1][0] + FRAME_MS
        segments.append(replace(segment, duration_ms=duration_ms, offset_ms=offset_ms))
        film += [Shown(instant, offset_ms + position_ms, segment.number) for position_ms, instant in frames]
        offset_ms += duration_ms
        if recording.engine != "native":
            samples += [
                SyncSample(segment.number, key.media_ms, None, None, key.pts_ms, key.is_key, key.sei_ts)
                for key in asyncio.run(read_key_frames(recording.part(segment)))
            ]
    return Material(segments, samples, sorted(film))


def judge(material: Material, latencies: Mapping[str, Latency] | None = None) -> Verdict:
    """Build the timeline and hold an event each tenth of a second against the frames."""
    knowledge = Knowledge(latencies={s.number: latencies or {} for s in material.segments})
    pieces = build_timeline(samples=material.samples, segments=material.segments, gaps=(), knowledge=knowledge)
    instants = sorted({shown.instant for shown in material.film})
    flat: list[float] = []
    of_connection: dict[int, list[float]] = {}
    stated: list[int] = []
    kinds: set[str] = set()
    events = beyond = gapped = 0
    for at in range(instants[0], instants[-1], EVENT_MS):
        piece, offset_ms = locate(pieces, at) or (None, 0)
        assert piece is not None
        index = bisect_right(instants, at) - 1
        is_filmed = at - instants[index] <= FRAME_MS
        moment = instants[index] if is_filmed else instants[index + 1]
        running_ms = at - moment if is_filmed else 0
        copies = material.film[bisect_left(material.film, (moment,)) : bisect_left(material.film, (moment + 1,))]
        off = {copy.segment: offset_ms - copy.offset_ms - running_ms for copy in copies}
        error = min(off.values(), key=abs)
        events += 1
        kinds.add(piece.kind)
        stated.append(piece.error_ms)
        beyond += abs(error) > piece.error_ms
        gapped += piece.in_gap and is_filmed
        if is_filmed and not piece.in_gap:
            flat.append(error)
            if piece.segment in off:  # else it was placed in the connection before or behind the one that has its frame
                of_connection.setdefault(piece.segment, []).append(off[piece.segment])
    spread = [abs(error - median(each)) for each in of_connection.values() for error in each]
    return Verdict(
        kinds="+".join(sorted(kinds)), median_ms=median(flat), p95_ms=p95([abs(e) for e in flat]),
        spread_ms=p95(spread), stated_ms=sorted(stated)[len(stated) // 2], events=events, beyond=beyond, gapped=gapped,
    )  # fmt: skip


def p95(values: Sequence[float]) -> float:
    """What 95 in 100 values do not exceed."""
    return sorted(values)[(len(values) - 1) * 95 // 100]
