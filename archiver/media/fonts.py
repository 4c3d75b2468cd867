"""Fonts for drawing chat: those of the system and those that were installed with the archiver.

libass looks for a glyph that the chosen font lacks in what fontconfig knows, and nowhere else; so fontconfig is told of
more folders. Colour fonts are of no use to it.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import re
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from archiver.media.chat_command import sample
from archiver.media.process import spawn
from archiver.media.version import FFmpeg

#: Packages of fonts, from the extra ``fonts``.
_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
_SYSTEM_CONFIG = "/etc/fonts/fonts.conf"

#: What people write in, by a few letters of it.
SAMPLES = {
    "Latin": "Aé", "Cyrillic": "Жд", "Greek": "Ωα", "Arabic": "مر", "Hebrew": "שם", "Thai": "สว", "Devanagari": "नम",
    "Bengali": "বা", "Tamil": "தமி", "Khmer": "ខ្ម", "Burmese": "မြန်", "Georgian": "ქა", "Chinese": "你們",
    "Japanese": "かナ", "Korean": "한글", "emoji": "😀❤🎉", "symbols": "◆★→",
}  # fmt: skip
_MISSING = re.compile(r"failed to find any fallback with glyph (0x[0-9A-Fa-f]+)")


def font_folders() -> list[Path]:
    """Folders of fonts beside the system's."""
    specs = [importlib.util.find_spec(package) for package in _PACKAGES]
    return [Path(folder) for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def fonts_config(folders: list[Path], cache: Path) -> str:
    """A configuration of fontconfig with ``folders`` beside what the system has."""
    system = os.environ.get("FONTCONFIG_FILE") or _SYSTEM_CONFIG
    more = "".join(f"  <dir>{escape(str(folder))}</dir>\n" for folder in folders)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'  <include ignore_missing="yes">{escape(system)}</include>\n{more}'
        f'  <dir prefix="xdg">fonts</dir>\n  <cachedir>{escape(str(cache))}</cachedir>\n</fontconfig>\n'
    )


def font_environment(folder: Path) -> dict[str, str]:
    """Variables for an FFmpeg that draws; its configuration is written into ``folder``."""
    config = folder / "fonts.conf"
    config.write_text(fonts_config(font_folders(), _cache()), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(config.absolute())}


def missing_glyphs(words: str) -> set[str]:
    """The characters that FFmpeg complained to have no font for."""
    return {chr(int(code, 16)) for code in _MISSING.findall(words)}


async def missing_scripts(ffmpeg: FFmpeg) -> list[str]:
    """The names of ``SAMPLES`` that no font here can draw, as libass finds out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "samples.ass").write_text(_samples_script(), encoding="utf-8")
        environment = await asyncio.to_thread(font_environment, folder)
        async with spawn(sample(ffmpeg.path, "samples.ass"), cwd=folder, env=environment) as child:
            await child.wait()
    missing = missing_glyphs(child.stderr_tail)
    return [script for script, sample in SAMPLES.items() if missing & set(sample)]


def _samples_script() -> str:
    return (
        "[Script Info]\nScriptType: v4.00+\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        f"Dialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,{' '.join(SAMPLES.values())}\n"
    )


def _cache() -> Path:
    """Where fontconfig keeps what it knows of the fonts, so that not every export reads them all."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "archiver" / "fontconfig"
