"""Keeps the gift catalogue at most a day old."""

from __future__ import annotations

import structlog

from archiver.errors import ArchiverError
from archiver.ports import Clock, GiftApi, GiftStore

log = structlog.get_logger(__name__)

#: The catalogue is looked at this often, and asked for anew when it is older than a day.
LOOK_S = 60.0
_DAY_MS = 86_400_000
_RETRY_MS = 3_600_000


class GiftCatalogue:
    """Asks the platform once a day, and once an hour while it does not answer."""

    def __init__(self, *, api: GiftApi, store: GiftStore, clock: Clock) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._not_before: int | None = None  #: monotonic ms; then it is asked for, whatever date the list has

    async def refresh_if_due(self) -> None:
        """Never raises what the platform or the database does: gifts carry their data themselves, mostly."""
        monotonic_ms = self._clock.monotonic_ms()
        if self._not_before is not None and monotonic_ms < self._not_before:
            return
        try:
            now, seen_at = self._clock.now_ms(), await self._store.gifts_seen_at()
            if seen_at is not None and 0 <= now - seen_at < _DAY_MS:
                return
            offers = await self._api.fetch_gifts()
            changed = await self._store.save_gifts(offers, seen_at=now)
        except ArchiverError as error:
            self._not_before = monotonic_ms + _RETRY_MS
            log.warning("The gift list could not be refreshed.", code=error.code, problem=str(error))
            return
        # An empty list leaves no date, and one noted by a clock that was ahead keeps its own.
        self._not_before = monotonic_ms + _DAY_MS
        log.info("The gift list was refreshed.", gifts=len(offers), changed=changed)
