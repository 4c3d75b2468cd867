"""What single values of the configuration look like."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

Seconds = Annotated[float, Field(gt=0, le=86_400)]


def _base_address(*schemes: str) -> AfterValidator:
    """An address that paths are put behind: scheme, host and perhaps a port and a folder, and nothing else."""
    wanted = " or ".join(f"{scheme}://host" for scheme in schemes)

    def check(value: str) -> str:
        try:
            parts = urlsplit(value)
            is_usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_usable = False
        if not is_usable or not value.isascii() or not value.isprintable() or set(value) & set(" @?#\\"):
            raise ValueError(f"use {wanted}, without user, query and spaces")
        return value.rstrip("/")

    return AfterValidator(check)


def _printable(value: SecretStr) -> SecretStr:
    """A header's value: text that cannot leave its line."""
    text = value.get_secret_value()
    if not text.isascii() or not text.isprintable():
        raise ValueError("a header holds printable ASCII only")
    return value


HttpUrl = Annotated[str, _base_address("https", "http")]
SocketUrl = Annotated[str, _base_address("wss", "ws")]


#: Names are tokens; values are checked where they are sent.
HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")]
HeaderValue = Annotated[SecretStr, Field(max_length=4096), AfterValidator(_printable)]
SecretHeaders = Annotated[dict[HeaderName, HeaderValue], Field(max_length=50)]
ParameterName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,100}$")]
Parameters = Annotated[dict[ParameterName, Annotated[str, Field(max_length=1000)]], Field(max_length=50)]
Way = Literal["sign_server", "direct", "polling", "provider", "tikapi"]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9.-]{1,253}$")]
RequestLimit = Annotated[int, Field(ge=0, le=10_000_000)]
AgentId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")]
