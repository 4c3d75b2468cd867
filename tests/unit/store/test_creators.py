"""Who a creator is: by user id, by the long form of it, by handle, in this order."""

from __future__ import annotations

import pytest

from archiver.model.creator import Creator
from archiver.query.sql import run_sql
from archiver.store.sql_store import SqlStore


def creator(unique_id: str, user_id: int | None = None, sec_uid: str = "") -> Creator:
    return Creator(unique_id=unique_id, user_id=user_id, sec_uid=sec_uid)


@pytest.mark.parametrize(
    ("seen", "rows"),
    [
        ([creator("a", 7), creator("b", 7)], [("b", 7, "")]),
        ([creator("a", sec_uid="MS"), creator("b", sec_uid="MS")], [("b", None, "MS")]),
        ([creator("a", sec_uid="MS"), creator("b", 7, "MS")], [("b", 7, "MS")]),
        ([creator("a", 7, "MS"), creator("b", sec_uid="MS")], [("b", 7, "MS")]),
        ([creator("a"), creator("a", 7, "MS")], [("a", 7, "MS")]),
        ([creator("a", 7, "MS"), creator("a", 8, "MT")], [("a", 7, "MS"), ("a", 8, "MT")]),
        ([creator("a"), creator("b")], [("a", None, ""), ("b", None, "")]),
    ],
)
async def test_the_same_creator_is_one_row(
    database_url: str, seen: list[Creator], rows: list[tuple[object, ...]]
) -> None:
    """Whatever stays of them when the handle changes; another user id is somebody else."""
    async with SqlStore(database_url) as store:
        for room_id, each in enumerate(seen, 1):
            await store.open_session(
                room_id=room_id, creator=each, title="", started_at=room_id, folder=str(room_id),
                broadcast_started_at=None,
            )  # fmt: skip
    with run_sql(database_url, "SELECT unique_id, user_id, sec_uid FROM creators ORDER BY id") as answer:
        assert list(answer.rows) == rows
    with run_sql(database_url, "SELECT count(*) FROM handles") as answer:
        assert list(answer.rows) == [(2 if rows[0][0] == "b" or len(rows) == 2 else 1,)]
