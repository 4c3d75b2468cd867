"""The day of an instant, counted out in SQL."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from archiver.query.sql import run_sql
from archiver.store.days import date, dated, hour, weekday

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_days_are_those_of_the_calendar(database_url: str) -> None:
    """Every day from 1970 to February 2100 has its date and weekday, every instant its hour."""
    days = (datetime(2100, 2, 28, tzinfo=UTC) - _EPOCH).days + 1
    rng = random.Random(4)
    instants = [n * 86_400_000 + rng.choice((0, rng.randrange(86_400_000), 86_399_999)) for n in range(days)]
    text = ",".join(map(str, instants))
    values = {
        "sqlite": f"(SELECT value AS at FROM json_each('[{text}]'))",
        "postgresql": f"(SELECT unnest('{{{text}}}'::bigint[]) AS at)",
    }
    table = values[database_url.split("+", maxsplit=1)[0].split(":", maxsplit=1)[0]]
    statement = f"SELECT s.at, {date('s')}, {weekday('s')}, {hour('s.at')} FROM ({dated(table, 'at')}) s"
    with run_sql(database_url, statement, limit=None) as answer:
        told = {at: rest for at, *rest in answer.rows}
    assert told == {
        instant: [f"{moment:%Y-%m-%d}", moment.isoweekday(), moment.hour]
        for instant in instants
        for moment in [_EPOCH + timedelta(milliseconds=instant)]
    }
