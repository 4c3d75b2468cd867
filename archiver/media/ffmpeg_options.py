"""Further options of FFmpeg that a person may set for a recording. Pure.

Only what cannot change where media comes from and goes to, what is done to it, or when a connection ends: FFmpeg's
options can name files, addresses and filters, so these are told apart by a list and not by what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from archiver.errors import UsageError

#: How a stream is read, and what else is read of HLS only.
_READING = frozenset({
    "analyzeduration", "fflags", "fpsprobesize", "max_delay", "max_probe_packets", "multiple_requests", "probesize",
    "recv_buffer_size", "rw_timeout", "send_buffer_size", "tcp_nodelay", "thread_queue_size",
})  # fmt: skip
_READING_HLS = frozenset({"http_multiple", "http_persistent", "http_seekable", "seg_max_retry"})
#: How a part is written, and what else by one format only.
_WRITING = frozenset({
    "avoid_negative_ts", "max_interleave_delta", "max_muxing_queue_size", "muxdelay", "muxing_queue_data_threshold",
    "muxpreload",
})  # fmt: skip
_WRITING_BY = {"flv": frozenset({"flvflags"}), "hls": frozenset({"mpegts_flags"})}
ALLOWED = _READING | _READING_HLS | _WRITING | _WRITING_BY["flv"] | _WRITING_BY["hls"]
_VALUE = re.compile(r"[A-Za-z0-9_.+-]{1,64}")


def parse_option(text: str) -> tuple[str, str]:
    """The name and value in ``NAME=VALUE``. Raises UsageError as ``check_options``."""
    name, _, value = text.partition("=")
    check_options({name.removeprefix("-"): value})
    return name.removeprefix("-"), value


def check_options(options: Mapping[str, str]) -> None:
    """Refuse what is not to be set.

    Raises:
        UsageError: an option that is not one of these, a value that is no number, word or flag.
    """
    for name, value in options.items():
        if name not in ALLOWED:
            raise UsageError(
                f"The FFmpeg option {name[:40]!r} cannot be set here: it could change what is recorded, where from or "
                f"where to. These can: {', '.join(sorted(ALLOWED))}."
            )
        if not _VALUE.fullmatch(value):
            raise UsageError(
                f"The FFmpeg option {name} needs a number, word or flags such as +genpts, not {value[:40]!r}."
            )


def reading(options: Mapping[str, str], protocol: str) -> dict[str, str]:
    """Those that stand before the input of this protocol."""
    known = _READING | _READING_HLS if protocol == "hls" else _READING
    return {name: value for name, value in options.items() if name in known}


def writing(options: Mapping[str, str], protocol: str) -> dict[str, str]:
    """Those that stand before the part that the protocol is written to."""
    known = _WRITING | _WRITING_BY[protocol]
    return {name: value for name, value in options.items() if name in known}
