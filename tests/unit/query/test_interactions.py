"""Battles, polls, captions, pins and deletions: from frames in a journal to views and replay, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archiver.model.broadcast import ControlSignal
from archiver.model.interaction import BattleSpan
from archiver.model.session import Session
from archiver.query.reader import open_reader
from archiver.query.replay import iter_replay
from archiver.store.sql_store import SqlStore
from archiver.wire.pb import details_pb2 as details
from archiver.wire.pb import webcast_pb2 as pb
from tests.archive import ANNA
from tests.journalled import START, ZOE, dated, log_messages
from tests.sql import rows

BERT = 6


def replay(url: str, session: Session, *kinds: str) -> list[tuple[str, bool]]:
    with open_reader(url) as engine:
        return [(item.text, item.is_deleted) for item in iter_replay(engine, session.id, kinds=kinds)]


def chat(text: str, at_ms: int, msg_id: int = 0, user: pb.User = ZOE) -> pb.Message:
    return dated("WebcastChatMessage", pb.ChatMessage(user=user, content=text), at_ms, msg_id)


def deletion(at_ms: int, *, msg_ids: tuple[int, ...] = (), user_ids: tuple[int, ...] = ()) -> pb.Message:
    body = details.ImDeleteMessage(delete_msg_ids=msg_ids, delete_user_ids=user_ids)
    return dated("WebcastImDeleteMessage", body, at_ms)


async def test_hidden_messages_are_marked(database_url: str, store: SqlStore, session: Session, tmp_path: Path) -> None:
    """A deletion marks its message whether it comes before or after it; nothing is erased."""
    await log_messages(
        store, session, tmp_path / "s",
        [chat("early", 1, 5_001), deletion(2, msg_ids=(5_001, 5_002)), chat("late", 3, 5_002), chat("fine", 4, 5_003)],
    )  # fmt: skip
    expected = [("early", True), ("late", True), ("fine", False)]
    assert replay(database_url, session, "chat") == expected
    found = rows(database_url, "SELECT text, is_deleted FROM chat_replay WHERE kind = 'chat' ORDER BY seq")
    assert found == [(text, int(gone)) for text, gone in expected]


async def test_hidden_viewers_lose_what_they_said(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """All comments of a viewer up to the deletion are marked; later ones, and others' comments, are not."""
    other = pb.User(id=71, nickname="Yan")
    await log_messages(
        store, session, tmp_path / "s",
        [chat("rude", 1), chat("polite", 2, user=other), deletion(3, user_ids=(ZOE.id,)), chat("sorry", 4)],
    )  # fmt: skip
    expected = [("rude", True), ("polite", False), ("sorry", False)]
    assert replay(database_url, session, "chat") == expected
    found = rows(database_url, "SELECT text, is_deleted FROM chat_replay WHERE kind = 'chat' ORDER BY seq")
    assert found == [(text, int(gone)) for text, gone in expected]


def caption(text: str, at_ms: int, sentence: int, sequence: int) -> pb.Message:
    body = details.CaptionMessage(sentence_id=sentence, sequence_id=sequence, timestamp_ms=START + at_ms)
    body.content.add(lang="en", content=text)
    return dated("WebcastCaptionMessage", body, at_ms)


