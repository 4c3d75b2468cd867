"""Push frame bytes to events, against TikTokLive 6.6.5's own client path on the same frames."""

from __future__ import annotations

import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from archiver.model.frame import FrameKind
from archiver.wire.decode import decode_record
from tests.bench.figures import Figure, best_of, cpu_s
from tests.bench.frames_fixture import natural_frames, webcast_folder

_ROOT = Path(__file__).resolve().parents[2]
_INTEROP_PYTHON = _ROOT / ".venv-interop" / "bin" / "python"
_SCRIPT = _ROOT / "tests" / "interop" / "tiktoklive_decode.py"

_MESSAGES = 900
_PASSES = 10  # ours is so short that one pass would be near the clock's resolution
_ROUNDS = 4


def run() -> list[Figure]:
    """Messages per CPU second of one core, gunzip included."""
    folder = webcast_folder()
    if folder is None or not _INTEROP_PYTHON.exists():
        print("decode: skipped; it needs the captures and .venv-interop (`make test` installs it)", file=sys.stderr)
        return []
    frames = natural_frames(_MESSAGES, folder=folder)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "frames.bin")
        path.write_bytes(b"".join(struct.pack("<I", len(frame)) + frame for frame in frames))
        with _Peer(path) as peer:
            _decode(frames)  # both warm
            peer.measure()
            ours, theirs = best_of(_ROUNDS, lambda: cpu_s(lambda: _decode(frames)) / _PASSES, peer.measure)
    return [
        Figure(
            name="decode: push frames to events",
            value=_MESSAGES / ours,
            unit="messages/s",
            against=f"TikTokLive 6.6.5's client path ({_MESSAGES / theirs:,.0f} messages/s)",
            ratio=theirs / ours,
            target=">= 100",
        ),
    ]


def _decode(frames: list[bytes]) -> None:
    for _ in range(_PASSES):
        count = sum(len(decode_record(FrameKind.PUSH, frame).events) for frame in frames)
        if count != _MESSAGES:
            raise AssertionError(f"decoded {count} of {_MESSAGES} messages")


class _Peer:
    """TikTokLive in its own interpreter, warm; one round for each call."""

    def __init__(self, path: Path) -> None:
        command = [_INTEROP_PYTHON, _SCRIPT, "cpu", path]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def measure(self) -> float:
        """CPU seconds for all frames."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        seconds, _, events = self._process.stdout.readline().partition(" ")
        if int(events) < _MESSAGES:
            raise AssertionError(f"TikTokLive made {events} events of {_MESSAGES} messages")
        return float(seconds)
