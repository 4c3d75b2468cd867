"""Search: the same answer on both databases, in every script, whatever is asked."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine

from archiver.errors import UsageError
from archiver.model.creator import Creator
from archiver.model.event import Chat, RoomText, Viewer
from archiver.model.search import SearchHit
from archiver.query.reader import open_reader
from archiver.query.search import search
from archiver.store.sql_store import SqlStore
from tests.archive import BO, YUKI
from tests.postgres_server import PostgresServer
from tests.synthetic import ROOM, START, Media, Said, archive, connection

#: Lines in ten scripts, some hostile.
LINES = (
    "Hello world", "the café is open", "thank you all",
    "you all thank me", "hello hello hello", "othello",
    "Привет, мир", "приветствую", "Ёлка",
    "مرحبا بكم", "مَرْحَبًا", "مـــرحبا يا صديقي",
    "สวัสดีครับทุกคน", "ขอบคุณครับ", "你好吗", "大家你好，今天天气很好",
    "天气", "こんにちは世界", "カラオケ好き", "ﾊﾛｰ",
    "안녕하세요 여러분", "한국어 좋아요", "שָׁלוֹם לכולם", "שלום", "नमस्ते दुनिया",
    "दुनिया", "😀😀", "nice 👍🏽", "👨\u200d👩\u200d👧 family",
    "I ❤️ it", "iPhone好用", "a\x01b nul", "' OR 1=1 --",
    "x AND y NOT z", '"quoted" text', "100% _sure_ \\ back", "e\u0301clair",
    "don't stop", "@user_7 hi", "zalgo h̷e̴l̵l̶o̷",
    "好" * 300, "word" * 400,
)  # fmt: skip

QUERIES = (
    "hello", "HELLO", "hel*", "hello -world", '"thank you"', "thank you",
    "cafe", "café", "Привет", "привет*", "елка", "مرحبا",
    "ครับ", "สวัสดี", "ด", "你好", "好", "天气", "天气 你好", "天气很好",
    "-天气 你好", "世界", "カラオケ", "ハロー", "안녕", "한국어", "요",
    "שלום", "नमस्ते", "दुनिया", "😀", "👍", "👩", "❤", "iphone",
    "iphone好", "好用", "nul", "OR", "1=1", "AND", "quoted", "100%",
    "_sure_", "eclair", "don't", "user_7", "好好好好", "word*",
    "nothing-there", "a b", "* hello", "hello )(", 'hello "', "hello NEAR/2",
    "hello '", "hello; DROP TABLE chats", "hello \0", "hello\ud800",
    "{x} : hello", "hello ^", "%", "\\ back",
)  # fmt: skip


async def fill(url: str) -> None:
    """Two creators at the same time, then one again; every line is said in each session."""
    async with SqlStore(url) as store:
        for number, handle in enumerate(("anna", "ben", "anna")):
            began = START + number * 500 + (number == 2) * 1_000_000
            messages = [
                Said(
                    began + n * 1_000,
                    "chat",
                    "WebcastChatMessage",
                    number * 1_000 + n + 1,
                    viewer,
                    Chat(viewer.user_id, line, "", None, False, False, None, None),
                )
                for n, line in enumerate(LINES)
                for viewer in [BO if n % 3 else YUKI]
            ]
            intro = RoomText(None, "Welcome, hello", "en")
            messages.append(Said(began + 60_000, "intro", "WebcastLiveIntroMessage", number * 1_000 + 900, None, intro))
            media = connection(1, opened_at=began, length_ms=70_000, offset_ms=0)
            creator = Creator(unique_id=handle, user_id=1 if handle == "anna" else 2)
            await archive(
                store, messages, media, room_id=ROOM + number, creator=creator, started_at=began, shift_ms=250,
                ended_at=began + 70_000,
            )  # fmt: skip


@pytest.fixture(scope="module")
def filled(
    postgres_server: PostgresServer, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The URL of a filled database of each sort; nobody changes them."""
    path = tmp_path_factory.mktemp("search") / "archiver.db"
    shutil.copyfile(sqlite_template, path)
    urls = {
        "sqlite": f"sqlite:///{path}",
        "postgres": postgres_server.create("search", template="archiver_template"),
    }
    for url in urls.values():
        asyncio.run(fill(url))
    return urls


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, filled: dict[str, str]) -> Iterator[Engine]:
    with open_reader(filled[request.param]) as opened:
        yield opened


def found(engine: Engine, text: str, **options: object) -> list[SearchHit]:
    return list(search(engine, text, **options).hits)  # type: ignore[arg-type]


def answer(engine: Engine, query: str, order: str) -> object:
    try:
        return search(engine, query, order=order, limit=200, context=1)  # type: ignore[arg-type]
    except UsageError as error:
        return str(error)


@pytest.mark.postgres
def test_both_databases_give_the_same_answers(filled: dict[str, str]) -> None:
    """Every query, by age and by rank: the same hits in the same order with the same lines around them."""
    with open_reader(filled["sqlite"]) as one, open_reader(filled["postgres"]) as other:
        answers = {}
        for query in QUERIES:
            for order in ("newest", "rank"):
                answers[query] = answer(one, query, order)
                assert answers[query] == answer(other, query, order), query
    assert sum(not isinstance(each, str) for each in answers.values()) > 50


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("hello -world", {"hello hello hello", "Welcome, hello", "zalgo h̷e̴l̵l̶o̷"}),
        ('"thank you"', {"thank you all"}),
        ("cafe", {"the café is open"}),
        ("привет*", {"Привет, мир", "приветствую"}),
        ("مرحبا", {"مرحبا بكم", "مَرْحَبًا", "مـــرحبا يا صديقي"}),
        ("ครับ", {"สวัสดีครับทุกคน", "ขอบคุณครับ"}),
        ("天气", {"大家你好，今天天气很好", "天气"}),
        ("ハロー", {"ﾊﾛｰ"}),
        ("안녕", {"안녕하세요 여러분"}),
        ("שלום", {"שָׁלוֹם לכולם", "שלום"}),
        ("दुनिया", {"नमस्ते दुनिया", "दुनिया"}),
        ("👍", {"nice 👍🏽"}),
        ("👩", {"👨\u200d👩\u200d👧 family"}),
    ],
)
def test_what_is_found(engine: Engine, query: str, lines: set[str]) -> None:
    """In each of ten scripts: all lines meant, in every session, and no other."""
    hits = found(engine, query, limit=200)
    assert {hit.text for hit in hits} == lines
    assert len(hits) == 3 * len(lines)