async def test_captions_keep_the_last_version(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """Of a corrected sentence the highest version is shown, even if it came first; without a sentence all are."""
    await log_messages(
        store, session, tmp_path / "s",
        [caption("hel", 1, 4, 1), caption("hello", 2, 4, 3), caption("hell", 3, 4, 2), caption("a", 4, 0, 0),
         caption("b", 5, 0, 0)],
    )  # fmt: skip
    assert replay(database_url, session, "caption") == [("hello", False), ("a", False), ("b", False)]
    assert rows(database_url, "SELECT text FROM caption_lines ORDER BY seq") == [("hello",), ("a",), ("b",)]
    assert rows(database_url, "SELECT count(*) FROM captions") == [(5,)]


def battle(at_ms: int, action: int, **fields: Any) -> pb.Message:
    settings = details.BattleSetting(start_time_ms=START, duration=300, status=1)
    body = details.LinkMicBattle(battle_id=9, action=action, battle_settings=settings, **fields)
    for user_id, name in ((ANNA.user_id, "Anna"), (BERT, "Bert")):
        user = details.BattleBaseUserInfo(user_id=user_id, nick_name=name, display_id=name.lower())
        body.anchors_info.add(key=user_id, value=details.BattleUserInfo(user=user))
    for user_id, result, score in ((ANNA.user_id, 1, 40), (BERT, 0, 50)) if action == 5 else ():
        body.battle_result[user_id].result, body.battle_result[user_id].score = result, score
    return dated("WebcastLinkMicBattle", body, at_ms)


def armies(at_ms: int, ours: int, theirs: int) -> pb.Message:
    body = details.LinkMicArmies(battle_id=9)
    body.armies[ANNA.user_id].hostscore, body.armies[BERT].hostscore = ours, theirs
    return dated("WebcastLinkMicArmies", body, at_ms)


async def test_a_battle_is_a_row_and_a_curve(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """From opening to punishment: participants, scores over time, result, end of the punishment."""
    punish = details.LinkMicBattlePunishFinish(battle_id=9)
    await log_messages(
        store, session, tmp_path / "s",
        [battle(1, 4), armies(2, 10, 0), armies(3, 40, 50), battle(4, 5),
         dated("WebcastLinkMicBattlePunishFinish", punish, 5)],
    )  # fmt: skip
    assert rows(
        database_url,
        "SELECT battle_id, first_at, last_at, started_at, duration_ms, is_finished, is_cut_short, punish_ended_at, "
        "creators, score, best_other_score, result FROM battles",
    ) == [(9, START + 1, START + 5, START, 300_000, 1, 0, START + 5, 2, 40, 50, 1)]
    curve = rows(
        database_url, "SELECT at, nickname, is_creator, score, result FROM battle_scores ORDER BY seq, is_creator DESC"
    )
    assert curve == [
        (START + 2, "Anna", 1, 10, None),
        (START + 2, "Bert", 0, 0, None),
        (START + 3, "Anna", 1, 40, None),
        (START + 3, "Bert", 0, 50, None),
        (START + 4, "Anna", 1, 40, 1),
        (START + 4, "Bert", 0, 50, 0),
    ]
    shown = [text for text, _ in replay(database_url, session, "battle", "battle_score")]
    assert shown[0] == "battle open: Anna : Bert"
    assert len(shown) == 4


async def test_battles_that_were_fought_are_told(store: SqlStore, session: Session, tmp_path: Path) -> None:
    """When each began and ended, and against whom; a proposal that came to nothing is none."""
    proposal = details.LinkMicBattle(battle_id=8, action=1)
    await log_messages(
        store, session, tmp_path / "s",
        [dated("WebcastLinkMicBattle", proposal, 0), battle(1, 4), armies(2, 10, 0), battle(4, 5), armies(5, 40, 50)],
    )  # fmt: skip
    assert await store.battles(session.id) == [BattleSpan(9, START + 1, START + 4, ("Bert",))]
    assert await store.battles(session.id + 1) == []


async def test_the_room_s_last_word_on_its_end_is_told(store: SqlStore, session: Session, tmp_path: Path) -> None:
    """A pause is no end; of two ends the later one counts; nothing of another session."""

    def said(action: int, at: int) -> Any:
        return dated("WebcastControlMessage", pb.ControlMessage(action=action), at)

    await log_messages(store, session, tmp_path / "s", [said(1, 1), said(2, 2)])
    assert await store.told_end(session.id) is None
    await log_messages(store, session, tmp_path / "s", [said(3, 3), said(4, 5), said(1, 7)])
    assert await store.told_end(session.id) == (ControlSignal.SUSPENDED, START + 5)
    assert await store.told_end(session.id + 1) is None


async def test_a_poll_has_a_result(database_url: str, store: SqlStore, session: Session, tmp_path: Path) -> None:
    """Title from the beginning, texts where they were told, votes from the latest word."""

    def options(*votes: int, texts: tuple[str, ...] = ("", "")) -> list[details.PollOptionInfo]:
        return [
            details.PollOptionInfo(option_idx=n, votes=each, display_content=texts[n]) for n, each in enumerate(votes)
        ]

    start = details.PollStartContent(title="Tea?", option_list=options(0, 0, texts=("yes", "no")))
    update = details.PollUpdateVotesContent(option_list=options(2, 1))
    end = details.PollEndContent(option_list=options(3, 1))
    bodies = [
        details.PollMessage(poll_id=4, start_content=start),
        details.PollMessage(poll_id=4, update_votes_content=update),
        details.PollMessage(poll_id=4, end_content=end),
    ]
    await log_messages(
        store, session, tmp_path / "s", [dated("WebcastPollMessage", body, at) for at, body in enumerate(bodies, 1)]
    )
    found = rows(database_url, "SELECT title, option, text, votes, is_ended FROM poll_results ORDER BY option")
    assert found == [("Tea?", 0, "yes", 3, 1), ("Tea?", 1, "no", 1, 1)]


async def test_room_ranks_are_stored_when_they_change(
    database_url: str, store: SqlStore, session: Session, tmp_path: Path
) -> None:
    """The room's top gifters come every few seconds; only a changed place is a row."""

    def count(at_ms: int, *scores: int) -> pb.Message:
        body = pb.RoomUserSeqMessage(total=3)
        for n, score in enumerate(scores):
            rank = pb.RoomRank(score=score, user=pb.RoomRank.Person(id=70 + n))
            body.ranks.append(rank.SerializeToString())
        return dated("WebcastRoomUserSeqMessage", body, at_ms)

    await log_messages(store, session, tmp_path / "s", [count(1, 9, 4), count(2, 9, 4), count(3, 9, 5)])
    assert rows(database_url, "SELECT number, viewer_id, score FROM room_ranks ORDER BY seq, number") == [
        (1, 70, 9), (2, 71, 4), (2, 71, 5)
    ]  # fmt: skip
    assert rows(database_url, "SELECT count(*) FROM viewer_counts") == [(3,)]
