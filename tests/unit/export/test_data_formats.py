"""Formats of other programs, as those or independent readers read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import biliass
import imageio_ffmpeg
import pytest
from hypothesis import given

from archiver.export.registry import EXPORTERS
from archiver.model.replay import RecordedGap, ReplayItem
from tests.fakes.replay import chat, gift, part, recording
from tests.unit.export.hostile import ATTACKS, seen, session, texts

_GAP = RecordedGap(cause="disconnect", started_at=10_000, ended_at=22_500, offset_ms=60_000)


def _text(form: str, items: list[ReplayItem], **chosen: Any) -> str:
    exporter = EXPORTERS[form]
    whole = recording(part(1), part(2, offset_ms=60_000), gaps=(_GAP,), title="Cats & <dogs>")
    options = exporter.options(**({"recording": whole, "title": "Cats & <dogs>"} | chosen))
    (output,) = exporter.outputs(options)
    return b"".join(
        chunk.encode() if isinstance(chunk, str) else chunk for chunk in output.write(iter(items), options)
    ).decode()


# bilibili


def test_danmaku_have_times_modes_colours_and_names() -> None:
    """The attribute p is what danmaku players expect; gifts are elements of their own."""
    root = ET.fromstring(
        _text(
            "bilibili", [chat(1_234, "hi", is_moderator=True), gift(2_000), chat(3_000, "in", kind="join")], mode="top"
        )
    )
    (comment,) = root.iter("d")
    assert comment.get("p") == "1.234,5,25,16766796,1700000000,0,7000000000000000001,1"
    assert (comment.get("user"), comment.text) == ("Ann", "hi")
    (given_,) = root.iter("gift")
    assert given_.attrib == {
        "ts": "2.000", "user": "Ann", "uid": "7000000000000000001", "giftname": "Rose", "giftcount": "5", "price": "1",
    }  # fmt: skip


@pytest.mark.parametrize(("mode", "number"), [("scroll", "1"), ("bottom", "4"), ("top", "5")])
def test_danmaku_are_where_they_were_wanted(mode: str, number: str) -> None:
    """The numbers are the format's own."""
    (comment,) = ET.fromstring(_text("bilibili", [chat(0, "hi")], mode=mode)).iter("d")
    assert str(comment.get("p")).split(",")[1] == number


@given(texts, texts)
def test_danmaku_of_any_text_are_xml(name: str, text: str) -> None:
    """Whatever is written, the document is well-formed and shows what was visible."""
    root = ET.fromstring(_text("bilibili", [chat(0, text, name), gift(1, text, nickname=name)]).encode())
    assert {child.tag for child in root} <= {
        "chatserver", "chatid", "mission", "maxlimit", "state", "real_name", "source", "metadata", "d", "gift",
    }  # fmt: skip


def test_biliass_reads_a_hostile_session() -> None:
    """A converter of other people finds every comment, and the time of the first."""
    items = list(session(600))
    document = _text("bilibili", items)
    count = len(list(ET.fromstring(document).iter("d")))
    made = biliass.convert_to_ass(document, 1280, 720, "xml", reduce_comments=False)
    dialogues = re.findall(r"^Dialogue: \d+,([\d:.]+),", made, re.MULTILINE)
    assert len(dialogues) == count > 400
    assert min(dialogues).startswith("0:00:00")


# twitch

_WORD, _NUMBER, _TRUTH, _NOTHING = str, (int, float), bool, type(None)
#: The classes of the reader: a field's types; a list of one is a list of such; a dict is a class.
_COMMENT = {
    "_id": _WORD,
    "created_at": _WORD,
    "updated_at": _WORD,
    "channel_id": _WORD,
    "content_type": _WORD,
    "content_id": _WORD,
    "content_offset_seconds": _NUMBER,
    "source": _WORD,
    "state": _WORD,
    "more_replies": _TRUTH,
    "commenter": {
        "display_name": _WORD,
        "_id": _WORD,
        "name": _WORD,
        "type": _WORD,
        "bio": (_WORD, _NOTHING),
        "created_at": _WORD,
        "updated_at": _WORD,
        "logo": (_WORD, _NOTHING),
    },
    "message": {
        "body": _WORD,
        "bits_spent": int,
        "fragments": [{"text": _WORD, "emoticon": _NOTHING}],
        "is_action": _TRUTH,
        "user_badges": [{"_id": _WORD, "version": _WORD}],
        "user_color": (_WORD, _NOTHING),
        "user_notice_params": {"msg_id": (_WORD, _NOTHING)},
        "emoticons": [],
    },
}
_ROOT = {
    "FileInfo": {"Version": {"Major": int, "Minor": int, "Patch": int}, "CreatedAt": _WORD, "UpdatedAt": _WORD},
    "streamer": {"name": _WORD, "id": int},
    "video": {
        "title": _WORD,
        "id": _WORD,
        "created_at": _WORD,
        "start": _NUMBER,
        "end": _NUMBER,
        "length": _NUMBER,
        "chapters": [],
    },
    "comments": [_COMMENT],
    "embeddedData": _NOTHING,
}


