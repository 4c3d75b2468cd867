"""ASS files as libass draws them, by the bundled FFmpeg."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from archiver.export import ass, srt, vtt
from archiver.export.layout import AssOptions, Box, chat_box
from archiver.export.subtitles import PlainOptions
from archiver.export.vtt import VttOptions
from archiver.media.fonts import font_environment
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat, gift

_SCRIPTS = [
    ("Ann", "hello everyone, this is a longer line that has to be wrapped somewhere"),
    ("محمد", "مرحبا بالجميع كيف حالكم اليوم"),
    ("דנה", "שלום לכולם! with English inside 3 דקות"),
    ("小明", "你好世界,这是一条很长的中文弹幕消息,用来测试自动换行。"),
    ("さくら", "こんにちは、世界!「テスト」です"),
    ("สมชาย", "สวัสดีครับทุกคน วันนี้เป็นยังไงบ้าง"),
    ("Emo🌹ji", "🎉🔥❤️👨‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽"),
    ("{\\b1}Eve", "{\\pos(0,0)\\fs200}boom} \\N \\h {} {\\clip(0,0,9999,9999)\\an7}"),
    ("Bob", "two\nlines\r\nand\0null\u202e reversed \u2028"),
    ("Long", "W" * 300),
    ("Zed", "Z" + "\u0301\u0302\u0303" * 40 + "algo"),
    ("Flood", "x y " * 2500),
    ("Wide", "﷽ " * 30 + "⸻" * 30),
]


def _torture() -> list[ReplayItem]:
    said = [chat(number * 200, text, name, viewer_id=number) for number, (name, text) in enumerate(_SCRIPTS)]
    return [*said, gift(len(said) * 200), gift(len(said) * 200 + 200, name="وردة", nickname="محمد")]


def _render(folder: Path, options: AssOptions, items: list[ReplayItem], at_s: float) -> bytes:
    """One frame over black, as gray bytes."""
    return _draw(folder, options, b"".join(ass.write(items, options)), at_s)


def _draw(folder: Path, options: AssOptions, script: bytes, at_s: float) -> bytes:
    (folder / "chat.ass").write_bytes(script)
    environment = {**os.environ, **font_environment(folder)}
    size = f"{options.video_width}x{options.video_height}"
    source = f"color=black:s={size}:r=10:d=20"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-f", "lavfi", "-i", source]
    command += ["-vf", "ass=chat.ass", "-ss", str(at_s), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    complaints = [line for line in done.stderr.decode().splitlines() if "fontselect" not in line]
    assert complaints == []
    return done.stdout


def _lit(frame: bytes, width: int, left: int, top: int, right: int, bottom: int) -> int:
    """How many pixels of a rectangle are brighter than the ground."""
    return sum(
        1 for row in range(top, bottom) for value in frame[row * width + left : row * width + right] if value > 40
    )


def _inside(frame: bytes, width: int, box: Box) -> int:
    margin = box.font_size // 4  # outlines
    return _lit(frame, width, box.left - margin, box.top - margin, box.right, box.bottom)


@pytest.mark.parametrize("layout", ["stack", "slots"])
@pytest.mark.parametrize("side", ["right", "bottom"])
@pytest.mark.parametrize(("width", "height"), [(360, 640), (640, 360)])
@pytest.mark.parametrize("at_s", [1.9, 3.5])
def test_hostile_chat_is_drawn_inside_the_box_only(
    tmp_path: Path, layout: str, side: str, width: int, height: int, at_s: float
) -> None:
    """libass takes a file of all scripts and attacks without a complaint; all it draws is in the chat box."""
    options = AssOptions(layout=layout, side=side, video_width=width, video_height=height)
    frame = _render(tmp_path, options, _torture(), at_s)
    assert len(frame) == width * height
    box = chat_box(options)
    inside = _inside(frame, width, box)
    assert inside > 500
    assert _lit(frame, width, 0, 0, width, height) == inside


@pytest.mark.parametrize("layout", ["stack", "slots"])
def test_rows_do_not_touch(tmp_path: Path, layout: str) -> None:
    """Several messages give several separate rows of pixels: nothing is drawn over anything else."""
    options = AssOptions(layout=layout, video_width=640, video_height=360, lines=4, font_size=24)
    items = [chat(number * 100, "nnn", "uuu", viewer_id=number) for number in range(4)]
    frame = _render(tmp_path, options, items, 2.0)
    box = chat_box(options)
    is_lit = [_lit(frame, 640, box.left, row, box.right, row + 1) > 0 for row in range(box.top, box.bottom)]
    stretches = sum(1 for before, now in zip([False, *is_lit], is_lit, strict=False) if now and not before)
    assert stretches == 4


def _alone(script: bytes) -> list[bytes]:
    """A script for each event of a script."""
    lines = script.splitlines(keepends=True)
    head = b"".join(line for line in lines if not line.startswith(b"Dialogue:"))
    return [head + line for line in lines if line.startswith(b"Dialogue:")]


@pytest.mark.parametrize(("layout", "at_s"), [("flying", 3.7), ("flying", 6.1), ("slots", 3.7)])
def test_no_event_is_drawn_over_another(tmp_path: Path, layout: str, at_s: float) -> None:
    """All events together light as many pixels as each alone: in lanes and slots nothing covers anything."""
    options = AssOptions(layout=layout, video_width=640, video_height=360, area=40, opacity=100)
    texts = [
        "hello there",
        "👨‍👩‍👧‍👦🎉🔥🏳️‍🌈🇩🇪👍🏽",
        "你好世界,这是一条弹幕",
        "WWWWWWWWWWWWWWWW",
        "مرحبا بالجميع كيف حالكم",
        "สวัสดีครับทุกคน",
        "i",
    ]
    items = [chat(n * 170, texts[n % len(texts)] * (1 + n % 2), viewer_id=n) for n in range(40)]
    script = b"".join(ass.write([*items, gift(300), gift(500)], options))
    together = sum(value > 40 for value in _draw(tmp_path, options, script, at_s))
    events = [event for event in _alone(script) if _is_shown(event, at_s)]
    alone = sum(value > 40 for event in events for value in _draw(tmp_path, options, event, at_s))
    assert len(events) > 4
    assert together > 1000
    assert together == pytest.approx(alone, rel=0.005)


def _is_shown(script: bytes, at_s: float) -> bool:
    begin, end = (
        sum(float(part) * scale for part, scale in zip(text.split(b":"), (3600, 60, 1), strict=True))
        for text in script.rpartition(b"Dialogue:")[2].split(b",")[1:3]
    )
    return begin <= at_s < end


@pytest.mark.parametrize(("layout", "kind"), [("captions", "caption"), ("flat", "chat"), ("flying", "chat")])
def test_every_look_takes_hostile_text(tmp_path: Path, layout: str, kind: str) -> None:
    """libass draws them without a complaint; captions stay in the lower third, flying chat in the upper part."""
    options = AssOptions(layout=layout, video_width=640, video_height=360)
    items = [chat(n * 200, text, name, kind=kind, viewer_id=n) for n, (name, text) in enumerate(_SCRIPTS)]
    frame = _render(tmp_path, options, items, 2.5)
    lit = _lit(frame, 640, 0, 0, 640, 360)
    assert lit > 300
    if layout == "captions":
        assert _lit(frame, 640, 0, 240, 640, 360) == lit
    if layout == "flying":
        assert _lit(frame, 640, 0, 0, 640, 360 * options.area // 100) == lit


def test_opacity_is_seen(tmp_path: Path) -> None:
    """Half as solid over black is about half as bright."""
    whole, half = (
        max(_render(tmp_path, AssOptions(opacity=opacity, video_width=640, video_height=360), [chat(0)], 1.0))
        for opacity in (100, 50)
    )
    assert whole > 200
    assert 0.4 < half / whole < 0.6


def test_the_box_is_empty_before_and_after(tmp_path: Path) -> None:
    """A message is drawn from its time until it leaves, and not outside it."""
    options = AssOptions(video_width=640, video_height=360, duration_ms=3000)
    lit = [any(value > 40 for value in _render(tmp_path, options, [chat(2000)], at_s)) for at_s in (1.8, 2.4, 4.8, 5.2)]
    assert lit == [False, True, True, False]


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_ffmpeg_reads_plain_subtitles(tmp_path: Path, form: str) -> None:
    """FFmpeg's reader finds in a file of attacks as many cues as there are, and shows braces and tags as text."""
    items = [chat(number * 10_000, text, name) for number, (name, text) in enumerate(_SCRIPTS)]
    written = srt.write(items, PlainOptions()) if form == "srt" else vtt.write(items, VttOptions(side="right"))
    text = b"".join(written).decode()
    (tmp_path / f"chat.{form}").write_text(text, encoding="utf-8")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-i", f"chat.{form}", "-f", "ass", "-"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    events = [line for line in done.stdout.decode().splitlines() if line.startswith("Dialogue:")]
    assert len(events) == len(items)
    (attack,) = [event for event in events if "boom" in event]
    assert "{\\pos" not in attack
    assert "{\\b1}" not in attack
