"""Stream variants: what rooms offer, and which one is recorded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archiver.errors import NoStreamError, UnexpectedPayloadError
from archiver.model.broadcast import StreamVariant
from archiver.wire.stream_urls import LEVELS, choose_variant, room_info_variants


def current(**rungs: dict[str, Any]) -> dict[str, Any]:
    """``stream_url`` with the current layer only."""
    data = {quality: {"main": main} for quality, main in rungs.items()}
    return {"live_core_sdk_data": {"pull_data": {"stream_data": json.dumps({"data": data})}}}


def variant(quality: str, protocol: str = "flv", codec: str = "h264") -> StreamVariant:
    """A variant whose URL says what it is."""
    return StreamVariant(
        protocol=protocol, quality=quality, level=LEVELS[quality], codec=codec, url=f"https://m/{quality}.{protocol}"
    )


def test_the_current_layer_gives_each_url_with_its_parameters() -> None:
    """FLV and HLS of a rung are two variants with codec, size and bit rate; empty URLs are not offered."""
    parameters = json.dumps({"VCodec": "bytevc1", "vbitrate": 3000000, "resolution": "1280x720"})
    stream_url = current(hd={"flv": "https://m/a_hd.flv", "hls": "https://m/a_hd.m3u8", "sdk_params": parameters},
                         sd={"flv": "", "hls": ""})  # fmt: skip

    found = room_info_variants(stream_url)

    assert [(v.protocol, v.quality, v.level) for v in found] == [("flv", "hd", 3), ("hls", "hd", 3)]
    assert (found[0].codec, found[0].width, found[0].height, found[0].bitrate_bps) == ("h265", 1280, 720, 3000000)


def test_a_stream_in_two_layers_is_offered_once() -> None:
    """Layers sign the same path differently; the newer layer's URL is kept."""
    stream_url = current(origin={"flv": "https://m/stream-1.flv?expire=1&sign=a"}) | {
        "rtmp_pull_url": "https://m/stream-1.flv?expire=1&session_id=q&sign=a",
        "flv_pull_url": {"FULL_HD1": "https://m/stream-1.flv?expire=2&sign=b", "SD1": "https://m/stream-1_ld.flv"},
    }

    found = room_info_variants(stream_url)

    assert [(v.quality, v.url) for v in found] == [
        ("origin", "https://m/stream-1.flv?expire=1&sign=a"),
        ("ld", "https://m/stream-1_ld.flv"),
    ]


def test_sound_only_is_another_stream() -> None:
    """The audio URL differs from the origin's by one parameter and is kept apart, below everything."""
    stream_url = current(ao={"flv": "https://m/s.flv?sign=a&only_audio=1"}, origin={"flv": "https://m/s.flv?sign=a"},
                         auto={"flv": "https://m/auto.flv"})  # fmt: skip

    assert [v.quality for v in room_info_variants(stream_url)] == ["origin", "auto", "ao"]


@pytest.mark.parametrize(
    ("key", "suffix", "quality"),
    [
        ("SD1", "sd5", "sd"),
        ("SD1", None, "ld"),
        ("SD2", "", "sd"),
        ("HD1", "hd560", "hd_60"),
        ("FULL_HD1", "uhd", "uhd"),
        ("FULL_HD1", "or4", "origin"),
        ("ORIGION", None, "origin"),
    ],
)
def test_legacy_keys_follow_their_parameters(key: str, suffix: str | None, quality: str) -> None:
    """The stream suffix names the rung where it is given, since sources disagree on the keys."""
    parameters = {} if suffix is None else {"stream_suffix": suffix}
    stream_url = {"flv_pull_url": {key: "https://m/a.flv"}, "flv_pull_url_params": {key: json.dumps(parameters)}}

    assert [v.quality for v in room_info_variants(stream_url)] == [quality]


def test_legacy_hls_is_offered() -> None:
    """The single HLS URL is the origin; the map, often empty, adds its qualities."""
    stream_url = {"hls_pull_url": "https://m/o.m3u8", "hls_pull_url_map": {"HD1": "https://m/hd.m3u8"}}

    assert [(v.protocol, v.quality) for v in room_info_variants(stream_url)] == [("hls", "origin"), ("hls", "hd")]


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "-i", "https://", "http://m/a b", "https://m/\n", "concat:a|b", "https://m/" + "a" * 5000],
)
def test_urls_that_are_not_web_addresses_are_dropped(url: str) -> None:
    """Nothing reaches a player that is not a plain http(s) URL."""
    assert room_info_variants(current(hd={"flv": url})) == ()


def test_a_quality_is_a_plain_name() -> None:
    """A quality reaches rows, sentences and tables, so a key of the sender is made plain and short."""
    key = "\x1b]0;own\x07" + "k" * 100_000
    (found,) = room_info_variants({"flv_pull_url": {key: "https://media.example/a.flv"}})

    assert found.quality.isprintable()
    assert len(found.quality) <= 60


def test_one_broken_layer_does_not_spoil_the_other() -> None:
    """A layer of unknown shape is passed over while another gives streams; alone it is an error."""
    broken = {"live_core_sdk_data": {"pull_data": {"stream_data": "{"}}}

    assert room_info_variants(broken | {"rtmp_pull_url": "https://m/o.flv"})[0].quality == "origin"
    with pytest.raises(UnexpectedPayloadError):
        room_info_variants(broken)


@pytest.mark.parametrize(
    ("quality", "chosen"),
    [
        ("best", "uhd"),
        ("origin", "uhd"),
        ("uhd", "uhd"),
        ("hd_60", "sd"),
        ("hd", "sd"),
        ("sd", "sd"),
        ("ld", "sd"),
        ("auto", "sd"),
    ],
)
def test_quality_falls_to_the_nearest_lower_then_higher(quality: str, chosen: str) -> None:
    """A rung that is not offered gives the next one down, and only if there is none the next one up."""
    offered = [variant("sd"), variant("uhd"), variant("ao")]

    assert choose_variant(offered, quality=quality).quality == chosen


def test_the_protocol_is_a_demand_and_auto_prefers_flv() -> None:
    """A named protocol is kept even at a lower quality; auto takes FLV where there is any."""
    offered = [variant("origin", "hls"), variant("sd", "flv")]

    assert choose_variant(offered).protocol == "flv"
    assert choose_variant(offered, protocol="hls").quality == "origin"
    assert choose_variant(offered[:1]).protocol == "hls"


def test_the_codec_is_a_preference() -> None:
    """The wanted codec wins over quality; where it is not offered the room is recorded all the same."""
    offered = [variant("origin", codec="h265"), variant("hd", codec="h264")]

    assert choose_variant(offered, codec="h264").quality == "hd"
    assert choose_variant(offered, codec="h265").quality == "origin"
    assert choose_variant(offered[:1], codec="h264").codec == "h265"
    assert choose_variant([variant("hd", codec="h265"), variant("hd")]).codec == "h264"


@pytest.mark.parametrize(
    ("offered", "options", "named"),
    [
        ([], {}, "no stream at all"),
        ([variant("hd")], {"protocol": "hls"}, "hd flv"),
        ([variant("ao")], {}, "ao flv"),
        ([variant("hd")], {"quality": "fullest"}, "fullest.*hd flv"),
    ],
)
def test_what_was_offered_is_named_when_nothing_fits(
    offered: list[StreamVariant], options: dict[str, str], named: str
) -> None:
    """The error lists the room's offer, without URLs."""
    with pytest.raises(NoStreamError, match=named) as caught:
        choose_variant(offered, **options)

    assert "https" not in str(caught.value)
