"""The recorders under test, in virtual time: what each leaves on disk and notes about it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from archiver.flv.cutter import PartCutter
from archiver.flv.tags import HEADER
from archiver.hls.pace import next_look_ms
from archiver.hls.playlist import HlsSegment, MediaPlaylist
from archiver.hls.tracker import PlaylistTracker
from archiver.media.part_writer import PartWriter
from archiver.media.watchdog import LOOK_S
from archiver.model.media import CaptureProgress, PartEnd
from archiver.model.session import Segment, SegmentState
from archiver.model.timeline import SyncSample
from archiver.record.samples import SampleLog
from tests.fakes.clock import FakeClock
from tests.fakes.media_files import run_ffmpeg
from tests.ground_truth.delivery import Arrived, Network
from tests.ground_truth.film import FRAME_MS, Sent

HOST = "cdn.example"
#: FFmpeg reports so often, and takes so long to look into a stream before it begins.
STATS_MS, PROBE_MS = 500, 700
#: A packager makes a segment of what it has, and dates it by its own clock.
PACKAGER_MS, DATE_BIAS_MS = 250, -1_700
WINDOW, BEGIN_AT = 6, 3

#: The capture looks at its writer so often, also while nothing comes.
_LOOK_MS = round(LOOK_S * 1000)


@dataclass
class Recording:
    """What a session would have: segments with their parts, and samples."""

    folder: Path
    protocol: str
    engine: str
    segments: list[Segment] = field(default_factory=list)
    samples: list[SyncSample] = field(default_factory=list)
    open_logs: ExitStack = field(default_factory=ExitStack)

    def part(self, segment: Segment) -> Path:
        return self.folder / segment.part

    def begin(self, suffix: str, at: int) -> Path:
        """A new part and its segment."""
        number = len(self.segments) + 1
        name = f"part_{number:03d}_a1{suffix}"
        self.segments.append(
            Segment(
                session_id=1, number=number, attempt=1, part=name, state=SegmentState.RAW, protocol=self.protocol,
                quality="hd", host=HOST, started_at=at,
            )
        )  # fmt: skip
        return self.folder / name

    def log(self) -> SampleLog:
        """The sync log of the newest part; closed with ``open_logs``."""
        newest = self.segments[-1]
        log = SampleLog(self.folder / f"{newest.part}.sync.jsonl", newest.number)
        self.open_logs.callback(log.close)
        return log


def record_natively(recording: Recording, connections: Sequence[Sequence[Arrived]]) -> None:
    """FLV by the engine of our own."""
    for arrivals in connections:
        clock = _clock_at(arrivals[0].at)
        logs: list[SampleLog] = []

        def begin(clock: FakeClock = clock, logs: list[SampleLog] = logs) -> Path:
            path = recording.begin(".flv", clock.now_ms())
            logs.append(recording.log())
            return path

        def note(progress: CaptureProgress, logs: list[SampleLog] = logs) -> None:
            recording.samples.extend(logs[-1].note(progress))

        def cut(_: PartEnd, begin=begin) -> Path:  # type: ignore[no-untyped-def]
            return begin()

        writer = PartWriter(begin(), PartCutter(is_cutting=True), clock, on_progress=note, on_cut=cut)
        writer.write(memoryview(HEADER))
        look_at = clock.now_ms() + _LOOK_MS
        for arrived in arrivals:
            for at in range(look_at, arrived.at, _LOOK_MS):
                clock.advance(at - clock.now_ms())
                writer.look()
                look_at = at + _LOOK_MS
            clock.advance(arrived.at - clock.now_ms())
            writer.write(memoryview(arrived.sent.tag.data))
        writer.finish()


def record_by_ffmpeg(recording: Recording, connections: Sequence[Sequence[Arrived]]) -> None:
    """FLV by FFmpeg: the part is what FFmpeg makes of the stream; progress comes twice a second once it writes."""
    for arrivals in connections:
        path = recording.begin(".flv", arrivals[0].at)
        raw = path.with_suffix(".raw")
        raw.write_bytes(HEADER + b"".join(arrived.sent.tag.data for arrived in arrivals))
        run_ffmpeg("-dts_error_threshold", "1", "-f", "flv", "-i", str(raw), "-map", "0:v?", "-c", "copy", str(path))
        raw.unlink()
        frames = [arrived.at for arrived in arrivals if not arrived.sent.is_setup]
        _progress(recording, frames, arrivals[0].at + PROBE_MS)


class Published(NamedTuple):
    """A segment and the instant from which the playlist has it."""

    at: int
    segment: HlsSegment
    file: Path


def record_hls(
    recording: Recording, films: Sequence[Sequence[Sent]], network: Network, connections: Sequence[tuple[int, int]], *,
    has_dates: bool, seed: float = 0.0,
) -> None:  # fmt: skip
    """HLS by FFmpeg with the playlist read beside it, from one instant to another for each connection.

    ``seed`` shifts the looks against the segments.
    """
    published = _package(recording.folder, films, network, has_dates=has_dates)
    for opened_at, closed_at in connections:
        first = max(0, sum(one.at <= opened_at for one in published) - BEGIN_AT)
        # FFmpeg looks again half a target duration after nothing new, a whole one after news: here, each second.
        opens = [
            (max(one.at, opened_at + 300 * number) // 1000 * 1000 + 1000, one)
            for number, one in enumerate(published[first:])
        ]
        opens = [(at, one) for at, one in opens if at < closed_at]
        path = recording.begin(".ts", opened_at)
        listing = path.with_suffix(".m3u8")
        listing.write_text(_listing([one for _, one in opens]))
        run_ffmpeg("-f", "hls", "-i", str(listing), "-c", "copy", "-f", "mpegts", str(path))
        _watch(recording, published, opens, opened_at, seed)


def _package(folder: Path, films: Sequence[Sequence[Sent]], network: Network, *, has_dates: bool) -> list[Published]:
    """A segment for each GOP, made by FFmpeg; another shot begins behind a discontinuity."""
    rng, published = random.Random(network.seed), list[Published]()
    for shot, film in enumerate(films):
        raw = folder / f"shot{shot}.flv"
        raw.write_bytes(HEADER + b"".join(sent.tag.data for sent in film))
        run_ffmpeg("-copyts", "-i", str(raw), "-c", "copy", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0",
                   "-hls_segment_filename", str(folder / f"shot{shot}-%03d.ts"),
                   str(folder / f"shot{shot}.m3u8"))  # fmt: skip
        frames = [sent for sent in film if not sent.is_setup]
        cuts = [i for i, sent in enumerate(frames) if sent.tag.is_key_frame] + [len(frames)]
        files = sorted(folder.glob(f"shot{shot}-*.ts"))
        for (begin, end), file in zip(pairwise(cuts), files, strict=True):
            at = frames[end - 1].captured_at + PACKAGER_MS + network.delay_ms + round(rng.random() * network.jitter_ms)
            at = next((until for start, until in network.stalls if start <= at < until), at)
            segment = HlsSegment(
                sequence=len(published), url=f"https://{HOST}/live/{file.name}", length_ms=(end - begin) * FRAME_MS,
                date_at=frames[begin].captured_at + DATE_BIAS_MS if has_dates else None,
                is_discontinuity=shot > 0 and begin == 0,
            )  # fmt: skip
            published.append(Published(max(at, published[-1].at if published else 0), segment, file))
    return published


def _listing(taken: Sequence[Published]) -> str:
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:2"]
    for one in taken:
        lines += ["#EXT-X-DISCONTINUITY"] if one.segment.is_discontinuity else []
        lines += [f"#EXTINF:{one.segment.length_ms / 1000:.3f},", one.file.name]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _watch(
    recording: Recording, published: Sequence[Published], opens: Sequence[tuple[int, Published]], opened_at: int,
    seed: float,
) -> None:  # fmt: skip
    """Looks at the playlist, FFmpeg's openings, and its progress, one after another in virtual time."""
    tracker, clock = PlaylistTracker(), _clock_at(opened_at)
    log, looks, news_at, waiting = recording.log(), round(seed * 100), opened_at, list(opens)
    look_at, written_ms, end_at = opened_at + round(seed * 1000), 0, opens[-1][0] + 1_000
    while clock.now_ms() < end_at:
        now = clock.now_ms()
        if now >= look_at:
            shown = tuple(one.segment for one in published if one.at <= now)[-WINDOW:]
            if shown and tracker.see(MediaPlaylist(segments=shown), now, now):
                news_at = now
            looks += 1
            look_at = now + next_look_ms(2_000, now - news_at, looks)
        while waiting and waiting[0][0] <= now:
            at, one = waiting.pop(0)
            tracker.open(one.segment.key)
            written_ms += one.segment.length_ms
            progress = CaptureProgress(
                media_ms=written_ms, bytes=written_ms, wall_ms=max(at, now) + 150, monotonic_ms=now + 150,
                marks=tracker.take_marks(),
            )  # fmt: skip
            recording.samples += log.note(progress)
        clock.advance(20)


def _progress(recording: Recording, frames: Sequence[int], begin_at: int) -> None:
    """FFmpeg's reports: how many frames it has written, at its own rhythm."""
    log, done = recording.log(), 0
    for now in range(begin_at, frames[-1] + STATS_MS, STATS_MS):
        while done < len(frames) and frames[done] <= now:
            done += 1
        if done:
            recording.samples += log.note(
                CaptureProgress(media_ms=done * FRAME_MS, bytes=done, wall_ms=now, monotonic_ms=now)
            )


def _clock_at(at: int) -> FakeClock:
    return FakeClock(at)
