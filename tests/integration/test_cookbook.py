"""Every query of the cookbook gives the answer counted by hand, on both databases."""

from __future__ import annotations

import re
from typing import Any

from archiver.query.sql import run_sql
from tests.architecture.documents import ROOT
from tests.cookbook_archive import fill

_PAGE = ROOT / "docs" / "how-to" / "cookbook.md"
_RECIPES = dict(
    re.findall(r"^### (.+?)\n.*?```sql\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
)

_ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "What is in the archive?": [
        (1, "anna", "2026-06-03", 300000, 30004, 50),
        (2, "bea", "2026-06-10", 180000, 99, 9),
        (3, "cleo", "2026-06-20", 120000, 40, 3),
        (4, "anna", "2026-07-01", 60000, 2, 12),
    ],
    "When does a creator go live?": [(3, 18, 2)],
    "How long was each creator live, month by month?": [
        ("2026-06", "anna", 1, 5),
        ("2026-06", "bea", 1, 3),
        ("2026-06", "cleo", 1, 2),
        ("2026-07", "anna", 1, 1),
    ],
    "Which sessions are incomplete?": [(3, "cleo", 1, 30000, "control_ended")],
    "What happened while the picture was missing?": [(3, 1781989270000, "chat", "Emil", "is it frozen?")],
    "Who gifted most in June across three creators?": [("Emil", 30029, 2), ("Finn", 99, 1), ("Dora", 15, 2)],
    "Who are the top three of each session?": [
        (1, 1, "Emil", 29999),
        (1, 2, "Dora", 5),
        (2, 1, "Finn", 99),
        (3, 1, "Emil", 30),
        (3, 2, "Dora", 10),
        (4, 1, "Gwen 雪", 2),
    ],
    "Which gifts were worth most?": [("Lion", 1, 29999), ("Rose", 146, 146)],
    "What did each creator get, month by month?": [
        ("2026-06", "anna", 30004),
        ("2026-06", "bea", 99),
        ("2026-06", "cleo", 40),
        ("2026-07", "anna", 2),
    ],
    "How many diamonds came per hour on air?": [
        (1, "anna", 360048),
        (2, "bea", 1980),
        (3, "cleo", 960),
        (4, "anna", 120),
    ],
    "Where in the video is the biggest gift?": [(1, 1, 180000, "Emil", "Lion", 29999)],
    "What did people say in the ten seconds after it?": [
        (2000, "Dora", "WOW"),
        (3000, "Finn", "wow"),
        (8000, "Gwen 雪", "你好"),
    ],
    "Who gave to more than one creator?": [("Emil", 2, 30029), ("Dora", 2, 15)],
    "Who gave without ever writing?": [(3, 1, "Dora")],
    "What was the first gift of each session?": [
        (1, 40000, "Dora", "Rose"),
        (2, 30000, "Finn", "Rose"),
        (3, 80000, "Emil", "Rose"),
        (4, 50000, "Gwen 雪", "Rose"),
    ],
    "What was said in the minute before the viewer peak?": [
        (110000, "Mo", "be kind"),
        (150000, "Dora", "here it comes"),
    ],
    "What was said between minute one and two of the video?": [
        (65000, "Finn", "what song is this?"),
        (100000, "Finn", "buy followers at spam.example"),
        (110000, "Mo", "be kind"),
    ],
    "When did chat explode?": [(1, 1780509660000, 3, 2), (1, 1780509780000, 3, 3), (1, 1780509600000, 2, 2)],
    "Who wrote most?": [("dora", 5), ("emil", 5), ("finn", 4), ("gwen", 2), ("mo", 1)],
    "Who said a word, and where in the video?": [
        (1, 5000, "Dora", "Hello Anna!"),
        (1, 20000, "Emil", "hello"),
        (4, 10000, "Dora", "hello again"),
    ],
    "What did people ask?": [(1, "Finn", "what song is this?"), (3, "Emil", "first?"), (3, "Emil", "is it frozen?")],
    "Which comments came again and again?": [("wow", 3, 2)],
    "What did moderators write, and what did they hide?": [
        ("hid", 1, 9, "Finn", "buy followers at spam.example"),
        ("wrote", 1, 11, "Mo", "be kind"),
    ],
    "What had been said before the recording began?": [(1, "Emil", "said before")],
    "Who won each battle, and by how much?": [(2, "bea", 25000, 150, 120, 30, "won")],
    "How did the score of a battle run?": [(31000, 99, 20), (60000, 99, 120), (80000, 150, 120), (95000, 150, 120)],
    "Who supported most in battles?": [("Finn", 99, 1), ("Dora", 51, 1)],
    "What was given while a battle ran?": [(2, 71, "Finn", "Rose", 99, 99)],
    "What was said in the last twenty seconds of a battle?": [(2, -5000, "Finn", "wow")],
    "What did each poll come to?": [(1, "Tea or coffee?", "tea", 4, 66), (1, "Tea or coffee?", "coffee", 2, 33)],
    "Which questions were asked with the question card, and which were answered?": [
        (1, "Dora", "do you like tea?", 1),
        (1, "Emil", "how old is the lion?", 0),
    ],
    "What was spoken, by the captions?": [(1, 203000, "tea or coffee")],
    "When were most people watching?": [(1, 170000, 50), (2, 110000, 9), (3, 40000, 3), (4, 30000, 12)],
    "Which viewers were seen in both rooms?": [(1, "Dora"), (3, "Finn")],
    "Who came back to a creator?": [("Dora", 2), ("Gwen 雪", 2)],
    "How many new faces did each session bring?": [(1, "anna", 5), (2, "bea", 2), (3, "cleo", 2)],
    "Who began to follow, and when?": [(1, 80000, "Finn"), (2, 120000, "Dora")],
    "Who liked most?": [("Dora", 15), ("Emil", 10)],
    "Which names has somebody had?": [("Gwen",), ("Gwen 雪",)],
    "Everything one viewer did, in every session?": [
        (1, "chat", "你好", None),
        (4, "chat", "new name", None),
        (4, "gift", "", 2),
    ],
}


def test_every_recipe_has_its_answer() -> None:
    """No query of the page goes untested, and there are the many that were promised."""
    assert list(_ANSWERS) == list(_RECIPES)
    assert len(_RECIPES) >= 25


async def test_recipes_give_their_answers(database_url: str) -> None:
    """The same rows, in the same order, with the same types, from SQLite and PostgreSQL."""
    await fill(database_url)
    for question, statement in _RECIPES.items():
        with run_sql(database_url, statement, limit=None) as answer:
            assert repr(list(answer.rows)) == repr(_ANSWERS[question]), question
