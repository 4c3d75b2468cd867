"""Timelines against the pixels: each frame shows the instant of its capture, and a decoder reads it back.

Delivery is virtual: what takes minutes on the network takes a second here, and nothing depends on the machine's load.
A few cases; `python -m tests.bench time` runs all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ground_truth.cases import CASES, Case, judge_case, record_flv, record_hls_case
from tests.ground_truth.measure import Verdict

FRAME_MS, REPEATABLE_MS, LEARNED_MS = 40, 50, 300


def named(name: str) -> Case:
    return next(case for case in CASES if case.name.startswith(name))


def check(verdict: Verdict, kind: str) -> None:
    """What holds in every case: nothing is further off than it says."""
    print(verdict.line())
    assert verdict.kinds == kind
    assert verdict.beyond == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_encoders_clock_puts_events_on_their_frame(case: Case, tmp_path: Path) -> None:
    """Through delay, jitter, stalls, reconnections, resets, another resolution and a pause."""
    verdict = judge_case(record_flv(case, "native", 2_000, tmp_path, with_sei=True))
    check(verdict, "sei")
    assert verdict.p95_ms <= FRAME_MS
    assert verdict.gapped <= 5


@pytest.mark.parametrize("name", ["source stall", "reconnect"])
def test_it_is_read_back_from_what_ffmpeg_recorded(name: str, tmp_path: Path) -> None:
    """FFmpeg does not look into frames; its parts hold what it takes."""
    verdict = judge_case(record_flv(named(name), "ffmpeg", 5_000, tmp_path, with_sei=True))
    check(verdict, "sei")
    assert verdict.p95_ms <= FRAME_MS


@pytest.mark.parametrize("engine", ["native", "ffmpeg"])
@pytest.mark.parametrize("name", ["jitter", "source stall"])
def test_arrival_repeats_and_learns(name: str, engine: str, tmp_path: Path) -> None:
    """Without the clock the error is one number in a connection, which a stream of the same host has shown."""
    teacher = record_flv(named(name), engine, 2_000, tmp_path / "a", with_sei=True)
    pupil = record_flv(named(name), engine, 2_000, tmp_path / "b", with_sei=False, seed=2)
    alone, taught = judge_case(pupil), judge_case(pupil, teacher)
    for verdict in (alone, taught):
        check(verdict, "arrival")
        assert verdict.spread_ms <= REPEATABLE_MS
    assert taught.p95_ms <= LEARNED_MS
    assert taught.stated_ms < alone.stated_ms


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hls_by_clock_by_dates_and_by_arrival(case: Case, tmp_path: Path) -> None:
    """Dates and arrival repeat within a connection, and are right once a stream of the same host has taught them."""
    teacher = record_hls_case(case, 2_000, tmp_path / "a", with_sei=True, has_dates=True)
    dated = record_hls_case(case, 2_000, tmp_path / "b", with_sei=False, has_dates=True, seed=0.37)
    bare = record_hls_case(case, 2_000, tmp_path / "c", with_sei=False, has_dates=False, seed=0.71)
    by_clock = judge_case(teacher)
    check(by_clock, "sei")
    assert by_clock.p95_ms <= FRAME_MS
    for material, kind in ((dated, "pdt"), (bare, "arrival")):
        alone, taught = judge_case(material), judge_case(material, teacher)
        for verdict in (alone, taught):
            check(verdict, kind)
            assert verdict.spread_ms <= REPEATABLE_MS
        assert taught.p95_ms <= LEARNED_MS
