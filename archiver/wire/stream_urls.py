"""Stream variants: the media URLs a room offers, read from all layers that carry them, and the choice of one.

Layers, newest first: ``live_core_sdk_data.pull_data`` of room info; ``streamData`` and ``hevcStreamData`` of the LIVE
page and of api-live (the same shape); the legacy maps ``flv_pull_url`` and ``hls_pull_url_map`` of room info.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import BeforeValidator, Field

from archiver.errors import NoStreamError, UnexpectedPayloadError
from archiver.model.broadcast import StreamVariant
from archiver.wire.foreign import Figure, Foreign, clean_name, parse_json, read_value

#: Ladder key -> level; higher is better. "ao" is sound only.
LEVELS = {"origin": 10, "uhd_60": 6, "uhd": 5, "hd_60": 4, "hd": 3, "sd": 2, "ld": 1, "auto": 0, "ao": 0}

# Legacy keys, used where the variant's parameters do not name the ladder key themselves.
_LEGACY_KEYS = {"ORIGION": "origin", "FULL_HD1": "uhd", "HD1": "hd", "SD2": "sd", "SD1": "ld", "AUDIO": "ao"}
_SUFFIX = re.compile(r"(or|uhd|hd|sd|ld)[45]?(60)?")
_CODECS = {"h264": "h264", "avc": "h264", "h265": "h265", "hevc": "h265", "bytevc1": "h265"}
_SIGNATURE_KEYS = frozenset({"expire", "sign", "session_id", "_session_id", "_webnoredir"})
# In JSON text, and in JSON text within it, an ampersand may be written as an escape.
_SIGNATURE = re.compile(
    rb"((?:[?&]|u0026)(?:[a-z]{0,8}[-_])?(?:sign|signature|session_id|token|auth_key)=)[A-Za-z0-9%_.~+-]{1,2048}"
)
_MAX_URL_CHARACTERS = 4096
_MAX_VARIANTS = 200


def _parse_text(value: Any) -> Any:
    """JSON carried as text inside JSON; an empty text is an empty object."""
    return parse_json(value or "{}", source="the stream description") if isinstance(value, str) else value


class _Parameters(Foreign):
    """What the room says about one variant (``sdk_params``, ``*_params``)."""

    codec: str = Field(default="", alias="VCodec")
    v_codec: str = ""
    bitrate_bps: Figure = Field(default=None, alias="vbitrate")
    resolution: str = ""
    stream_suffix: str | None = None


_ParametersText = Annotated[_Parameters, BeforeValidator(_parse_text)]


class _Urls(Foreign):
    flv: str = ""
    hls: str = ""
    sdk_params: _ParametersText = _Parameters()


class _Rung(Foreign):
    main: _Urls = _Urls()


class _StreamData(Foreign):
    data: dict[str, _Rung] = Field(default_factory=dict)


class _Quality(Foreign):
    sdk_key: str = ""
    level: Figure = None


class _Options(Foreign):
    qualities: list[_Quality] = Field(default_factory=list)


class _PullData(Foreign):
    options: _Options = _Options()
    stream_data: Annotated[_StreamData, BeforeValidator(_parse_text)] = _StreamData()


class _Ladder(Foreign):
    pull_data: _PullData = _PullData()


class _CurrentLayer(Foreign):
    live_core_sdk_data: _Ladder = _Ladder()


class _LegacyLayer(Foreign):
    rtmp_pull_url: str = ""
    rtmp_pull_url_params: _ParametersText = _Parameters()
    flv_pull_url: dict[str, str] = Field(default_factory=dict)
    flv_pull_url_params: dict[str, _ParametersText] = Field(default_factory=dict)
    hls_pull_url: str = ""
    hls_pull_url_params: _ParametersText = _Parameters()
    hls_pull_url_map: dict[str, str] = Field(default_factory=dict)


class _PageLayer(Foreign):
    h264: _Ladder = Field(default=_Ladder(), alias="streamData")
    h265: _Ladder = Field(default=_Ladder(), alias="hevcStreamData")


def room_info_variants(stream_url: Any) -> tuple[StreamVariant, ...]:
    """The variants of ``stream_url`` of a room info answer, best first.

    Raises:
        UnexpectedPayloadError: no layer can be read, and one of them is of an unknown shape.
    """
    return _collect(stream_url, (_current_layer, _legacy_layer), path="data.stream_url")


def page_variants(live_room: Any) -> tuple[StreamVariant, ...]:
    """The variants of ``liveRoom`` of a LIVE page or an api-live answer, best first. Raises UnexpectedPayloadError."""
    return _collect(live_room, (_page_layer,), path="liveRoom")


def _collect(value: Any, layers: Iterable[Any], *, path: str) -> tuple[StreamVariant, ...]:
    """Read every layer; one that is broken matters only when the others give nothing."""
    found: dict[tuple[Any, ...], StreamVariant] = {}
    problem: UnexpectedPayloadError | None = None
    for layer in layers:
        try:
            for variant in layer(value, path):
                if _is_usable(variant.url) and len(found) < _MAX_VARIANTS:
                    found.setdefault(_identity(variant), variant)
        except UnexpectedPayloadError as error:
            problem = problem or error
    if problem is not None and not found:
        raise problem
    return tuple(sorted(found.values(), key=lambda v: (-v.level, v.is_audio_only, v.protocol, v.codec)))


def _current_layer(value: Any, path: str) -> list[StreamVariant]:
    layer = read_value(_CurrentLayer, value, source="The room", path=path)
    return _ladder_variants(layer.live_core_sdk_data.pull_data)


def _page_layer(value: Any, path: str) -> list[StreamVariant]:
    layer = read_value(_PageLayer, value, source="The LIVE page", path=path)
    return [
        *_ladder_variants(layer.h264.pull_data, codec="h264"),
        *_ladder_variants(layer.h265.pull_data, codec="h265"),
    ]


def _ladder_variants(pull_data: _PullData, codec: str = "") -> list[StreamVariant]:
    levels = {quality.sdk_key: quality.level or 0 for quality in pull_data.options.qualities} | LEVELS
    return [
        _variant(protocol, quality, url, rung.main.sdk_params, level=levels.get(quality, 0), codec=codec)
        for quality, rung in pull_data.stream_data.data.items()
        for protocol, url in (("flv", rung.main.flv), ("hls", rung.main.hls))
    ]


def _legacy_layer(value: Any, path: str) -> list[StreamVariant]:
    layer = read_value(_LegacyLayer, value, source="The room", path=path)
    unknown = _Parameters()
    # In spite of its name an FLV URL, of origin quality.
    offers = [("flv", "origin", layer.rtmp_pull_url, layer.rtmp_pull_url_params)]
    for key, url in layer.flv_pull_url.items():
        parameters = layer.flv_pull_url_params.get(key, unknown)
        offers.append(("flv", _ladder_key(key, parameters), url, parameters))
    offers.append(("hls", "origin", layer.hls_pull_url, layer.hls_pull_url_params))
    offers += [("hls", _ladder_key(key, unknown), url, unknown) for key, url in layer.hls_pull_url_map.items()]
    return [_variant(protocol, quality, url, parameters) for protocol, quality, url, parameters in offers]


def _ladder_key(legacy_key: str, parameters: _Parameters) -> str:
    """The ladder key: sources disagree on what SD1 and SD2 are, so the stream suffix decides where there is one."""
    match = _SUFFIX.fullmatch(parameters.stream_suffix or "")
    if match is None:
        return _LEGACY_KEYS.get(legacy_key.upper(), legacy_key.lower())
    base = "origin" if match.group(1) == "or" else match.group(1)
    return f"{base}_60" if match.group(2) else base


def _variant(
    protocol: str, quality: str, url: str, parameters: _Parameters, *, level: int | None = None, codec: str = ""
) -> StreamVariant:
    width, height = _resolution(parameters.resolution)
    return StreamVariant(
        protocol=protocol,
        quality=clean_name(quality),
        level=LEVELS.get(quality, 0) if level is None else level,
        codec=_CODECS.get((parameters.codec or parameters.v_codec).lower(), codec),
        width=width,
        height=height,
        bitrate_bps=parameters.bitrate_bps or None,
        url=url,
    )


def _resolution(text: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"([1-9]\d{0,4})x([1-9]\d{0,4})", text)
    return (int(match.group(1)), int(match.group(2))) if match else (None, None)


def _is_usable(url: str) -> bool:
    """Whether it is a web address and nothing that a player would take for a file, an option or a device."""
    if len(url) > _MAX_URL_CHARACTERS or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _identity(variant: StreamVariant) -> tuple[Any, ...]:
    """What makes two URLs the same stream: layers sign the same path differently."""
    parts = urlsplit(variant.url)
    query = frozenset(pair for pair in parse_qsl(parts.query) if pair[0] not in _SIGNATURE_KEYS)
    return variant.protocol, parts.netloc, parts.path, query


def choose_variant(
    variants: Iterable[StreamVariant], *, protocol: str = "auto", quality: str = "best", codec: str = "any"
) -> StreamVariant:
    """The variant to record.

    Args:
        variants: what the room offers.
        protocol: "flv" or "hls" and nothing else, or "auto": FLV where it is offered.
        quality: "best", or a ladder key; one that is not offered falls to the nearest lower, then the nearest higher.
        codec: "h264" or "h265" where it is offered in some quality, or "any" (H.264 of two alike: it plays everywhere).

    Raises:
        NoStreamError: nothing fits; the sentence lists what was offered.
    """
    offered = list(variants)
    audio = quality == "ao"
    fitting = [v for v in offered if protocol in ("auto", v.protocol) and v.is_audio_only == audio]
    if not fitting or (quality != "best" and quality not in LEVELS):
        raise NoStreamError(_nothing_fits(offered, protocol, quality))
    fitting = _preferring(fitting, "codec", codec, "") if codec != "any" else fitting
    fitting = _preferring(fitting, "protocol", "flv") if protocol == "auto" else fitting
    wanted = max(LEVELS.values()) if quality == "best" else LEVELS[quality]

    def distance(variant: StreamVariant) -> tuple[bool, int, bool, int]:
        is_higher = variant.level > wanted
        return is_higher, abs(variant.level - wanted), variant.codec != "h264", -(variant.bitrate_bps or 0)

    return min(fitting, key=distance)


def _preferring(variants: list[StreamVariant], attribute: str, *values: str) -> list[StreamVariant]:
    """Those with the first value that any of them has; all of them when none has one."""
    for value in values:
        if chosen := [v for v in variants if getattr(v, attribute) == value]:
            return chosen
    return variants


def without_signatures(body: bytes) -> bytes:
    """A JSON body whose addresses have lost what makes them usable: signatures, session ids and tokens."""
    return _SIGNATURE.sub(rb"\1...", body)


def _nothing_fits(offered: list[StreamVariant], protocol: str, quality: str) -> str:
    if not offered:
        return "The room is live but offers no stream at all; try again in a moment."
    names = ", ".join(dict.fromkeys(f"{v.quality} {v.protocol}" for v in offered[:20]))
    return f"No stream fits protocol {protocol!r} and quality {quality!r}; the room offers {names}."
