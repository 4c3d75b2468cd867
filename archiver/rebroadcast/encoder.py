"""The FFmpeg command of one encoder run, as a pure function of its plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import ffmpeg

from archiver.rebroadcast.clock_picture import draw_clock
from archiver.rebroadcast.scenario import Broadcast, Quality

_COLORS = ("0x1b2a49", "0x3d1b49", "0x1b4933", "0x49361b")
_Stream: TypeAlias = Any  # of ffmpeg-python, which has no types
SEGMENT_S = 2
_CODECS: dict[str, dict[str, str]] = {
    "h264": {"vcodec": "libx264"},
    "h265": {"vcodec": "libx265", "x265-params": "log-level=error:scenecut=0:open-gop=0:bframes=0:pools=1"},
}
WINDOW_SEGMENTS = 6
#: setpts prints the microsecond at which the first frame was due; nothing else on stderr is a bare number.
_FIRST_FRAME = re.compile(r"^(?:\[[^\]]*\] )?(\d{15,17})\.\d+\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderPlan:
    """One run of an encoder: from the start of a broadcast, or the end of a pause, to the next pause or the end."""

    broadcast: Broadcast
    number: int  #: of the broadcast in the script, for the picture's colour
    broadcast_started_at: int  #: epoch ms of the clock's zero
    length_s: float  #: of this run, real seconds
    is_resumed: bool = False  #: another run went before: HLS goes on in the same playlist
    is_turned: bool = False  #: width and height of every rung have changed places
    speed: float = 1.0  #: script seconds in a real second


def encoder_argv(plan: EncoderPlan, program: str) -> list[str]:
    """The command, to be run in the broadcast's media folder.

    It writes FLV to the unix sockets ``<rung>.sock``, where somebody must listen, and HLS to ``<rung>/``.
    """
    broadcast = plan.broadcast
    largest = max(broadcast.qualities, key=lambda rung: rung.width * rung.height)
    picture = draw_clock(_picture(plan, largest), *_size(plan, largest), speed=plan.speed)
    picture = picture.filter("setpts", "PTS-STARTPTS").filter("format", "yuv420p")
    sound = _live_input("sine=frequency=220:beep_factor=4:sample_rate=44100", plan.length_s).filter("volume", 0.2)
    pictures, sounds = _copies(picture, "split", broadcast.qualities), _copies(sound, "asplit", broadcast.qualities)
    sized = [_resized(plan, copy, rung, largest) for copy, rung in zip(pictures, broadcast.qualities, strict=True)]
    rungs = zip(sized, sounds, broadcast.qualities, strict=True)
    outputs = [_output(plan, *each) for each in rungs]
    command = ffmpeg.merge_outputs(*outputs).global_args("-nostdin", "-hide_banner", "-y")
    return list(ffmpeg.compile(command, cmd=[program, "-v", "error"]))


def first_frame_at(stderr: str) -> int | None:
    """The epoch millisecond at which the run's first frame was due, from what FFmpeg has printed."""
    match = _FIRST_FRAME.search(stderr)
    return int(match.group(1)) // 1000 if match else None


def _picture(plan: EncoderPlan, rung: Quality) -> _Stream:
    """A plain picture in real time whose timestamps are seconds since the broadcast began."""
    color = _COLORS[plan.number % len(_COLORS)]
    width, height = _size(plan, rung)
    source = f"color=c={color}:s={width}x{height}:r={plan.broadcast.fps}"
    zero_s = plan.broadcast_started_at / 1000
    printed = "if(eq(N,0),print(RTCSTART,16),RTCSTART)"
    return (
        _live_input(source, plan.length_s)
        .filter("settb", "1/1000")
        .filter("setpts", f"PTS+({printed}/1000000-{zero_s:.3f})/TB")
    )


def _live_input(source: str, length_s: float) -> _Stream:
    return ffmpeg.input(source, f="lavfi", readrate=1, readrate_initial_burst=0.001, t=f"{length_s:.3f}")


def _copies(stream: _Stream, splitter: str, qualities: Sequence[Quality]) -> list[_Stream]:
    """The stream once for each rung."""
    node = stream.filter_multi_output(splitter, len(qualities))
    return [node[index] for index in range(len(qualities))]


def _size(plan: EncoderPlan, rung: Quality) -> tuple[int, int]:
    return (rung.height, rung.width) if plan.is_turned else (rung.width, rung.height)


def _resized(plan: EncoderPlan, picture: _Stream, rung: Quality, largest: Quality) -> _Stream:
    return picture if rung.size == largest.size else picture.filter("scale", *_size(plan, rung))


def _output(plan: EncoderPlan, picture: _Stream, sound: _Stream, rung: Quality) -> _Stream:
    """One encode, written as FLV and as HLS as the broadcast offers."""
    frames_per_gop = round(plan.broadcast.fps * plan.broadcast.gop_s)
    return ffmpeg.output(
        picture, sound, _targets(plan, rung), format="tee", flags="+global_header",
        preset="ultrafast", tune="zerolatency", threads=1, fps_mode="passthrough",
        g=frames_per_gop, keyint_min=frames_per_gop, sc_threshold=0, video_bitrate=f"{rung.bitrate_kbps}k",
        acodec="aac", audio_bitrate="64k", ar=44100, ac=1, **_CODECS[rung.codec],
    )  # fmt: skip


def _targets(plan: EncoderPlan, rung: Quality) -> str:
    """Slaves of the tee muxer. Their paths hold letters, digits and underscores only, so nothing needs escaping."""
    hls_flags = "delete_segments+omit_endlist+temp_file+program_date_time" + ("+append_list" if plan.is_resumed else "")
    slaves = {
        "flv": f"[f=flv:flush_packets=1:flvflags=no_duration_filesize]unix:{rung.name}.sock",
        "hls": (
            f"[f=hls:hls_time={SEGMENT_S}:hls_list_size={WINDOW_SEGMENTS}:hls_delete_threshold=4"
            f":hls_flags={hls_flags}:hls_segment_filename={rung.name}/segment-%05d.ts]{rung.name}/index.m3u8"
        ),
    }
    return "|".join(slaves[media_format] for media_format in plan.broadcast.formats)
