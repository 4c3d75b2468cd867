"""A million damaged frames: none may crash or hang the decoder, or make it keep memory."""

from __future__ import annotations

import random
import resource
import time

from archiver.model.frame import FrameKind
from archiver.wire.decode import decode_message, decode_record
from tests.bench.figures import Figure
from tests.bench.frames_fixture import webcast_folder
from tests.fakes.webcast import make_frame, make_message, make_result
from tests.mutation import check, mutated, seeds

_FRAMES = 1_000_000
#: So many are decoded before memory is looked at: by then all caches are filled.
_WARM = 100_000


def run() -> list[Figure]:
    """Half of the frames are damaged inside a message, half anywhere."""
    rng, messages = random.Random(1), seeds(webcast_folder())
    payloads = [payload for _, payload in messages]
    warm_kib, slowest_s, events, raw = 0, 0.0, 0, 0
    for number in range(_FRAMES):
        if number == _WARM:
            warm_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        method, payload = rng.choice(messages)
        begun = time.process_time()
        if number % 2:
            found = [decode_message(make_message(method, mutated(rng, payload, payloads), msg_id=7))]
        else:
            frame = make_frame(make_result(make_message(method, payload)))
            decoded = decode_record(FrameKind.PUSH, mutated(rng, frame, payloads))
            found, raw = decoded.events, raw + (decoded.problem is not None)
        slowest_s = max(slowest_s, time.process_time() - begun)
        for event in found:
            check(event)
        events += len(found)
        raw += sum(event.kind in ("undecodable", "unknown") for event in found)
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - warm_kib) / 1024
    figures = (
        ("fuzz: damaged frames decoded", _FRAMES, "frames", ">= 1000000"),
        ("fuzz: events made of them", events, "events", ""),
        ("fuzz: kept raw", raw, "frames and messages", ""),
        ("fuzz: memory grown after the first tenth", grown_mib, "MiB", "<= 32"),
        ("fuzz: slowest frame, damage included", slowest_s * 1000, "ms CPU", "<= 500"),
    )
    return [
        Figure(name=name, value=value, unit=unit, against="", ratio=None, target=target)
        for name, value, unit, target in figures
    ]
