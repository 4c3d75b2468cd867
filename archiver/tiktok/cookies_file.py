"""Cookies of a browser's login, from the file that browser extensions write (Netscape format)."""

from __future__ import annotations

import http.cookiejar
import warnings
from collections.abc import Mapping
from pathlib import Path

from archiver.errors import ConfigError

_MAX_BYTES = 1 << 20
_MAX_COOKIES = 200
_SITE = "tiktok.com"


def read_cookies_file(path: Path, *, now_s: int) -> Mapping[str, str]:
    """The platform's cookies in the file, by name; those of other sites and expired ones are left out.

    A session cookie has expiry 0 in such a file: it does not expire.

    Raises:
        ConfigError: unreadable, or no such file. No cookie is ever named in it.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{path} is larger than 1 MiB: that is no cookies file.")
        jar = http.cookiejar.MozillaCookieJar(str(path))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a line it cannot read; the warning would quote what is in it
            jar.load(ignore_discard=True, ignore_expires=True)
    except OSError as error:
        why = error.strerror or "it is not in the Netscape format"
        raise ConfigError(f"tiktok.cookies_file: {path} cannot be read ({why}).") from None
    except (ValueError, UnicodeDecodeError):
        raise ConfigError(f"tiktok.cookies_file: {path} is not in the Netscape format.") from None
    found: dict[str, str] = {}
    for cookie in jar:
        is_ours = cookie.domain.lstrip(".").lower() == _SITE or cookie.domain.lower().endswith(f".{_SITE}")
        is_current = not cookie.expires or cookie.expires > now_s
        if is_ours and is_current and cookie.value and len(found) < _MAX_COOKIES:
            found[cookie.name] = cookie.value
    return found
