"""Exports: 200,000 chats to ASS and SRT, beside pysubs2 writing the same events.

pysubs2 is given finished texts and times; ours starts at replay items, so it also cleans, measures, wraps and lays out.
Peak memory is that of a process of its own that streams the same chats without keeping them.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pysubs2

from archiver.export.layout import AssOptions
from archiver.export.registry import exporter_named
from archiver.export.subtitles import PlainOptions
from archiver.model.replay import ReplayItem
from tests.bench.figures import Figure, best_of, cpu_s
from tests.fakes.replay import chat, gift

CHATS = 200_000
_STEP_MS = 100
_ROUNDS = 3
_CASES = {
    "ASS slots": ("ass", AssOptions(layout="slots")),
    "ASS stack": ("ass", AssOptions(layout="stack")),
    "SRT": ("srt", PlainOptions()),
}
_WORDS = (
    *("hello", "love", "this", "song", "so", "much", "where", "are", "you", "from", "please", "say", "hi", "to"),
    *("my", "sister", "lol", "wow", "nice", "one", "again"),
)
_OTHERS = ["你好主播晚上好", "مرحبا بالجميع", "สวัสดีครับ", "❤️❤️❤️", "こんにちは", "👏👏", "Привет всем", "{hi} \\o/ <3"]


def chats(count: int) -> Iterator[ReplayItem]:
    """A busy room: 5,000 people, mostly short Latin lines, a fifth in other scripts, a gift in fifty."""
    dice = random.Random(7)
    for number in range(count):
        viewer = dice.randrange(5000)
        known = {"viewer_id": 7_000_000_000_000_000_000 + viewer * 7919, "nickname": f"viewer {viewer}"}
        if number % 50 == 49:
            yield gift(number * _STEP_MS, **known)
            continue
        words = dice.choices(_WORDS, k=dice.randint(1, 8)) if dice.random() < 0.8 else [dice.choice(_OTHERS)]
        yield chat(number * _STEP_MS, " ".join(words), **known)


def run() -> list[Figure]:
    """CPU time against pysubs2 and peak memory, for each layout."""
    return [figure for name in _CASES for figure in _figures(name)]


def _figures(name: str) -> list[Figure]:
    form, options = _CASES[name]
    items = list(chats(CHATS))
    write = exporter_named(form).write
    events = pysubs2.SSAFile.from_string("".join(write(items, options)), format_=form).events
    finished = [(event.start, event.end, event.text) for event in events]
    del events
    gc.collect()
    gc.freeze()  # what is there already is nobody's work
    ours_s, theirs_s = best_of(
        _ROUNDS, _timed(lambda: _drain(write(items, options))), _timed(lambda: _pysubs2(finished, form))
    )
    return [
        Figure(
            name=f"export {CHATS:,} chats to {name}",
            value=CHATS / ours_s,
            unit="chats/s CPU",
            against=f"pysubs2 writing the same {len(finished):,} events",
            ratio=theirs_s / ours_s,
            target="",
        ),
        Figure(
            name=f"export {CHATS:,} chats to {name}, peak memory",
            value=_peak_mb(name),
            unit="MB",
            against="",
            ratio=None,
            target="<= 64",
        ),
    ]


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: cpu_s(work)


def _drain(chunks: Iterator[str]) -> None:
    for _ in chunks:
        pass


def _pysubs2(finished: list[tuple[int, int, str]], form: str) -> str:
    file = pysubs2.SSAFile()
    file.events = [pysubs2.SSAEvent(start=start, end=end, text=text) for start, end, text in finished]
    return file.to_string(form)


def _peak_mb(name: str) -> float:
    code = f"from tests.bench.bench_export import stream_peak_kb; print(stream_peak_kb({name!r}))"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def stream_peak_kb(name: str) -> int:
    """Peak memory of this process (not of its parent: Linux counts it afresh) after streaming through an exporter."""
    form, options = _CASES[name]
    _drain(exporter_named(form).write(chats(CHATS), options))
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
