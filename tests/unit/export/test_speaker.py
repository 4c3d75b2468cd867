from __future__ import annotations

import re
from itertools import groupby
from typing import Any

import pytest

from archiver.export.layout import AssOptions
from archiver.export.registry import exporter_named
from archiver.export.speaker import Known, Speaker, speaker
from archiver.export.subtitles import PlainOptions
from archiver.export.vtt import VttOptions
from archiver.model.replay import ReplayItem
from tests.fakes.replay import chat

_LOOKS = [("ass", AssOptions(layout=layout)) for layout in ("stack", "slots", "flat")]
_ANNA = {"viewer_id": 7, "unique_id": "anna", "nickname": "Anna"}


def _written(form: str, options: Any, items: list[ReplayItem]) -> str:
    write = exporter_named(form).write
    assert write is not None
    return b"".join(chunk.encode() if isinstance(chunk, str) else chunk for chunk in write(items, options)).decode()


@pytest.mark.parametrize(("form", "options"), [*_LOOKS, ("srt", PlainOptions()), ("vtt", VttOptions())])
def test_who_takes_another_name_is_shown_under_it_from_then_on(form: str, options: Any) -> None:
    """What was made of a speaker serves again only while they are the same."""
    items = [
        chat(0, "one", **_ANNA),
        chat(60_000, "two", **_ANNA | {"nickname": "Berta"}),
        chat(120_000, "three", **_ANNA),
        chat(180_000, "four", **_ANNA | {"nickname": "", "unique_id": "berta"}),
    ]
    names = re.findall("Anna|[Bb]erta", _written(form, options, items))
    assert [name for name, _ in groupby(names)] == ["Anna", "Berta", "Anna", "berta"]


@pytest.mark.parametrize(("form", "options"), [*_LOOKS, ("vtt", VttOptions())])
def test_who_becomes_a_moderator_or_a_subscriber_is_shown_as_one(form: str, options: Any) -> None:
    """The very next comment has the badge, or the class of the voice."""
    roles: list[dict[str, bool]] = [{}, {"is_moderator": True}, {"is_subscriber": True}, {}]
    items = [chat(number * 60_000, "hi", **_ANNA | role) for number, role in enumerate(roles)]
    lines = [line for line in _written(form, options, items).splitlines() if line.endswith(("hi", "</v>"))]
    moderator, subscriber = ("◆", "★") if form == "ass" else ("v.moderator", "v.subscriber")
    assert [(moderator in line, subscriber in line) for line in lines] == [
        (False, False), (True, False), (False, True), (False, False),
    ]  # fmt: skip


def test_a_speaker_is_made_once_and_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is full it begins anew."""
    monkeypatch.setattr("archiver.export.speaker._MAX_KNOWN", 2)
    made: list[Speaker] = []

    def make(each: Speaker) -> tuple[str, int]:
        made.append(each)
        return each[1], len(made)

    known = Known(make)
    speakers = [speaker(chat(0, "hi", viewer_id=number, nickname=f"viewer {number}")) for number in (1, 2, 3)]
    assert [known.add(each) for each in speakers] == [("viewer 1", 1), ("viewer 2", 2), ("viewer 3", 3)]
    assert list(known.entries) == [3]
    assert made == speakers
