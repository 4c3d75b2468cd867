"""The SQL by which a view tells the day of an instant, UTC: counted out in numbers.

No date function is known to SQLite, PostgreSQL and DuckDB alike, which reads the views of the SQLite file, too; nor is
whole division, so the rest is taken off first. Right from 1970 to 2100-02-28: in between every fourth year is a leap
year. Years are counted from March, so that the leap day is the last of its year and of every cycle of four.
"""

from __future__ import annotations

_DAY_MS = 86_400_000
_HOUR_MS = 3_600_000
_CYCLE_DAYS = 1461
_DAYS_TO_1970 = 671  #: from the beginning of a cycle, 1968-03-01


def dated(table: str, at: str) -> str:
    """A SELECT of all rows with the parts of the day of their instant ``at``, for the other functions here."""
    since = f"(d.day + {_DAYS_TO_1970})"
    return f"""
    SELECT m.*, {_whole("m.fifths", 153)} AS march_month
    FROM (
        SELECT y.*, 5 * (y.day_of_cycle - 365 * y.year_of_cycle) + 2 AS fifths
        FROM (
            SELECT
                c.*,
                CASE c.day_of_cycle WHEN {_CYCLE_DAYS - 1} THEN 3 ELSE {_whole("c.day_of_cycle", 365)} END
                    AS year_of_cycle
            FROM (
                SELECT
                    d.*, {_whole(since, _CYCLE_DAYS)} AS leap_cycle, {since} % {_CYCLE_DAYS} AS day_of_cycle
                FROM (SELECT x.*, {_whole(f"x.{at}", _DAY_MS)} AS day FROM {table} x) d
            ) c
        ) y
    ) m
""".strip()


def date(row: str) -> str:
    """The day as YYYY-MM-DD. Months have 30 or 31 days in turn, in fives, counted from March."""
    is_after_december = f"CASE WHEN {row}.march_month > 9 THEN 1 ELSE 0 END"
    year = f"1968 + 4 * {row}.leap_cycle + {row}.year_of_cycle + {is_after_december}"
    month = f"103 + {row}.march_month - 12 * {is_after_december}"
    day = f"101 + {_whole(f'({row}.fifths % 153)', 5)}"
    return f"CAST({year} AS TEXT) || '-' || substr(CAST({month} AS TEXT), 2) || '-' || substr(CAST({day} AS TEXT), 2)"


def weekday(row: str) -> str:
    """1 is Monday; the epoch was a Thursday."""
    return f"({row}.day + 3) % 7 + 1"


def hour(instant: str) -> str:
    """The hour of the day."""
    return _whole(f"({instant} % {_DAY_MS})", _HOUR_MS)


def _whole(number: str, by: int) -> str:
    return f"CAST(({number} - {number} % {by}) / {by} AS BIGINT)"
