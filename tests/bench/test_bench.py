"""The frame of the benchmarks: their load is what it claims to be, and their verdicts are right."""

from __future__ import annotations

import gzip
from collections import Counter

import pytest

from archiver.model.frame import FrameKind
from archiver.wire.decode import decode_record
from archiver.wire.pb import webcast_pb2 as pb
from tests.bench import bench_capture, bench_watch
from tests.bench.figures import Figure, best_of
from tests.bench.frames_fixture import natural_frames


def decode_all(frames: list[bytes]):
    return [event for frame in frames for event in decode_record(FrameKind.PUSH, frame).events]


def test_natural_frames_are_as_many_and_as_mixed_as_asked(shared_data):
    """Every message has an id of its own, frames are gzip and full, and the mix is that of real rooms."""
    frames = natural_frames(2_000, folder=shared_data / "webcast")
    events = decode_all(frames)
    kinds = Counter(event.kind for event in events)
    assert len(frames) == 167
    assert len({event.msg_id for event in events}) == len(events) == 2_000
    assert all(pb.PushFrame.FromString(frame).payload[:2] == b"\x1f\x8b" for frame in frames)
    assert 0.40 < kinds["join"] / 2_000 < 0.50
    assert 0.10 < kinds["chat"] / 2_000 < 0.16
    assert kinds["undecodable"] == 0


def test_natural_frames_vary_viewers_and_texts(shared_data):
    """Chats differ and come from many viewers, so that caches and indexes meet what they would in a room."""
    events = decode_all(natural_frames(1_000, folder=shared_data / "webcast", chat_share=0.7))
    texts = [event.body.text for event in events if event.kind == "chat"]
    viewers = {event.viewer.user_id for event in events if event.viewer}
    assert 650 < len(texts) == len(set(texts)) < 750
    assert len(viewers) > 200


def test_natural_frames_are_the_same_for_the_same_seed(shared_data):
    """A benchmark can be repeated on the same bytes."""
    folder = shared_data / "webcast"
    assert natural_frames(50, folder=folder) == natural_frames(50, folder=folder)
    assert natural_frames(50, folder=folder) != natural_frames(50, folder=folder, seed=2)
    result = pb.FetchResult.FromString(
        gzip.decompress(pb.PushFrame.FromString(natural_frames(50, folder=folder)[0]).payload)
    )
    assert (result.need_ack, len(result.messages)) == (True, 12)


@pytest.mark.parametrize(
    ("value", "ratio", "target", "holds"),
    [
        (1, 100, ">= 100", True),
        (1, 99.9, ">= 100", False),
        (1, 3, "<= 3", True),
        (1, 3.1, "<= 3", False),
        (30_000, None, ">= 30000", True),
        (29_999, None, ">= 30000", False),
    ],
)
def test_figure_holds_when_its_target_is_reached(value, ratio, target, holds):
    """The target speaks of the ratio, or of the value where nothing is compared."""
    figure = Figure(name="n", value=value, unit="u", against="peer", ratio=ratio, target=target)
    assert figure.holds is holds
    assert ("MISSED" in figure.line()) is not holds
    assert figure.as_json() == {
        "name": "n",
        "value": value,
        "unit": "u",
        "against": "peer",
        "ratio": ratio,
        "target": target,
        "holds": holds,
    }


def test_best_of_takes_turns():
    """Measures are interleaved, and of each the least counts."""
    order = []
    values = iter([5.0, 1.0, 3.0, 2.0])

    def measure(name):
        order.append(name)
        return next(values)

    assert best_of(2, lambda: measure("a"), lambda: measure("b")) == [3.0, 1.0]
    assert order == ["a", "b", "a", "b"]


def test_a_capture_is_measured(tmp_path):
    """Source and recorder run as processes, streams are recorded, and what one of them costs is a number."""
    modes, clip = ("copy", "native"), bench_capture.make_clip(tmp_path, seconds=2)
    for cost in bench_capture.measure(modes, clip, None, 2, 2):
        assert cost.mbit_s > 0
        assert len(cost.cpu_ms) == 2
        assert min(cost.cpu_ms) > 0


@pytest.mark.parametrize("is_bulk", [False, True])
def test_a_long_watchlist_misses_nobody(is_bulk: bool) -> None:
    """The load of the benchmark, small: whoever goes live in a new room is found, by handle or fifty at once."""
    options = {"host_spacing_s": 0.02, "poll_interval_s": 1.0, "room_spacing_s": 0.01, "bulk_checks": is_bulk}
    run = bench_watch.measure(120, options, seconds=60, window_s=0.5, live=5)
    assert len(run.latencies_s) == 5
    assert ("/webcast/bulk_live_check" in run.requests) is is_bulk
    assert ("/api-live/user/room/" in run.requests) is not is_bulk
