"""A real browser for tests: the distribution's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

expect.set_options(timeout=30_000)  # a loaded machine is no failure

_BINARY = Path("/usr/lib/chromium/chromium")  # what Debian's launcher starts


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; tests/system-packages.sh installs it."""
    path = str(_BINARY) if _BINARY.exists() else shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "no Chromium; run sh tests/system-packages.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()