def test_single_characters_are_substrings(engine: Engine) -> None:
    """One character of a script without blanks finds every line with it."""
    assert len(found(engine, "好", limit=200)) == 3 * sum("好" in line for line in LINES)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_newest_first_over_sessions_at_the_same_time(engine: Engine, limit: int) -> None:
    """Sessions that ran side by side are merged, whatever the size of the page; pages follow each other."""
    everything = found(engine, "hello", limit=200)
    assert all(earlier.at >= later.at for earlier, later in pairwise(everything))
    assert {hit.creator for hit in everything[5:9]} == {"anna", "ben"}
    paged: list[SearchHit] = []
    while True:
        page = search(engine, "hello", limit=limit, offset=len(paged))
        paged += page.hits
        if not page.has_more:
            break
    assert paged == everything


def test_by_rank(engine: Engine) -> None:
    """The line that says nothing else comes first, the latest of the same first."""
    hits = found(engine, "hello", order="rank")
    assert [hit.text for hit in hits[:3]] == ["hello hello hello"] * 3
    assert [hit.session_id for hit in hits[:3]] == [3, 2, 1]


def test_filters(engine: Engine) -> None:
    """By creator, session, viewer, kind and time, also together."""
    assert {hit.creator for hit in found(engine, "hello", creator="anna")} == {"anna"}
    assert {hit.session_id for hit in found(engine, "hello", creator="anna")} == {1, 3}
    assert {hit.session_id for hit in found(engine, "hello", session_id=2)} == {2}
    assert found(engine, "hello", session_id=2, creator="anna") == []
    for viewer in ("bo", "5", 5):
        hits = found(engine, "hel*", viewer=viewer)
        assert hits
        assert hits == [hit for hit in found(engine, "hel*", limit=200) if hit.viewer_id == 5]
    assert {hit.text for hit in found(engine, "hello", kinds=["intro"])} == {"Welcome, hello"}
    assert found(engine, "hello", from_at=START + 60_000_000) == []
    assert {hit.session_id for hit in found(engine, "hello", from_at=START + 1_000_000)} == {3}
    assert {hit.session_id for hit in found(engine, "hello", kinds=["intro"], to_at=START + 900_000)} == {1, 2}
    some = found(engine, "hello", from_at=START + 4_000, to_at=START + 60_000)
    assert some
    assert some == [hit for hit in found(engine, "hello", limit=200) if START + 4_000 <= hit.at < START + 60_000]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"creator": "nobody"}, "no creator @nobody"),
        ({"session_id": 99}, "no session 99"),
        ({"session_id": 1 << 70}, "no session"),
        ({"viewer": "nob\0dy"}, "no viewer"),
        ({"viewer": "\ud800"}, "no viewer"),
        ({"kinds": ["gift"]}, "not searched"),
        ({"offset": 10_000}, "Only the first"),
    ],
)
def test_what_is_not_there_is_told(engine: Engine, options: dict[str, object], said: str) -> None:
    """A creator, session, viewer or kind that there is not is one sentence."""
    with pytest.raises(UsageError, match=said):
        found(engine, "hello", **options)


def test_a_hit_has_its_place_and_the_lines_around_it(engine: Engine) -> None:
    """Session, segment and offset; the lines before and after in their order, at the ends fewer."""
    (hit,) = found(engine, '"you all thank me"', session_id=1, context=2)
    assert (hit.segment, hit.sync_kind, hit.shift_ms) == (1, "arrival", 250)
    assert hit.offset_ms == hit.position_ms == pytest.approx(3_000, abs=600)
    assert [line.text for line in hit.before] == ["the café is open", "thank you all"]
    assert [line.text for line in hit.after] == ["hello hello hello", "othello"]
    first = found(engine, "world", session_id=1, context=3)[-1]
    assert (first.before, len(first.after)) == ((), 3)


async def test_deleted_lines_are_not_found(database_url: str) -> None:
    """What was deleted is not found, what was written since is."""
    await fill(database_url)
    async with SqlStore(database_url) as store:
        await store.delete_session(3)
    with open_reader(database_url) as engine:
        assert {hit.session_id for hit in found(engine, "hello")} == {1, 2}


async def test_renamed_viewers_are_found_by_either_name(database_url: str) -> None:
    """A handle of old leads to the same viewer."""
    await fill(database_url)
    renamed = Viewer(5, "bo_new", "Bo", "", "")
    async with SqlStore(database_url) as store:
        late = Said(
            START, "chat", "WebcastChatMessage", 1, renamed, Chat(5, "renamed", "", None, False, False, None, None)
        )
        await archive(store, [late], Media(), room_id=ROOM + 9, creator=Creator(unique_id="anna", user_id=1))
    with open_reader(database_url) as engine:
        assert len(found(engine, "renamed", viewer="bo")) == len(found(engine, "renamed", viewer="bo_new")) == 1
