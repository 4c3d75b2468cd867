"""Questions, captions, pins, polls and notices: from frames in a journal to hits, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.query.reader import open_reader
from archiver.query.search import KINDS, search
from archiver.store.engine import open_engine
from archiver.store.search_check import drift
from archiver.store.search_index import LINE_KINDS
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import details_pb2 as details
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.readers.catalogue import CATALOGUE
from tests.architecture.documents import ROOT
from tests.journalled import ZOE, dated, log_messages, open_journalled


def caption(text: str, at_ms: int, sequence: int) -> pb.Message:
    body = details.CaptionMessage(sentence_id=4, sequence_id=sequence)
    body.content.add(lang="en", content=text)
    return dated("WebcastCaptionMessage", body, at_ms)


def messages() -> list[pb.Message]:
    """One of each, with the same word."""
    question = details.QuestionNewMessage()
    question.data.content = "Is the Zither tuned?"
    question.data.user.CopyFrom(ZOE)
    poll = details.PollStartContent(title="Zither?", option_list=[details.PollOptionInfo(display_content="oui")])
    pinned = details.RoomPinMessage(method="WebcastChatMessage", action=1)
    pinned.chat_message.CopyFrom(pb.ChatMessage(user=ZOE, content="play the zither"))
    return [
        dated("WebcastChatMessage", pb.ChatMessage(user=ZOE, content="play the zither"), 1),
        dated("WebcastRoomMessage", pb.RoomMessage(content="Welcome to the zither room"), 2),
        dated("WebcastQuestionNewMessage", question, 3),
        caption("the zither is", 4, 1),
        caption("the zither is tuned", 5, 2),
        dated("WebcastRoomPinMessage", pinned, 6),
        dated("WebcastPollMessage", details.PollMessage(poll_id=1, start_content=poll), 7),
        dated("WebcastSystemMessage", details.SystemMessage(message="No zithers after ten"), 8),
    ]


@pytest.fixture
async def url(database_url: str, tmp_path: Path) -> str:
    async with SqlStore(database_url) as store:
        session = await open_journalled(store, tmp_path / "s")
        await log_messages(store, session, tmp_path / "s", messages())
    return database_url


def found(url: str, text: str, **options: object) -> list[tuple[str, str]]:
    with open_reader(url) as engine:
        return [(hit.kind, hit.text) for hit in search(engine, text, **options).hits]  # type: ignore[arg-type]


def test_every_kind_is_found(url: str) -> None:
    """The latest first; of a sentence that was corrected only its last version."""
    everything = [
        ("poll", "poll start: Zither?: oui 0"),
        ("pin", "Zoe: play the zither"),
        ("caption", "the zither is tuned"),
        ("question", "Is the Zither tuned?"),
        ("room_message", "Welcome to the zither room"),
        ("chat", "play the zither"),
    ]
    assert found(url, "zither") == everything
    assert found(url, "zither*")[0] == ("notice", "No zithers after ten")
    for kind, text in everything:
        assert found(url, "zither", kinds=[kind]) == [(kind, text)]
    assert found(url, "zither tuned", kinds=["caption", "question"]) == everything[2:4]


def test_what_a_viewer_asked_is_theirs(url: str) -> None:
    """The lines of one viewer are their comments and their questions."""
    assert found(url, "zither", viewer="zoe") == [("question", "Is the Zither tuned?"), ("chat", "play the zither")]


def test_they_are_the_lines_around_a_hit(url: str) -> None:
    """What was asked and spoken stands around a hit, corrected captions once."""
    with open_reader(url) as engine:
        (hit,) = search(engine, "tuned", kinds=["question"], context=2).hits
    assert [line.kind for line in hit.before] == ["chat", "room_message"]
    assert [(line.kind, line.text) for line in hit.after] == [
        ("caption", "the zither is tuned"),
        ("pin", "Zoe: play the zither"),
    ]


async def test_a_deleted_session_leaves_nothing(url: str) -> None:
    """Index and lines agree before, and both are empty after the session is gone."""
    engine = open_engine(url)
    assert drift(engine) == []
    async with SqlStore(url) as store:
        await store.delete_session(1)
    assert drift(engine) == []
    engine.dispose()
    assert found(url, "zither") == []


def test_kinds_that_are_searched_exist() -> None:
    """Each comes from a message, and is named on the page about searching."""
    assert {listed.kind for listed in CATALOGUE.values()} >= set(LINE_KINDS)
    page = (ROOT / "docs" / "how-to" / "search.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in page for kind in KINDS)