def _conforms(value: Any, schema: Any, place: str = "") -> None:
    if isinstance(schema, dict):
        assert isinstance(value, dict), place
        assert value.keys() == schema.keys(), place
        for name, rule in schema.items():
            _conforms(value[name], rule, f"{place}.{name}")
    elif isinstance(schema, list):
        assert isinstance(value, list), place
        for one in value:
            _conforms(one, schema[0], f"{place}[]")
    else:
        assert isinstance(value, schema), f"{place} is {value!r}"
        if schema is int:
            assert -(1 << 31) <= value < 1 << 31, place


def test_twitch_chat_conforms_to_its_readers_classes() -> None:
    """Every field has the type that the reader's class has, numbers within its 32 bits."""
    items = [chat(1_500, "hi", is_moderator=True), gift(2_000, diamonds=1 << 40), *session(300)]
    document = json.loads(_text("twitch", items))
    _conforms(document, _ROOT)
    first, second = document["comments"][:2]
    assert (first["content_offset_seconds"], first["message"]["body"]) == (1.5, "hi")
    assert first["message"]["user_badges"] == [{"_id": "moderator", "version": "1"}]
    assert "Rose" in second["message"]["body"]
    assert document["video"]["length"] == 120


def test_twitch_chat_of_a_running_session_is_as_long_as_its_last_line() -> None:
    """The length is not known yet; the reader needs one."""
    running = recording(duration_ms=None, ended_at=None, file=None)
    assert json.loads(_text("twitch", [chat(61_000)], recording=running))["video"]["length"] == 61


# live-chat


def test_live_chat_is_one_replay_action_on_each_line() -> None:
    """Readers take the offset and the first renderer they know; gifts are paid messages."""
    lines = [json.loads(line) for line in _text("live-chat", [chat(3_661_000, "hi"), gift(3_700_000)]).splitlines()]
    actions = [line["replayChatItemAction"] for line in lines]
    assert [action["videoOffsetTimeMsec"] for action in actions] == ["3661000", "3700000"]
    comment, paid = (action["actions"][0]["addChatItemAction"]["item"] for action in actions)
    text = comment["liveChatTextMessageRenderer"]
    assert (text["message"]["runs"][0]["text"], text["authorName"]["simpleText"]) == ("hi", "Ann")
    assert (text["timestampText"]["simpleText"], text["timestampUsec"]) == ("1:01:01", "1700000000000000")
    assert paid["liveChatPaidMessageRenderer"]["purchaseAmountText"]["simpleText"] == "5 diamonds"


@pytest.mark.parametrize("form", ["live-chat", "twitch"])
def test_json_of_any_text_is_json(form: str) -> None:
    """Attacks stay text: what a reader sees is what was visible."""
    written = _text(form, [chat(number, text) for number, text in enumerate(ATTACKS) if text])
    documents = [json.loads(line) for line in written.splitlines()] if form == "live-chat" else [json.loads(written)]
    assert "<script>alert(1)</script>" in json.dumps(documents)


# info and nfo


def test_info_says_what_yt_dlp_says() -> None:
    """Names are yt-dlp's; what we know beyond is under a name of ours."""
    facts = json.loads(_text("info", [], video="ann.mp4"))
    assert (facts["id"], facts["uploader"], facts["upload_date"]) == ("7400000000000000001", "ann", "20231114")
    assert facts["timestamp"] == facts["release_timestamp"] == 1_700_000_000
    assert (facts["duration"], facts["live_status"], facts["_filename"]) == (120, "was_live", "ann.mp4")
    assert facts["chapters"][1] == {"start_time": 60, "end_time": 120, "title": "After a gap of 12 s (disconnect)"}
    assert [each["number"] for each in facts["archiver"]["parts"]] == [1, 2]


def test_info_of_a_running_session_is_live() -> None:
    """No end, no length, and no end of the last chapter."""
    running = recording(part(1), duration_ms=None, ended_at=None, file=None, state="recording")
    facts = json.loads(_text("info", [], recording=running))
    assert (facts["live_status"], facts["duration"], facts["chapters"][0]["end_time"]) == ("is_live", None, None)


