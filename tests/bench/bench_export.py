"""Exports: 1,000,000 chats to subtitles, beside pysubs2 writing the same events and biliass on the same comments.

Every measurement is a process of its own that writes a file. What a program is given is made in blocks outside its
time: ours gets replay items and cleans, measures, wraps, lays out and formats; pysubs2 gets finished texts and times;
biliass, which is written in Rust, gets XML.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from archiver.export.layout import AssOptions
from archiver.export.registry import exporter_named
from archiver.export.subtitles import PlainOptions
from archiver.export.vtt import VttOptions
from archiver.model.replay import ReplayItem
from tests.bench.figures import Figure, best_of
from tests.fakes.replay import chat, gift

CHATS = 1_000_000
HOUR_CHATS = 36_000
_STEP_MS = 100
_ROUNDS = 2
_BLOCK = 500  # small enough to be in the processor's cache still, as what a session's rows are made into one by one is
_ROOT = Path(__file__).resolve().parents[2]
_INTEROP = _ROOT / ".venv-interop" / "bin" / "python"
_CASES: dict[str, tuple[str, Any, str]] = {
    "ASS flat": ("ass", AssOptions(layout="flat"), ">= 4"),
    "ASS slots": ("ass", AssOptions(layout="slots"), ">= 4"),
    "ASS stack": ("ass", AssOptions(layout="stack"), ">= 2"),
    "SRT": ("srt", PlainOptions(), ">= 4"),
    "VTT": ("vtt", VttOptions(), ">= 4"),
}
_FLYING = AssOptions(layout="flying")
_WORDS = (
    *("hello", "love", "this", "song", "so", "much", "where", "are", "you", "from", "please", "say", "hi", "to"),
    *("my", "sister", "lol", "wow", "nice", "one", "again"),
)
_OTHERS = ["你好主播晚上好", "مرحبا بالجميع", "สวัสดีครับ", "❤️❤️❤️", "こんにちは", "👏👏", "Привет всем", "{hi} \\o/ <3"]
_BILIASS = """
import sys, time, resource
from biliass import convert_to_ass
text = open(sys.argv[1], "rb").read()
begun = time.process_time()
made = convert_to_ass(text, 720, 1280, input_format="xml")
open(sys.argv[2], "w", encoding="utf-8").write(made)
print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


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
    """CPU time and peak memory for each layout, and the CPU time of adding an hour's chat to its video."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *(figure for name in _CASES for figure in _figures(name, Path(folder))),
            *_flying_figures(Path(folder)),
            _mux_figure(Path(folder)),
        ]


def _figures(name: str, folder: Path) -> list[Figure]:
    ours, theirs = _Process("ours", name, folder), _Process("pysubs2", name, folder)
    ours_s, theirs_s = best_of(_ROUNDS, ours, theirs)
    return [
        Figure(
            name=f"export {CHATS:,} chats to {name}",
            value=CHATS / ours_s,
            unit="chats/s CPU",
            against="pysubs2 writing the same events",
            ratio=theirs_s / ours_s,
            target=_CASES[name][2],
        ),
        Figure(
            name=f"export {CHATS:,} chats to {name}, peak memory (pysubs2: {theirs.peak_mb:.0f} MB)",
            value=ours.peak_mb,
            unit="MB",
            against="",
            ratio=None,
            target="<= 64",
        ),
    ]


def _flying_figures(folder: Path) -> list[Figure]:
    if not _INTEROP.exists():
        return []
    source = folder / "comments.xml"
    _write_xml(source)
    theirs = _Process("biliass", "", folder, [str(_INTEROP), "-c", _BILIASS, str(source), str(folder / "biliass.ass")])
    ours = _Process("ours", "flying", folder)
    ours_s, theirs_s = best_of(_ROUNDS, ours, theirs)
    return [
        Figure(
            name=f"export {CHATS:,} chats to ASS flying, {ours.peak_mb:.0f} MB (biliass: {theirs.peak_mb:.0f} MB)",
            value=CHATS / ours_s,
            unit="chats/s CPU",
            against="biliass on equivalent XML",
            ratio=theirs_s / ours_s,
            target="",
        )
    ]


def _write_xml(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?><i>')
        for item in chats(CHATS):
            if item.kind == "chat" and item.offset_ms is not None:
                place = f"{item.offset_ms / 1000:.3f},1,25,16777215,{item.at // 1000},0,a,{item.offset_ms}"
                file.write(f'<d p="{place}">{escape(item.text)}</d>')
        file.write("</i>")


def _mux_figure(folder: Path) -> Figure:
    return Figure(
        name="soft subtitle track for an hour of video and 36,000 chats",
        value=min(_Process("mux", "", folder)() for _ in range(_ROUNDS)),
        unit="s CPU",
        against="",
        ratio=None,
        target="<= 10",
    )


class _Process:
    """One measurement: called, it gives the CPU seconds of a process of its own and keeps its peak memory."""

    def __init__(self, what: str, name: str, folder: Path, argv: list[str] | None = None) -> None:
        code = f"from tests.bench.bench_export import measure; measure({what!r}, {name!r}, {str(folder)!r})"
        self._argv = argv or [sys.executable, "-W", "ignore", "-c", code]
        self.peak_mb = 0.0

    def __call__(self) -> float:
        done = subprocess.run(self._argv, cwd=_ROOT, capture_output=True, text=True, check=True)
        cpu_s, peak_kb = done.stdout.split()
        self.peak_mb = float(peak_kb) / 1024
        return float(cpu_s)


def measure(what: str, name: str, folder: str) -> None:
    """Print the CPU seconds of one piece of work and the peak memory of this process in KB."""
    work: dict[str, Callable[[str, Path], float]] = {"ours": _ours, "pysubs2": _pysubs2, "mux": _mux}
    cpu_s = work[what](name, Path(folder))
    # Not of its parent: Linux counts VmHWM afresh.
    print(cpu_s, Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])


class _Blocks:
    """A source that is made in blocks, and the CPU time that making them took."""

    def __init__(self, source: Iterable[Any]) -> None:
        self._source = iter(source)
        self.spent_s = 0.0

    def __iter__(self) -> Iterator[Any]:
        while block := self.next():
            yield from block

    def next(self) -> list[Any]:
        begun = time.process_time()
        block = list(islice(self._source, _BLOCK))
        self.spent_s += time.process_time() - begun
        return block


def _ours(name: str, folder: Path) -> float:
    form, options, _ = _CASES.get(name, ("ass", _FLYING, ""))
    items = _Blocks(chats(CHATS))
    write = exporter_named(form).write
    assert write is not None
    begun = time.process_time()
    with (folder / f"ours.{form}").open("wb") as file:
        file.writelines(chunk.encode() if isinstance(chunk, str) else chunk for chunk in write(items, options))
    return time.process_time() - begun - items.spent_s


def _pysubs2(name: str, folder: Path) -> float:
    import pysubs2

    form = _CASES[name][0]
    events = _Blocks(_events(folder / f"ours.{form}", form))
    begun = time.process_time()
    file = pysubs2.SSAFile()
    while block := events.next():
        file.events += [pysubs2.SSAEvent(start=start, end=end, text=text) for start, end, text in block]
    file.save(str(folder / f"theirs.{form}"))
    return time.process_time() - begun - events.spent_s


def _events(path: Path, form: str) -> Iterator[tuple[int, int, str]]:
    """What our file holds, with lines parted as pysubs2 has them."""
    with path.open(encoding="utf-8") as lines:
        if form == "ass":
            for line in lines:
                if line.startswith("Dialogue:"):
                    fields = line.rstrip("\n").split(",", 9)
                    yield _ms(fields[1]), _ms(fields[2]), fields[9]
            return
        for line in lines:
            if " --> " in line:
                start, end = line.split()[0], line.split()[2]
                yield _ms(start), _ms(end), "\\N".join(text.rstrip("\n") for text in iter(lines.readline, "\n"))


def _ms(text: str) -> int:
    hours, minutes, seconds = text.replace(",", ".").split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def _mux(_: str, folder: Path) -> float:
    import asyncio
    import resource

    from archiver.media import chat_video
    from archiver.media.chat_command import Stretch
    from archiver.media.version import find_ffmpeg

    video = folder / "hour.mp4"
    if not video.exists():
        _make_hour(video)
    write = exporter_named("ass").write
    assert write is not None
    order = chat_video.ChatVideo(
        video=video, text=write(list(chats(HOUR_CHATS)), AssOptions()), subtitles="chat.ass",
        target=folder / "hour.chat.mkv", stretch=Stretch(),
    )  # fmt: skip

    def cpu_s() -> float:
        return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

    begun = cpu_s()

    async def work() -> None:
        await chat_video.add_track(await find_ffmpeg(), order, "Chat", lambda _: None)

    asyncio.run(work())
    return cpu_s() - begun


def _make_hour(path: Path) -> None:
    from tests.fakes.media_files import run_ffmpeg

    clip = path.with_name("clip.mp4")
    run_ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=540x960:r=25:d=10", "-f", "lavfi", "-i", "sine=d=10", "-c:v", "libx264",
        "-preset", "ultrafast", "-b:v", "1M", "-maxrate", "1M", "-bufsize", "1M", "-pix_fmt", "yuv420p", "-c:a", "aac",
        str(clip),
    )  # fmt: skip
    run_ffmpeg("-stream_loop", "359", "-i", str(clip), "-c", "copy", str(path))
