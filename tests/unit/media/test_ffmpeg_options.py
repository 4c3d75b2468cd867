"""Which options of FFmpeg a person may set, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import UsageError
from archiver.media import command
from archiver.media.ffmpeg_options import ALLOWED, check_options, parse_option

URL = "https://pull.example/live"


def argv(protocol: str, **options: str) -> list[str]:
    part = Path("/a/part.flv" if protocol == "flv" else "/a/part.ts")
    return command.record("ffmpeg", url=URL, protocol=protocol, part=part, headers={}, options=options)


@pytest.mark.parametrize(
    "text",
    [
        "i=/etc/passwd", "-i=x", "f=mp4", "c=libx264", "c:v=libx264", "vf=drawtext", "filter_complex=movie", "map=0",
        "protocol_whitelist=file", "headers=Cookie:x", "user_agent=me", "http_proxy=http-proxy", "cookies=x", "y=1",
        "reconnect=1", "t=5", "metadata=x", "attach=x", "report=1", "progress=x", "ca_file=x", "cenc_decryption_key=ab",
        "=5", "",
        "probesize", "probesize=", "probesize=5 -i x", "probesize=/etc/passwd", "fflags=+a,b", "muxdelay=1\n2",
        "probesize=" + "9" * 65,
    ],
)  # fmt: skip
def test_nothing_else_can_be_set(text: str) -> None:
    """Inputs, outputs, filters, headers, proxies and the end of a connection are not a person's to change here."""
    with pytest.raises(UsageError, match="FFmpeg option"):
        parse_option(text)


def test_the_sentence_says_what_can_be_set() -> None:
    """Whoever guessed wrong sees what there is."""
    with pytest.raises(UsageError, match=r"analyzeduration.*thread_queue_size"):
        check_options({"crf": "20"})


def test_an_option_stands_where_it_belongs() -> None:
    """Before the input or before the output, and over the usual value."""
    words = argv("flv", probesize="20000000", rw_timeout="50000000", max_muxing_queue_size="2048")
    at = words.index("-i")
    assert words[words.index("-probesize") : words.index("-probesize") + 2] == ["-probesize", "20000000"]
    assert words.index("-probesize") < at < words.index("-max_muxing_queue_size")
    assert words[words.index("-rw_timeout") + 1] == "50000000"
    assert words.count("-rw_timeout") == 1


def test_what_the_other_protocol_knows_is_left_out() -> None:
    """One configuration serves both: FFmpeg refuses options it does not know."""
    options = {"seg_max_retry": "3", "flvflags": "+no_metadata", "mpegts_flags": "+resend_headers"}
    assert {word for word in argv("flv", **options) if word[1:] in options} == {"-flvflags"}
    assert {word for word in argv("hls", **options) if word[1:] in options} == {"-seg_max_retry", "-mpegts_flags"}


def test_each_is_one_word_of_ffmpegs() -> None:
    """No name holds a stream specifier, which would name streams."""
    assert all(name.isidentifier() for name in ALLOWED)
