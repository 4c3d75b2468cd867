"""A session that is made of messages, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from archiver.model.session import Session
from archiver.store.sql_store import SqlStore
from tests.journalled import open_journalled


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore(database_url) as opened:
        yield opened


@pytest.fixture
async def session(store: SqlStore, tmp_path: Path) -> Session:
    return await open_journalled(store, tmp_path / "s")
