"""Playlists as they come: good, private, damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import MediaInvalidError
from archiver.hls.playlist import MediaPlaylist, Variant, parse_playlist

URL = "https://cdn.example/live/index.m3u8?sign=secret"
#: As TikTok's "fcdn" hosts write it: no standard date, but tags of their own.
PRIVATE = """#EXTM3U
#EXT-X-VERSION:3
#EXT-X-MEDIA-SEQUENCE:1773956109
#EXT-X-TARGETDURATION:4
#EXT-X-FP-DateTime:2026-03-19T21:35:09.086Z
#EXT-X-FP-Modify-Time:1773956113094412000
#EXTINF:4.000,
stream-1773956109-20260319T213509.ts?sign=x
#EXT-X-FP-Timeline-Last:4000
#EXTINF:3.960,
stream-1773956110-20260319T213513.ts
"""


def media(text: str) -> MediaPlaylist:
    found = parse_playlist(text, URL)
    assert isinstance(found, MediaPlaylist)
    return found


def test_private_dates_are_read() -> None:
    """EXT-X-FP-DateTime dates its segment, the next follows by length, and all private tags are kept."""
    first, second = media(PRIVATE).segments
    assert (first.sequence, first.length_ms, first.date_at) == (1773956109, 4000, 1773956109086)
    assert first.url == "https://cdn.example/live/stream-1773956109-20260319T213509.ts?sign=x"
    assert first.key == "https://cdn.example/live/stream-1773956109-20260319T213509.ts"
    assert dict(first.tags) == {"FP-DateTime": "2026-03-19T21:35:09.086Z", "FP-Modify-Time": "1773956113094412000"}
    assert (second.date_at, second.length_ms) == (1773956113086, 3960)


def test_the_standard_date_goes_first() -> None:
    """PROGRAM-DATE-TIME is what the packager promises; zones are understood."""
    dated = PRIVATE.replace("#EXTINF:4", "#EXT-X-PROGRAM-DATE-TIME:2026-03-19T22:35:10.5+0100\n#EXTINF:4", 1)
    assert media(dated).segments[0].date_at == 1773956110500


def test_a_discontinuity_has_no_date_of_its_neighbours() -> None:
    """What follows a break did not begin when the segment before it ended."""
    broken = PRIVATE.replace("#EXTINF:3.960", "#EXT-X-DISCONTINUITY\n#EXTINF:3.960")
    second = media(broken).segments[1]
    assert (second.is_discontinuity, second.date_at) == (True, None)


@pytest.mark.parametrize("names", [("a.ts", "a.ts"), ("live.ts?n=1", "live.ts?n=2")])
def test_segments_of_one_address_are_refused(names: tuple[str, str]) -> None:
    """Byte ranges, or numbers in the query: which one FFmpeg opens cannot be told; wrong dates are worse than none."""
    ranges = [f"#EXTINF:4,\n#EXT-X-BYTERANGE:1000@{at}\n{name}\n" for at, name in zip((0, 1000), names, strict=True)]
    with pytest.raises(MediaInvalidError, match="several of its segments have one address"):
        parse_playlist("#EXTM3U\n" + "".join(ranges), URL)


def test_the_end_is_told() -> None:
    """ENDLIST says that no segment will follow."""
    assert not media(PRIVATE).is_over
    assert media(PRIVATE + "#EXT-X-ENDLIST\n").is_over


def test_the_best_variant_is_the_first() -> None:
    """By the size of the picture, then by bandwidth."""
    master = (
        '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1,mp4a",RESOLUTION=540x960\nsd/index.m3u8\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=720x1280\n/hd/index.m3u8?a=b\n"
    )
    assert parse_playlist(master, URL) == (
        Variant(url="https://cdn.example/hd/index.m3u8?a=b", bandwidth=800_000, pixels=720 * 1280),
        Variant(url="https://cdn.example/live/sd/index.m3u8", bandwidth=900_000, pixels=540 * 960),
    )


@pytest.mark.parametrize(
    "text",
    ["", "<html>", "#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n", "#EXTM3U\n#EXTINF:2,\nhttp://[bad\n",
     "#EXTM3U\n#EXTINF:2,\n" + "a" * 5_000],
    ids=["nothing", "html", "local file", "bad address", "endless address"],
)  # fmt: skip
def test_what_is_no_playlist_is_refused(text: str) -> None:
    """In a sentence, without the address."""
    with pytest.raises(MediaInvalidError) as caught:
        parse_playlist(text, URL)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "#EXTINF:nan,",
        "#EXTINF:1e9,",
        "#EXTINF:-1,",
        "#EXTINF:99999,",
        "#EXT-X-PROGRAM-DATE-TIME:0001-01-01T00:00Z",
        "#EXT-X-FP-DateTime:yesterday",
        "#EXT-X-MEDIA-SEQUENCE:٣",
        "#EXT-X-TARGETDURATION:",
    ],
)
def test_values_that_make_no_sense_are_left_out(line: str) -> None:
    """A bad length or date costs itself only."""
    found = media(PRIVATE.replace("#EXTM3U", f"#EXTM3U\n{line}"))
    assert len(found.segments) == 2


LINES = [*PRIVATE.splitlines(), "#EXT-X-STREAM-INF:x", "#EXT-X-ENDLIST", "", "a.ts", "\0", "#"]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30)))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    """Nothing else is raised, and what is read is whole."""
    try:
        found = parse_playlist("\n".join(["#EXTM3U", *lines]), URL)
    except MediaInvalidError:
        return
    if isinstance(found, MediaPlaylist):
        assert all(s.url.startswith("http") and 0 <= s.length_ms <= 3_600_000 for s in found.segments)
