"""What streams do, case by case: each is one way of filming and sending, recorded by one engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archiver.align.part import learn_latencies
from archiver.model.timeline import Latency
from tests.ground_truth.delivery import Network, connect
from tests.ground_truth.film import START, Clock, Sent, Shot, encode, shoot
from tests.ground_truth.measure import Material, Verdict, judge, read_back
from tests.ground_truth.recorders import Recording, record_by_ffmpeg, record_hls, record_natively

SECONDS = 60
DELAYS_MS = (0, 2_000, 5_000)
OPEN_AT = START + 9_300  #: the first connection, in the middle of a GOP
END_AT = START + 90_000
STALL_AT = START + 30_500
FLV_ENGINES = ("native", "ffmpeg")


class Case(NamedTuple):
    """What happens to a stream, on top of the delay."""

    name: str
    film: Callable[[], Sequence[Shot]]
    network: Network = Network()
    #: when connections are open, as seconds after START plus the delay; the first as early as OPEN_AT
    connections: Sequence[tuple[float, float]] = ((9.3, 90.0),)
    #: ... of FFmpeg, where it does not live through what happens and the recorder has to connect again
    ffmpeg_connections: Sequence[tuple[float, float]] = ()
    clock: Clock = lambda _, captured_at: captured_at  #: the encoder's


def _calm() -> list[Shot]:
    return [shoot(SECONDS)]


def _source_stall() -> list[Shot]:
    """Nothing is captured for 8 s, and media time does not know of it."""
    shot = shoot(SECONDS)
    return [replace(shot, captured=[at if at < STALL_AT else at + 8_000 for at in shot.captured])]


def _reset() -> list[Shot]:
    """The encoder starts anew in mid-stream: time stamps begin at zero again."""
    return [shoot(30, first_pts_ms=100_000), shoot(30, start_at=START + 30_000)]


def _resolution() -> list[Shot]:
    return [shoot(30), shoot(30, start_at=START + 30_000, first_pts_ms=30_000, block=20)]


def _pause() -> list[Shot]:
    """The host is away for 10 s; the stream closes and comes back with time stamps of its own."""
    return [shoot(30), shoot(30, start_at=START + 40_000)]


def _late_clock(key: int, captured_at: int) -> int:
    """Read when the frame is encoded, 0 to 60 ms after its capture, 30 in the middle."""
    return captured_at - 30 + key * 37 % 61


def _lying_clock(key: int, captured_at: int) -> int:
    """Every fifth stamp is a second off, and one is garbage."""
    return captured_at + (1_000 if key % 5 == 2 else 0) - (9_000 if key == 13 else 0)


CASES = (
    Case("calm", _calm),
    Case("encoder's clock ± 30 ms", _calm, clock=_late_clock),
    Case("every fifth stamp lies", _calm, clock=_lying_clock),
    Case("jitter 300 ms", _calm, Network(jitter_ms=300)),
    Case("network stall 8 s", _calm, Network(stalls=((STALL_AT, STALL_AT + 8_000),))),
    Case("source stall 8 s", _source_stall),
    Case("reconnect, 2 GOPs cached", _calm, Network(cache_gops=2), ((9.3, 32.1), (35.7, 90.0))),
    Case("timestamp reset", _reset, ffmpeg_connections=((9.3, 30.1), (31.1, 90.0))),
    Case("resolution change", _resolution),
    Case("pause 10 s", _pause, connections=((9.3, 30.2), (41.5, 90.0))),
)


@cache
def _encoded(name: str, with_sei: bool) -> tuple[tuple[Sent, ...], ...]:
    case = next(case for case in CASES if case.name == name)
    return tuple(tuple(encode(shot, case.clock if with_sei else None)) for shot in case.film())


def record_flv(case: Case, engine: str, delay_ms: int, folder: Path, *, with_sei: bool, seed: int = 1) -> Material:
    """An FLV recording of a case; another ``seed`` is another evening."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = _encoded(case.name, with_sei)
    film = [sent for shot in shots for sent in shot]
    network = replace(case.network, delay_ms=delay_ms, seed=seed)
    open_whiles = (engine == "ffmpeg" and case.ffmpeg_connections) or case.connections
    connections = [connect(film, network, *open_while) for open_while in _instants(open_whiles, delay_ms)]
    recording = Recording(folder, "flv", engine)
    (record_natively if engine == "native" else record_by_ffmpeg)(recording, connections)
    return read_back(recording)


def record_hls_case(
    case: Case, delay_ms: int, folder: Path, *, with_sei: bool, has_dates: bool, seed: float = 0.0
) -> Material:
    """An HLS recording of a case."""
    folder.mkdir(parents=True, exist_ok=True)
    recording = Recording(folder, "hls", "ffmpeg")
    stalls = [(start + delay_ms, until + delay_ms) for start, until in case.network.stalls]
    network = replace(case.network, delay_ms=delay_ms, stalls=stalls, seed=round(seed * 100))
    record_hls(
        recording, _encoded(case.name, with_sei), network, _instants(case.connections, delay_ms), has_dates=has_dates,
        seed=seed,
    )  # fmt: skip
    return read_back(recording)


def _instants(connections: Sequence[tuple[float, float]], delay_ms: int) -> list[tuple[int, int]]:
    """When connections open and close, epoch ms."""
    return [
        (START + round(opened * 1000) + delay_ms, START + round(closed * 1000) + delay_ms)
        for opened, closed in connections
    ]


def learned(material: Material) -> dict[str, Latency]:
    """What a recording with the encoder's clock teaches about its host."""
    found: dict[str, Latency] = {}
    for segment in material.segments:
        own = [sample for sample in material.samples if sample.segment == segment.number]
        for one in learn_latencies(own, segment, segment.duration_ms or 0, lambda _: 0):
            found.setdefault(one.kind, one)
    return found


def judge_case(material: Material, teacher: Material | None = None) -> Verdict:
    """The verdict on a recording, alone or after another one of the same host has taught its latency."""
    return judge(material, learned(teacher) if teacher else None)
