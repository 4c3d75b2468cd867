"""A playlist as it is seen from further away."""

from __future__ import annotations

from archiver.hls.playlist import MediaPlaylist, parse_playlist
from archiver.rebroadcast.playlist_view import dated, without_newest

TEXT = """#EXTM3U
#EXT-X-VERSION:3
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:7
#EXTINF:2.000000,
#EXT-X-PROGRAM-DATE-TIME:2026-11-25T15:40:20.123+0000
ld/segment-00007.ts
#EXT-X-DISCONTINUITY
#EXTINF:2.000000,
#EXT-X-PROGRAM-DATE-TIME:2026-11-25T15:40:22.123+0000
ld/segment-00008.ts
"""
AT = 1_795_621_220_123


def read(text: str) -> MediaPlaylist:
    found = parse_playlist(text, "http://here/index.m3u8")
    assert isinstance(found, MediaPlaylist)
    return found


def test_the_newest_segments_are_not_there_yet() -> None:
    """With all that is said about them; without any segment there is nothing to show."""
    seen = without_newest(TEXT, {"segment-00008.ts"})
    assert seen is not None
    assert "DISCONTINUITY" not in seen
    assert [segment.sequence for segment in read(seen).segments] == [7]
    assert without_newest(TEXT, {"segment-00007.ts", "segment-00008.ts"}) is None
    assert without_newest(TEXT, set()) == TEXT


def test_dates_are_told_as_the_script_says() -> None:
    """In the standard's tag, in the private one, or not at all; the instants are the same."""
    assert [segment.date_at for segment in read(dated(TEXT, "pdt")).segments] == [AT, AT + 2_000]
    private = dated(TEXT, "fp")
    assert "PROGRAM-DATE-TIME" not in private
    assert [segment.date_at for segment in read(private).segments] == [AT, AT + 2_000]
    assert [segment.date_at for segment in read(dated(TEXT, "none")).segments] == [None, None]
