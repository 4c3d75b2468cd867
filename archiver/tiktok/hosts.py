"""Which hosts are this machine or its own network, where an answer from the internet has no business to send us."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")  # what clients take for a dot, too


def host_of(url: str) -> str:
    """The host of an address in lower case; "" when it has none, or is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_private(host: str) -> bool:
    """Whether a host is local by its name, or by its number in any spelling. Names are not looked up."""
    name = _OTHER_DOTS.sub(".", host).removesuffix(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(name.partition("%")[0]).is_global
    except ValueError:
        # Resolvers read "127.1", "127.0x1" and "2130706433" as numbers; no public name ends in a digit like these.
        last = name.rpartition(".")[2]
        return last.isdigit() or last.startswith("0x")


def may_lead_to(url: str, *, base_url: str) -> bool:
    """Whether a server at ``base_url`` may send us to ``url``: into a private network only from within it."""
    return not is_private(host_of(url)) or is_private(host_of(base_url))
