"""Cookies of a browser's login from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import ConfigError
from archiver.tiktok.cookies_file import read_cookies_file

HEAD = "# Netscape HTTP Cookie File\n"


def line(name: str, value: str, *, domain: str = ".tiktok.com", expires: int = 0, prefix: str = "") -> str:
    dotted = str(domain.startswith(".")).upper()
    return f"{prefix}{domain}\t{dotted}\t/\tTRUE\t{expires}\t{name}\t{value}\n"


def test_the_platforms_cookies_are_read(tmp_path: Path) -> None:
    """A session cookie has expiry 0 and stays; HttpOnly ones too; other sites' and expired ones do not."""
    path = tmp_path / "cookies.txt"
    path.write_text(
        HEAD
        + line("sessionid", "s3ss")
        + line("tt-target-idc", "useast1a", prefix="#HttpOnly_")
        + line("later", "1", expires=2_000)
        + line("over", "1", expires=999)
        + line("foreign", "1", domain=".example.com")
        + line("fake", "1", domain=".nottiktok.com")
        + line("sub", "1", domain="www.tiktok.com")
    )
    found = read_cookies_file(path, now_s=1_000)
    assert found == {"sessionid": "s3ss", "tt-target-idc": "useast1a", "later": "1", "sub": "1"}


@pytest.mark.parametrize("text", ["not a cookie file", HEAD + "s3ss without tabs\n", "\x00\x01"])
def test_another_file_is_refused_without_its_content(tmp_path: Path, text: str) -> None:
    """The sentence names the file, and none of what is in it."""
    path = tmp_path / "cookies.txt"
    path.write_text(text)
    with pytest.raises(ConfigError, match="cookies_file") as caught:
        read_cookies_file(path, now_s=0)
    assert "s3ss" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Missing, or a folder."""
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ConfigError, match="cookies_file"):
            read_cookies_file(path, now_s=0)
