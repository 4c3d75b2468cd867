"""The finished video of a session whose connections repeat media, against its pixels: each moment once, events on it.

Each frame of the film shows the instant of its capture. Parts are recorded in virtual time and finished by FFmpeg.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import pytest

from archiver.flv.tags import HEADER, Tag, TagReader
from archiver.media.remux import FFmpegFinisher
from archiver.media.version import find_ffmpeg
from archiver.model.creator import Creator
from archiver.model.media import Label
from archiver.model.session import Segment
from archiver.model.timeline import SyncSample, TimelinePiece, locate
from archiver.record.finish import FinishPolicy, finish_segments
from archiver.record.video import SessionVideo, make_video
from archiver.run.placing import place_segments
from archiver.run.timeline import rebuild_timeline
from tests.fakes.media_files import MediaFiles
from tests.fakes.session_store import FakeSessionStore
from tests.ground_truth.delivery import ENCODER_MS, Network, connect
from tests.ground_truth.film import FRAME_MS, START, encode, read_film, shoot
from tests.ground_truth.recorders import Recording, record_by_ffmpeg, record_hls, record_natively

SECONDS, DELAY_MS = 40, 500
WAY_MS = DELAY_MS + ENCODER_MS  #: what arrival does not know


@dataclass(frozen=True)
class Made:
    """A finished session."""

    folder: Path
    segments: Sequence[Segment]
    pieces: tuple[TimelinePiece, ...]
    duration_ms: int | None
    video: SessionVideo

    @property
    def path(self) -> Path:
        return self.folder / str(self.video.file)

    def check(self, recording: Recording, *, error_ms: int, gapped: int) -> None:
        """Each instant once, in order, none lost; events fall on the frame that shows their moment.

        At most ``gapped`` of them, ten a second, are flagged as lost though a frame shows them.
        """
        film = read_film(self.path)
        positions, instants = [position_ms for position_ms, _ in film], [at for _, at in film]
        filmed = {at for segment in recording.segments for _, at in read_film(recording.part(segment))}
        assert instants == sorted(set(instants)), "a moment is shown twice"
        assert set(instants) == filmed, "a moment is lost"
        assert max(b - a for a, b in pairwise(positions)) <= FRAME_MS + 2
        assert abs(positions[-1] + FRAME_MS - (self.duration_ms or 0)) <= FRAME_MS
        for at in range(instants[0], instants[-1], 100):
            piece, offset_ms = locate(self.pieces, at) or (None, -1)
            assert piece is not None
            index = bisect_right(instants, at) - 1
            if at - instants[index] > FRAME_MS:
                continue  # nothing was received of this moment
            gapped -= piece.in_gap
            error = offset_ms - positions[index] - (at - instants[index])
            assert abs(error) <= error_ms, f"{error} ms at {at - START} ms"
            placed = next(segment for segment in self.segments if segment.number == piece.segment)
            assert abs((placed.offset_ms or 0) + piece.position_ms - piece.offset_ms) <= 1
        assert gapped >= 0, "moments that are shown count as lost"


async def finish(recording: Recording, container: str = "mp4") -> Made:
    """What the end of a session does with its parts."""
    recording.open_logs.close()
    folder, store, finisher = recording.folder, FakeSessionStore(), FFmpegFinisher(await find_ffmpeg())
    policy = FinishPolicy(container=container, storyboard=False)
    session = await store.open_session(
        room_id=7, creator=Creator(unique_id="someone"), title="", started_at=START, folder="f",
        broadcast_started_at=None,
    )  # fmt: skip
    for segment in recording.segments:
        await store.save_segment(segment)
    await store.add_sync_samples(session.id, recording.samples)
    finished = await finish_segments(session=session, folder=folder, store=store, finisher=finisher, policy=policy)
    placed = await place_segments(session=session, folder=folder, segments=finished, store=store, finisher=finisher)
    pieces = await rebuild_timeline(session, store)
    video = await make_video(
        session=session, folder=folder, segments=placed, label=Label(), store=store, finisher=finisher, policy=policy
    )
    return Made(folder, await store.segments(session.id), pieces, placed.duration_ms, video)


def seconds(*connections: tuple[float, float]) -> list[tuple[int, int]]:
    return [(START + round(opened * 1000), START + round(closed * 1000)) for opened, closed in connections]


def true_clock(_: int, captured_at: int) -> int:
    return captured_at


CASES = {
    "two GOPs": ((9.3, 22.1), (23.0, 90.0)),
    "no time lost": ((9.3, 22.1), (22.2, 90.0)),
    "a part within another": ((9.3, 22.1), (22.2, 22.3), (22.4, 90.0)),
    "again and again": ((9.3, 22.1), (22.2, 24.9), (25.0, 26.8), (26.9, 90.0)),
    "a real loss": ((9.3, 22.1), (29.0, 90.0)),
}


@pytest.mark.parametrize("engine", ["native", "ffmpeg"])
@pytest.mark.parametrize("clock", ["sei", "arrival"])
@pytest.mark.parametrize("case", CASES)
def test_what_a_server_repeats_is_shown_once(case: str, clock: str, engine: str, tmp_path: Path) -> None:
    """Reconnections to a server that keeps two GOPs, in both containers."""
    film = encode(shoot(SECONDS), true_clock if clock == "sei" else None)
    network = Network(delay_ms=DELAY_MS, cache_gops=2)
    recording = Recording(tmp_path, "flv", engine)
    connections = [connect(film, network, opened, closed) for opened, closed in seconds(*CASES[case])]
    (record_natively if engine == "native" else record_by_ffmpeg)(recording, connections)
    made = asyncio.run(finish(recording, "mkv" if engine == "ffmpeg" else "mp4"))
    if clock == "sei":
        made.check(recording, error_ms=FRAME_MS, gapped=0)
    else:  # what was captured in the last moment before each beginning seems to be missing
        beginnings = 2 if case == "a real loss" else 1
        made.check(recording, error_ms=WAY_MS + 2 * FRAME_MS, gapped=beginnings * (WAY_MS // 100 + 1))


def test_a_connection_too_short_for_its_clock_is_shown_once(tmp_path: Path) -> None:
    """It has two stamps, too few to be believed, and by its burst seems to be seconds from where the next one is."""
    film, network = encode(shoot(SECONDS), true_clock), Network(delay_ms=DELAY_MS, jitter_ms=100, cache_gops=2)
    recording = Recording(tmp_path, "flv", "native")
    record_natively(
        recording, [connect(film, network, *span) for span in seconds((3.0, 3.3), (3.5, 3.7), (4.0, 90.0))]
    )  # fmt: skip
    made = asyncio.run(finish(recording))
    assert [segment.shown_ms for segment in made.segments] == [0, 0, None]
    made.check(recording, error_ms=FRAME_MS, gapped=0)


@pytest.mark.parametrize("clock", ["sei", "pdt", "arrival"])
def test_a_playlist_s_window_is_shown_once(clock: str, tmp_path: Path) -> None:
    """HLS begins three segments before the live edge; the connection before had some of them."""
    film = encode(shoot(SECONDS), true_clock if clock == "sei" else None)
    recording = Recording(tmp_path, "hls", "ffmpeg")
    spans = seconds((13.0, 24.6), (25.0, 90.0))
    record_hls(recording, [film], Network(delay_ms=DELAY_MS), spans, has_dates=clock == "pdt")
    made = asyncio.run(finish(recording))
    assert [segment.shown_ms is None for segment in made.segments] == [False, True]
    # Dates are a constant off, and so is arrival: see docs/topics/time.md.
    made.check(recording, error_ms=FRAME_MS if clock == "sei" else 4_000, gapped=0 if clock == "sei" else 40)


def test_pictures_of_another_size_keep_their_files(tmp_path: Path) -> None:
    """The same moments in another size: no joined video, and one line of offsets without any repetition."""
    films = [encode(shoot(SECONDS, block=block), true_clock) for block in (16, 20)]
    network = Network(delay_ms=DELAY_MS, cache_gops=2)
    recording = Recording(tmp_path, "flv", "native")
    spans = seconds((9.3, 22.1), (22.2, 90.0))
    record_natively(recording, [connect(film, network, *span) for film, span in zip(films, spans, strict=True)])
    made = asyncio.run(finish(recording))
    assert "stay separate" in str(made.video.problem)
    first, second = made.segments
    assert first.shown_ms == second.offset_ms
    shown = [piece for piece in made.pieces if not piece.in_gap]
    assert {piece.segment for piece in shown} == {1, 2}
    films_of = {segment.number: read_film(recording.part(segment)) for segment in recording.segments}
    for piece in shown:
        found = next(at for position_ms, at in films_of[piece.segment or 0] if position_ms >= piece.position_ms)
        assert abs(found - piece.from_at) <= FRAME_MS


@pytest.mark.parametrize("container", ["mp4", "mkv"])
def test_sound_and_picture_go_on_without_a_seam(container: str, media_files: MediaFiles, tmp_path: Path) -> None:
    """Every packet of sound and picture is in the video once, at the time it would have had in one connection."""
    tags = list(TagReader().feed(media_files.flv()))
    setup = [tag for tag in tags if tag.is_metadata or tag.is_sequence_header]
    media = [tag for tag in tags if tag not in setup]
    kept = next(i for i, tag in enumerate(media) if tag.is_key_frame and tag.time_ms >= 2_000)
    recording = Recording(tmp_path, "flv", "native")
    for at, part in ((START, [tag for tag in media if tag.time_ms < 3_430]), (START + 3_430, media[kept:])):
        _write(recording.begin(".flv", at), [*setup, *part])
        number, begin_ms = len(recording.segments), part[0].time_ms
        arrived = [SyncSample(number, ms, START + begin_ms + ms, ms) for ms in range(0, 1_500, 100)]
        recording.samples += arrived
    made = asyncio.run(finish(recording, container))
    whole = tmp_path / "whole.flv"
    _write(whole, tags)
    expected, found = _packets(whole), _packets(made.path)
    for kind in ("video", "audio"):
        assert [size for size, _ in found[kind][1:]] == [size for size, _ in expected[kind][1:]]
        shifts = [at - found_at for (_, at), (_, found_at) in zip(expected[kind], found[kind], strict=True)]
        assert max(shifts) - min(shifts) <= 2


def _write(path: Path, tags: Sequence[Tag]) -> None:
    path.write_bytes(HEADER + b"".join(tag.data for tag in tags))


def _packets(path: Path) -> dict[str, list[tuple[int, float]]]:
    """Size and time (ms) of the packets of picture and sound; key frames may have got their parameters in front."""
    found: dict[str, list[tuple[int, float]]] = {"video": [], "audio": []}
    with av.open(str(path)) as container:
        for packet in container.demux():
            if packet.size and packet.pts is not None:
                size = 0 if packet.is_keyframe and packet.stream.type == "video" else packet.size
                found[packet.stream.type].append((size, float(packet.pts * packet.time_base) * 1000))
    return found