def test_info_makes_no_picture_up() -> None:
    """A session without video has no size; one with video has that of its first picture."""
    facts = json.loads(_text("info", [], recording=recording()))
    assert (facts["width"], facts["height"]) == (None, None)
    parts = (part(1, width=None, height=None), part(2, width=320, height=640))
    facts = json.loads(_text("info", [], recording=recording(*parts)))
    assert (facts["width"], facts["height"]) == (320, 640)


def test_the_plot_counts_one_as_one() -> None:
    """As every other sentence of the archiver."""
    counts = {"chats": 1, "gifts": 1, "diamonds": 1, "viewers_peak": 1}
    plot = ET.fromstring(_text("nfo", [], recording=recording(**counts))).findtext("plot") or ""
    assert plot.endswith("1 comment, 1 gift worth 1 diamond, at most 1 viewer at once.")


def test_nfo_is_a_movie_with_its_plot() -> None:
    """Title, day, length, ids and plot, escaped."""
    root = ET.fromstring(_text("nfo", []))
    found = {child.tag: child.text for child in root}
    assert (root.tag, found["title"], found["premiered"], found["runtime"]) == (
        "movie",
        "Cats & <dogs>",
        "2023-11-14",
        "2",
    )
    assert (found["plot"] or "").startswith("LIVE of Ann (@ann) on 2023-11-14 at 22:13 UTC.")
    assert root.findtext("fileinfo/streamdetails/video/height") == "1280"


@given(texts)
def test_nfo_of_any_title_is_xml(title: str) -> None:
    """A title cannot break the document."""
    root = ET.fromstring(_text("nfo", [], title=title, recording=recording(title=title, nickname=title)).encode())
    assert seen(root.findtext("director") or "") == "@ann"


# chapters


def _chapters_of(path: Path, options: list[str]) -> list[tuple[int, int, str]]:
    """What FFmpeg reads of a file's chapters, in ms."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-nostdin",
        "-v",
        "error",
        *options,
        "-i",
        str(path),
        "-f",
        "ffmetadata",
        "-",
    ]
    made = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    found = []
    for block in made.split("[CHAPTER]\n")[1:]:
        values = dict(line.split("=", 1) for line in block.replace("\\\n", " ").splitlines() if "=" in line)
        scale = 1000 / int(values["TIMEBASE"].split("/")[1])
        title = re.sub(r"\\(.)", r"\1", values["title"])
        found.append((round(int(values["START"]) * scale), round(int(values["END"]) * scale), title))
    return found


_GREAT = [gift(5_000, "=L;i#o\\n", 1, 30_000, nickname="{x} & <y>\n"), gift(6_000, diamonds=5)]
_EXPECTED = [
    (0, 5_000, "Start"), (5_000, 60_000, "{x} & <y>: =L;i#o\\n ×1 (30000 diamonds)"),
    (60_000, 120_000, "After a gap of 12 s (disconnect)"),
]  # fmt: skip


def test_ffmpeg_reads_its_chapters(tmp_path: Path) -> None:
    """Times and titles are those written, syntax in names and all."""
    path = tmp_path / "x.ffmetadata"
    path.write_text(_text("ffmetadata", _GREAT, min_diamonds=1_000), encoding="utf-8")
    assert _chapters_of(path, ["-f", "ffmetadata"]) == _EXPECTED


def test_mkvmerge_reads_matroska_chapters(tmp_path: Path) -> None:
    """mkvmerge takes the file into a Matroska file, where FFmpeg finds the chapters."""
    mkvmerge = shutil.which("mkvmerge")
    assert mkvmerge, "tests/system-packages.sh installs it"
    (tmp_path / "c.xml").write_text(_text("chapters", _GREAT, min_diamonds=1_000), encoding="utf-8")
    (tmp_path / "s.srt").write_text("1\n00:00:00,000 --> 00:02:00,000\nx\n\n")
    command = [mkvmerge, "-q", "-o", "x.mkv", "--chapters", "c.xml", "s.srt"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    assert _chapters_of(tmp_path / "x.mkv", []) == _EXPECTED


def test_chapters_of_a_part_begin_with_it() -> None:
    """A gap before the part is its beginning, not a chapter of its own."""
    whole = recording(part(1), part(2, offset_ms=60_000), gaps=(_GAP,))
    text = _text("ffmetadata", [], recording=whole, part=whole.parts[1], shift_ms=-60_000)
    assert re.findall(r"START=(\d+)\nEND=(\d+)", text) == [("0", "60000")]
