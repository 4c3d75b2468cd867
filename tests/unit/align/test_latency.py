"""Which learned latency is used where."""

from __future__ import annotations

from archiver.align.latency import FEW_SPREAD_MS, OTHER_HOST_MS, OTHER_QUALITY_MS, choose_latencies
from archiver.model.timeline import Latency, LearnedLatency
from tests.unit.align.test_build import segment


def learned(latency_ms: int, *, session: int = 9, host: str = "a.example", quality: str = "hd", kind: str = "arrival",
            protocol: str = "flv") -> LearnedLatency:  # fmt: skip
    return LearnedLatency(session, 1, kind, host, protocol, quality, latency_ms, 10, 0)


def test_host_and_quality_go_first() -> None:
    """The median of what the same host and quality have shown; the spread is theirs."""
    rows = [*(learned(ms, session=ms) for ms in (2_000, 2_100, 2_500)), learned(9_000, host="b.example")]
    found = choose_latencies(rows, segment(host="a.example"))
    assert found == {"arrival": Latency("arrival", 2_100, 400 + 10)}


def test_a_single_example_is_less_sure() -> None:
    """One session with the encoder's clock is something, but others may differ."""
    found = choose_latencies([learned(2_000)], segment(host="a.example"))
    assert found == {"arrival": Latency("arrival", 2_000, 10 + FEW_SPREAD_MS)}


def test_another_quality_and_another_host_are_better_than_nothing() -> None:
    """Both widen the estimate."""
    other_quality = choose_latencies([learned(2_000, quality="sd")], segment(host="a.example"))["arrival"]
    other_host = choose_latencies([learned(2_000)], segment(host="b.example"))["arrival"]
    assert other_quality.spread_ms == 10 + FEW_SPREAD_MS + OTHER_QUALITY_MS
    assert other_host.spread_ms == 10 + FEW_SPREAD_MS + OTHER_HOST_MS


def test_what_does_not_apply_is_left_out() -> None:
    """Another protocol, and what the segment itself has shown."""
    rows = [learned(2_000, protocol="hls"), learned(1_000, session=1)]
    assert choose_latencies(rows, segment(host="a.example")) == {}
