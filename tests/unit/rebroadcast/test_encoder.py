"""The encoder's command."""

from __future__ import annotations

from archiver.rebroadcast.encoder import EncoderPlan, encoder_argv, first_frame_at
from archiver.rebroadcast.scenario import Broadcast, Quality

_RUNGS = (Quality(key="origin", size="540x960"), Quality(key="ld", size="270x480"))


def _argv(*, is_resumed: bool = False, **fields: object) -> list[str]:
    broadcast = Broadcast.model_validate({"title": "t", "duration_s": 10, "qualities": _RUNGS, **fields})
    plan = EncoderPlan(
        broadcast=broadcast, number=0, broadcast_started_at=1_790_000_000_123, length_s=10, is_resumed=is_resumed
    )
    return encoder_argv(plan, "/opt/ffmpeg")


def test_each_rung_is_encoded_once_for_both_formats() -> None:
    """Two rungs give two encodes, each written as FLV and as HLS."""
    argv = _argv()
    assert argv[0] == "/opt/ffmpeg"
    assert argv.count("tee") == 2
    targets = [word for word in argv if word.startswith("[f=flv")]
    assert [("unix:origin.sock" in word, "origin/index.m3u8" in word) for word in targets] == [
        (True, True),
        (False, False),
    ]


def test_only_offered_formats_are_made() -> None:
    """A broadcast over HLS only makes no FLV."""
    assert not any("f=flv" in word for word in _argv(formats=["hls"]))


def test_a_resumed_run_goes_on_in_the_same_playlist() -> None:
    """After a pause HLS appends; the first run begins a list."""
    assert not any("append_list" in word for word in _argv())
    assert any("append_list" in word for word in _argv(is_resumed=True))


def test_the_first_frames_instant_is_read_from_the_encoders_words() -> None:
    """The bare number on stderr is the microsecond of the first frame; other lines are not."""
    words = "[h264 @ 0x1] 12 errors\n[Eval @ 0x7f6c9cd65250] 1795242369373962.000000\n"
    assert first_frame_at(words) == 1_795_242_369_373
    assert first_frame_at("frame=12 fps=3\n") is None
