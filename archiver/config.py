"""TOML and environment to frozen settings, with units in the names, bounds, secrets and cross-checks.

Precedence: environment (``ARCHIVER_<SECTION>__<KEY>``) over the file over the defaults. ``config.example.toml`` shows
every key; a test compares the two.
"""

from __future__ import annotations

import os
import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import platformdirs
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from archiver.config_mistakes import line_of, lower_first, not_json, sentence_of, stray_variable, variable_of
from archiver.config_types import (
    AgentId,
    BrowserName,
    DatabaseUrl,
    FileTemplate,
    FunctionName,
    HostName,
    HttpUrl,
    Location,
    LocationOrNone,
    Parameters,
    ProxyUrl,
    RequestLimit,
    Seconds,
    SecretHeaders,
    SocketUrl,
    Way,
    from_home,
    number_where_one_belongs,
)
from archiver.errors import ConfigError, UsageError

FILE_NAME = "config.toml"
MAX_FILE_BYTES = 1 << 20
#: The least limits of a part that make sense.
MIN_PART_BYTES, MIN_PART_S = 1_000_000, 60


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    _numbers = field_validator("*", mode="before")(classmethod(number_where_one_belongs))


class ArchiveSettings(_Section):
    """Where files go."""

    folder: Location = Path("archive")  #: relative to the configuration file


class DatabaseSettings(_Section):
    """Where rows go."""

    #: A relative SQLite path is relative to the configuration file.
    url: DatabaseUrl = SecretStr("sqlite:///archiver.db")
    query_role: str = ""  #: PostgreSQL: the role whose rights `archiver query` has; empty: the user's own


class WatchSettings(_Section):
    """How the watchlist is polled."""

    poll_interval_s: Seconds = 60.0
    poll_jitter: Annotated[float, Field(ge=0, le=0.5)] = 0.1  #: share of the interval
    host_spacing_s: Annotated[float, Field(ge=0, le=60)] = 0.125  #: least time between two checks
    room_spacing_s: Annotated[float, Field(ge=0, le=60)] = 0.25  #: least time between two requests about fifty creators
    checks_at_once: Annotated[int, Field(ge=1, le=100)] = 8  #: how many answers may be waited for
    bulk_checks: bool = False  #: long watchlists: ask the sign server about fifty creators at once
    max_backoff_s: Seconds = 1800.0
    tick_s: Annotated[float, Field(ge=0.1, le=60)] = 1.0


class RecordSettings(_Section):
    """What is recorded, and how."""

    protocol: Literal["auto", "flv", "hls"] = "auto"
    quality: Literal["best", "origin", "uhd_60", "uhd", "hd_60", "hd", "sd", "ld", "auto", "ao"] = "best"
    codec: Literal["any", "h264", "h265"] = "any"
    engine: Literal["auto", "native", "ffmpeg"] = "auto"  #: auto: the native engine for FLV, FFmpeg for HLS
    stall_timeout_s: Annotated[float, Field(ge=2, le=300)] = 10.0
    max_part_bytes: Annotated[int, Field(ge=0)] = 0  #: native engine: begin a new part behind this; 0: no limit
    max_part_s: Annotated[float, Field(ge=0, le=604_800)] = 0.0  #: likewise, by length
    ffmpeg: LocationOrNone = None  #: None or empty: the bundled FFmpeg; a name alone is looked for on PATH
    ffmpeg_options: dict[str, str] = {}  #: further ones of what FFmpeg records

    @field_validator("ffmpeg_options")
    @classmethod
    def _may_be_set(cls, value: dict[str, str]) -> dict[str, str]:
        from archiver.media.ffmpeg_options import check_options  # noqa: PLC0415  # media is not needed to read settings

        try:
            check_options(value)
        except UsageError as error:
            raise ValueError(str(error).rstrip(".")) from None
        return value

    @model_validator(mode="after")
    def _engine_knows_protocol(self) -> RecordSettings:
        if self.engine == "native" and self.protocol == "hls":
            raise ValueError('the native engine records FLV only; use engine "auto" or "ffmpeg" for protocol "hls"')
        if 0 < self.max_part_bytes < MIN_PART_BYTES or 0 < self.max_part_s < MIN_PART_S:
            raise ValueError(f"parts of less than {MIN_PART_BYTES} bytes or {MIN_PART_S} s are too many; 0: no limit")
        return self


class FinishSettings(_Section):
    """What becomes of a session's media when the capture is over."""

    container: Literal["mp4", "mkv"] = "mp4"
    keep_parts: bool = True  #: false: a raw part goes when the file made of it is verified
    storyboard: bool = True  #: a poster and thumbnails of the video


class SessionSettings(_Section):
    """When a session ends."""

    grace_s: Annotated[float, Field(ge=1, le=86_400)] = 180.0  #: how long a session waits for a room that gives no sign
    status_interval_s: Annotated[float, Field(ge=0.5, le=3600)] = 30.0


