"""Dates in HTTP answers, and what ``Date`` says about the platform's clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime

from archiver.align.skew import dated
from archiver.model.timeline import SkewSample

#: Budgets of hosts whose clock is the platform's.
_HOSTS = frozenset({"tiktok", "webcast"})
#: Samples of so many answers are kept for those who ask.
_KEPT = 64


class AnswerDates:
    """The newest samples, for every session of the process."""

    def __init__(self) -> None:
        self._samples: deque[SkewSample] = deque(maxlen=_KEPT)
        self._count = 0  #: of all that ever were

    def note(self, host: str, headers: Mapping[str, str], sent_at: int, received_at: int) -> None:
        """Take an answer: its headers, with names in lower case, and our clock (epoch ms) around it.

        A cache between us and the platform states its own time, or that of days ago: it says so by ``Age``.
        """
        if host not in _HOSTS or headers.get("age", "0").strip() != "0":
            return
        date_at = read_date(headers.get("date", ""))
        if date_at is not None and (sample := dated(date_at, sent_at, received_at)) is not None:
            self._samples.append(sample)
            self._count += 1

    def since(self, mark: int) -> tuple[int, Sequence[SkewSample]]:
        """The samples behind a mark, oldest first, and the mark for the next time; 0 at first."""
        new = min(self._count - mark, len(self._samples))
        return self._count, list(self._samples)[len(self._samples) - new :]


def read_date(text: str) -> int | None:
    """Epoch ms of a date in a header; one without a zone is UTC, as all of HTTP. None for what is none."""
    try:
        date = parsedate_to_datetime(text)
        return round((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
