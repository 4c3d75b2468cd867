"""WebVTT as Chromium's own parser reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from archiver.export import vtt
from archiver.export.text import clean
from archiver.export.vtt import VttOptions
from archiver.model.replay import ReplayItem
from tests.browser import chromium
from tests.fakes.replay import chat, gift
from tests.unit.export.hostile import ATTACKS, seen

_READ = """async (text) => {
  const video = document.body.appendChild(document.createElement('video'));
  const track = video.appendChild(document.createElement('track'));
  track.src = URL.createObjectURL(new Blob([text], {type: 'text/vtt'}));
  track.track.mode = 'hidden';
  await new Promise((done, failed) => { track.onload = done; track.onerror = () => failed(new Error('not read')); });
  return Array.from(track.track.cues, (cue) => {
    const shown = cue.getCueAsHTML();
    const voices = Array.from(shown.querySelectorAll('span[title]'), (voice) => voice.title);
    const elements = Array.from(shown.querySelectorAll('*'), (each) => each.localName);
    const {startTime, endTime, position, size, align} = cue;
    return {startTime, endTime, position, size, align, voices, elements, text: shown.textContent};
  });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def _cues(browser: Browser, items: list[ReplayItem], **options: Any) -> list[dict[str, Any]]:
    page = browser.new_page()
    try:
        cues: list[dict[str, Any]] = page.evaluate(_READ, b"".join(vtt.write(items, VttOptions(**options))).decode())
        return cues
    finally:
        page.close()


def test_chromium_reads_times_voices_and_places(browser: Browser) -> None:
    """Also beyond a hundred hours; the settings put the cue where it was asked for."""
    hours = 120 * 3_600_000
    first, second = _cues(browser, [chat(1500, "hi"), gift(hours, nickname="Bob")], side="right", lines=1)
    assert (first["startTime"], first["endTime"], first["text"], first["voices"]) == (1.5, 7.5, "Ann: hi", ["Ann"])
    assert (second["startTime"], second["voices"]) == (hours / 1000, ["Bob"])
    assert (first["position"], first["size"], first["align"]) == (62, 37, "start")


def test_attacks_are_text_for_chromium(browser: Browser) -> None:
    """One cue for each message, nothing in it but our own elements, and the text as it was written."""
    items = [chat(number * 10_000, text, text or "Ann") for number, text in enumerate(ATTACKS)]
    cues = _cues(browser, items, title="-->\n\nNOTE <b>")
    said = [item for item in items if clean(item.text, 200)]
    assert [cue["startTime"] for cue in cues] == [(item.offset_ms or 0) / 1000 for item in said]
    for cue, item in zip(cues, said, strict=True):
        assert set(cue["elements"]) == {"span"}
        assert seen(cue["text"]).endswith(seen(clean(item.text, 200)))
