from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from archiver.media.fonts import fonts_config, missing_glyphs


def test_folders_stand_beside_the_fonts_of_the_system() -> None:
    """Whatever a folder is called, the configuration is XML that names it, the system's and the cache."""
    root = ET.fromstring(fonts_config([Path("/a & b/<fonts>")], Path("/cache")))
    assert root.findtext("dir") == "/a & b/<fonts>"
    assert root.findtext("cachedir") == "/cache"
    include = root.find("include")
    assert include is not None
    assert include.get("ignore_missing") == "yes"


def test_characters_without_a_font_are_found_in_complaints() -> None:
    """The words of libass, among others."""
    complaint = "[Parsed_ass_0] fontselect: failed to find any fallback with glyph {} for font: (Noto Sans, 400, 0)"
    words = "\n".join([complaint.format("0x1F600"), "frame= 1", complaint.format("0x4F60")])
    assert missing_glyphs(words) == {"😀", "你"}
