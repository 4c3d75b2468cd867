"""A user's own way to a signed socket address: a Python function named in the configuration."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from archiver.errors import ConfigError, SocketError


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketOffer:
    """A signed address, good for one connection, and the cookies to send with it (at least ttwid)."""

    url: str = field(repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    first_result: bytes = field(default=b"", repr=False)  #: the signer's fetch result, when it has one


#: Gets room id, handle and user agent.
SocketProvider = Callable[[int, str, str], Awaitable[SocketOffer]]


def load_provider(name: str) -> SocketProvider:
    """The function at ``package.module:function``.

    Raises:
        ConfigError: there is none.
    """
    module_name, _, function_name = name.partition(":")
    try:
        provider = getattr(importlib.import_module(module_name), function_name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(
            f"tiktok.socket_provider: {name[:200]!r} cannot be loaded ({type(error).__name__}); "
            "use package.module:function."
        ) from error
    if not callable(provider):
        raise ConfigError(f"tiktok.socket_provider: {name[:200]!r} is not a function.")
    return provider  # type: ignore[no-any-return] # checked at each call


async def ask_provider(provider: SocketProvider, room_id: int, unique_id: str, user_agent: str) -> SocketOffer:
    """The provider's offer.

    Raises:
        SocketError: it failed, or gave something else. Its words are not repeated: they may hold secrets.
    """
    try:
        offer = await provider(room_id, unique_id, user_agent)
    except Exception as error:  # noqa: BLE001 - somebody else's code
        raise SocketError(f"tiktok.socket_provider failed ({type(error).__name__}).") from None
    if not isinstance(offer, SocketOffer):
        raise SocketError("tiktok.socket_provider gave no archiver.tiktok.provider.SocketOffer.")
    return offer
