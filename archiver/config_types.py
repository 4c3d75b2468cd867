"""What single values of the configuration look like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo

from archiver.errors import UsageError


def number_where_one_belongs(of: Any, value: Any, info: ValidationInfo) -> Any:
    """Refuse true for a number: Python takes it for 1, which nobody means who writes it."""
    wanted = of.model_fields[info.field_name].annotation
    if isinstance(value, bool) and wanted in (int, float):
        raise ValueError(f"write a number, not {str(value).lower()}")
    return value


def from_home(path: Path) -> Path:
    """The path, a ``~`` in front of it being somebody's home as in a shell. Raises ValueError where that is unknown."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("whose home the ~ in front is, is not known; write the whole path") from None


def _location(value: Path) -> Path:
    if "\0" in str(value):
        raise ValueError("a path holds no NUL character")
    return from_home(value)


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


def _known_dialect(value: SecretStr) -> SecretStr:
    """The address of a database. It may hold a password, so that it is not repeated."""
    url = value.get_secret_value()
    if not re.match(r"(sqlite:///.|postgresql(\+psycopg)?://)", url) or "\0" in url:
        raise ValueError("use sqlite:///path or postgresql://user:password@host/name")
    if url.startswith("postgresql") and url.split("://", 1)[1].split("/", 1)[0].count("@") > 1:
        raise ValueError("the password holds an '@'; write it as %40, '/' as %2F and ':' as %3A")
    if url.startswith("sqlite:///~"):
        path, mark, query = url.removeprefix("sqlite:///").partition("?")
        return SecretStr(f"sqlite:///{quote(str(from_home(Path(unquote(path)))))}{mark}{query}")
    return value


def _template(value: str) -> str:
    """A template of file names; empty: none."""
    from archiver.export.naming import fields_of, fill  # noqa: PLC0415  # most commands export nothing
    from archiver.export.options import ExportOptions  # noqa: PLC0415

    if value and "%(ext)" not in value:
        raise ValueError("a template of file names needs %(ext)s, such as 'exports/%(creator)s/%(id)s.%(ext)s'")
    try:
        fill(value, fields_of(ExportOptions(), form="srt", suffix=".srt"))
    except UsageError as error:
        raise ValueError(str(error).rstrip(".")) from None
    home, slash, rest = value.partition("/")
    if not slash or not home.startswith("~"):
        return value
    return f"{from_home(Path(home))}".replace("%", "%%") + slash + rest


def _proxy(value: SecretStr) -> SecretStr:
    """The address of a proxy; empty: none. It may hold a password, so that it is not repeated."""
    address = value.get_secret_value()
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if address and not is_usable:
        raise ValueError("use http://host:port, https://host:port or socks5://host:port, perhaps with user:password@")
    return value


def _written(pattern: str, how: str) -> AfterValidator:
    """A text that the whole pattern fits; else it is said how one is written."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(how)
        return value

    return AfterValidator(check)


def _printable(value: SecretStr) -> SecretStr:
    """A header's value: text that cannot leave its line."""
    text = value.get_secret_value()
    if not text.isascii() or not text.isprintable():
        raise ValueError("a header holds printable ASCII only")
    return value


_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")

HttpUrl = Annotated[str, _base_address("https", "http")]
SocketUrl = Annotated[str, _base_address("wss", "ws")]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_known_dialect)]
FileTemplate = Annotated[str, AfterValidator(_template)]
Location = Annotated[Path, AfterValidator(_location)]
#: An empty text is no path: not the folder ".", as Python has it.
LocationOrNone = Annotated[Location | None, BeforeValidator(lambda value: None if value == "" else value)]
ProxyUrl = Annotated[SecretStr, AfterValidator(_proxy)]

#: Names are tokens; values are checked where they are sent.
HeaderName = Annotated[
    str, _written(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", "the name of a header is a word such as x-name")
]
HeaderValue = Annotated[SecretStr, Field(max_length=4096), AfterValidator(_printable)]
SecretHeaders = Annotated[dict[HeaderName, HeaderValue], Field(max_length=50)]
ParameterName = Annotated[
    str, _written(r"[A-Za-z0-9_.-]{1,100}", "the name of a parameter holds letters, digits and _ . - only")
]
Parameters = Annotated[dict[ParameterName, Annotated[str, Field(max_length=1000)]], Field(max_length=50)]
Way = Literal["sign_server", "direct", "polling", "provider", "tikapi"]
HostName = Annotated[str, _written(r"[a-z0-9.-]{1,253}", "use the name of a host in lower case, such as tiktok.com")]
RequestLimit = Annotated[int, Field(ge=0, le=10_000_000)]
AgentId = Annotated[str, _written(r"[A-Za-z0-9_.:-]{1,100}", "an agent is a word of letters, digits and _ . : -")]
#: Empty: none.
FunctionName = Annotated[
    str, _written(r"([A-Za-z_][\w.]*:[A-Za-z_]\w*)?", "name a function of a module, such as my_module:my_function")
]
BrowserName = Annotated[
    str, _written(r"([a-z][a-z0-9_]{0,39})?", "use the name of a browser, such as chrome or safari260")
]