class TikTokSettings(_Section):
    """Where the platform is, and as whom we ask."""

    tiktok_url: HttpUrl = "https://www.tiktok.com"
    webcast_url: HttpUrl = "https://webcast.tiktok.com"
    sign_url: HttpUrl = "https://api.eulerstream.com"
    webcast_ws_url: SocketUrl = "wss://webcast-ws.tiktok.com"
    strategies: tuple[Way, ...] = ("sign_server", "direct")
    socket_provider: FunctionName = ""  #: of the last one
    connect_by_unique_id: bool = False
    initial_messages: bool = True
    polling_interval_s: Annotated[float, Field(ge=0.5, le=10)] = 1.0
    sign_server_fallback: bool = False  #: each use counts against its limit
    sign_api_key: SecretStr | None = None
    sign_auth: Literal["header", "query", "jwt"] = "header"  #: x-api-key, apiKey in the address, or x-jwt-key
    sign_headers: SecretHeaders = {}
    sign_params: Parameters = {}
    preferred_agents: Annotated[tuple[AgentId, ...], Field(max_length=20)] = ()
    session_id: SecretStr | None = None
    tt_target_idc: str = ""
    cookies_file: LocationOrNone = None  #: Netscape format; relative to the configuration file
    send_session_to_socket: bool = False
    session_hosts: Annotated[tuple[HostName, ...], Field(max_length=20)] = ()
    send_session_to_sign_server: bool = False  #: a third party: can cost the account
    allow_actions: bool = False  #: chat, likes and gifts as this session, by `archiver room`
    gift_catalogue: bool = True  #: refreshed daily by the service
    user_agent: str = ""  #: empty: a current desktop browser
    headers: SecretHeaders = {}
    params: Parameters = {}
    socket_headers: SecretHeaders = {}
    socket_params: Parameters = {}
    proxy: ProxyUrl | None = None  #: http://, https:// or socks5://
    socket_proxy: ProxyUrl | None = None  #: None: as ``proxy``; "": direct
    media_proxy: ProxyUrl | None = None  #: None: as ``proxy``; "": direct
    impersonate: BrowserName = ""  #: a browser; needs the extra
    timeout_s: Annotated[float, Field(ge=1, le=120)] = 15.0
    socket_timeout_s: Annotated[float, Field(ge=1, le=120)] = 20.0
    silence_timeout_s: Annotated[float, Field(ge=5, le=600)] = 60.0

    @field_validator("strategies")
    @classmethod
    def _at_least_one(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or len(set(value)) != len(value):
            raise ValueError("name sign_server, direct, polling, provider, tikapi each once at most, and at least one")
        return value

    @model_validator(mode="after")
    def _session_needs_region(self) -> TikTokSettings:
        if self.session_id and not self.tt_target_idc:
            raise ValueError("session_id needs tt_target_idc (the cookie of that name from the same login)")
        if ("provider" in self.strategies) != bool(self.socket_provider):
            raise ValueError('the strategy "provider" and the key socket_provider need each other')
        return self


class TikApiSettings(_Section):
    """TikAPI, another source of rooms and events; unused without its keys."""

    base_url: HttpUrl = "https://api.tikapi.io"
    api_key: SecretStr | None = None
    account_key: SecretStr | None = None  #: of an account that has authorized the API key; events need it
    poll_interval_s: Annotated[float, Field(ge=0.5, le=60)] = 2.0  #: each request counts against the plan
    fallback: bool = False  #: likewise
    allow_actions: bool = False  #: chat, start and stop as this account, by `archiver tikapi`


class BudgetSettings(_Section):
    """The most requests, of all kinds together. What a server says of its own limits holds as well."""

    tiktok_per_minute: RequestLimit = 600
    webcast_per_minute: RequestLimit = 600
    sign_per_minute: RequestLimit = 0  #: 0: as the sign server says
    sign_per_hour: RequestLimit = 0
    sign_per_day: RequestLimit = 0
    tikapi_per_minute: RequestLimit = 0  #: 0: no limit of ours
    tikapi_per_hour: RequestLimit = 0
    tikapi_per_day: RequestLimit = 0


class ExportSettings(_Section):
    """Where exports go, and in which time zone they speak."""

    output: FileTemplate = ""  #: of file names, relative to the configuration file; "": beside the video
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError):
            raise ValueError("use the name of a time zone, such as Europe/Berlin or UTC") from None
        return value


class LogSettings(_Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "console", "json"] = "auto"  #: auto: console on a terminal, JSON otherwise


class Settings(BaseSettings):
    """The whole configuration. ``base`` is the folder relative paths start from."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="ARCHIVER_", env_nested_delimiter="__", validate_default=True
    )

    base: Path = Path()
    archive: ArchiveSettings = ArchiveSettings()
    database: DatabaseSettings = DatabaseSettings()
    watch: WatchSettings = WatchSettings()
    record: RecordSettings = RecordSettings()
    finish: FinishSettings = FinishSettings()
    session: SessionSettings = SessionSettings()
    tiktok: TikTokSettings = TikTokSettings()
    tikapi: TikApiSettings = TikApiSettings()
    budget: BudgetSettings = BudgetSettings()
    export: ExportSettings = ExportSettings()
    log: LogSettings = LogSettings()

    @model_validator(mode="after")
    def _bulk_checks_need_a_session(self) -> Settings:
        tiktok = self.tiktok
        is_sent = tiktok.send_session_to_sign_server and (tiktok.session_id or tiktok.cookies_file)
        if self.watch.bulk_checks and not is_sent and "x-oauth-token" not in map(str.lower, tiktok.sign_headers):
            raise ValueError(
                "watch.bulk_checks needs a session that goes to the sign server: tiktok.session_id with "
                "tiktok.send_session_to_sign_server, or a token as x-oauth-token in tiktok.sign_headers"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment first, then the file's values (passed to the constructor)."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @model_validator(mode="after")
    def _tikapi_has_its_keys(self) -> Settings:
        if "tikapi" in self.tiktok.strategies and not (self.tikapi.api_key and self.tikapi.account_key):
            raise ValueError('the strategy "tikapi" needs tikapi.api_key and tikapi.account_key')
        return self

    @property
    def strategies(self) -> tuple[str, ...]:
        """The ways to the event stream, in order: as listed; else the usual ones, and TikAPI where it has keys."""
        tiktok, tikapi = self.tiktok, self.tikapi
        if "strategies" in tiktok.model_fields_set or not (tikapi.api_key and tikapi.account_key):
            return tiktok.strategies
        return (*tiktok.strategies, "tikapi")

    @property
    def archive_folder(self) -> Path:
        """Absolute folder of all sessions."""
        return (self.base / self.archive.folder).resolve()

    @property
    def ffmpeg(self) -> Path | None:
        """The FFmpeg that is configured, if one is: an absolute path, or a name to be found on PATH."""
        path = self.record.ffmpeg
        return path if path is None or str(path) == path.name else self.base.resolve() / path

    @property
    def database_url(self) -> str:
        """Database URL with an absolute SQLite path; holds a password on PostgreSQL."""
        url = self.database.url.get_secret_value()
        if url.startswith("sqlite:///"):
            path, mark, query = url.removeprefix("sqlite:///").partition("?")
            # In a URL the "?" or "%" of a folder's name would be the URL's own.
            return f"sqlite:///{quote(str((self.base / unquote(path)).resolve()))}{mark}{query}"
        return re.sub(r"^postgresql://", "postgresql+psycopg://", url)


def find_config(explicit: Path | None) -> Path:
    """The configuration file to use: ``--config``, $ARCHIVER_CONFIG, ./config.toml, then the user's own.

    Raises:
        ConfigError: none exists.
    """
    named = explicit or (Path(os.environ["ARCHIVER_CONFIG"]) if os.environ.get("ARCHIVER_CONFIG") else None)
    if named is not None:
        with suppress(ValueError):
            named = from_home(named)
        path = named / FILE_NAME if named.is_dir() else named
        if not path.is_file():
            raise ConfigError(f"The configuration file {path} does not exist; run `archiver init` to make one.")
        return path
    for path in (Path(FILE_NAME), platformdirs.user_config_path("archiver") / FILE_NAME):
        if path.is_file():
            return path
    raise ConfigError(
        f"There is no {FILE_NAME} here; run `archiver init` to make one, or name yours with --config PATH."
    )


def load_settings(path: Path) -> Settings:
    """Read and check a configuration file.

    Raises:
        ConfigError: unreadable, not TOML, unknown key or bad value; the sentence names file, line and key.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise ConfigError(
                f"{path} is larger than {MAX_FILE_BYTES >> 20} MiB; a configuration is a small TOML file."
            )
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {lower_first(str(error))}.") from error
    except (RecursionError, ValueError):
        raise ConfigError(f"{path} is not valid TOML: a value is nested too deeply or has too many digits.") from None
    # What begins with an underline would steer the library that reads the settings.
    for name in values:
        if name == "base" or name.startswith("_"):
            raise ConfigError(f"{path}, line {line_of(text, (name,))}: {name} is not a key of the configuration.")
    return make_settings(base=path.resolve().parent, values=values, source=path, text=text)


def make_settings(
    *, base: Path, values: dict[str, Any], source: Path | str = "the settings", text: str = ""
) -> Settings:
    """Check values (one dict per section) and join them with the environment and the defaults."""
    sections = {name: field.default for name, field in Settings.model_fields.items()}
    keys = {name: type(each).model_fields for name, each in sections.items() if isinstance(each, _Section)}
    if stray := stray_variable(os.environ, keys):
        raise ConfigError(stray)
    try:
        # The base is where the file is, never what the environment says.
        return Settings(**values).model_copy(update={"base": base})
    except ValidationError as error:
        first = error.errors()[0]
        loc = tuple(str(part) for part in first["loc"])
        if variable := variable_of(loc, os.environ):
            source, text = f"{variable} in the environment", ""
        raise ConfigError(sentence_of(source, text, loc, first)) from None
    except (TypeError, ValueError) as error:
        raise ConfigError(not_json(error, os.environ) or f"{source}: {error}") from error
