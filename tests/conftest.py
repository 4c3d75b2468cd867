"""Fixtures for all tests."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.fakes.media_files import MediaFiles
    from tests.postgres_server import PostgresServer

# How long an example takes says how busy the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_numbers = itertools.count(1)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real captures beside the checkout; tests that need them are skipped where they are missing."""
    folder = Path(os.environ.get("ARCHIVER_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no captured data at {folder}")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server with an empty database ``archiver_template`` at the newest schema."""
    if os.environ.get("ARCHIVER_TEST_POSTGRES") == "skip":
        pytest.skip("ARCHIVER_TEST_POSTGRES=skip")
    from archiver.store import migrate
    from tests.postgres_server import PostgresServer

    server = PostgresServer()
    try:
        migrate.upgrade(server.create("archiver_template"))
        yield server
    finally:
        server.stop()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A database of its own for one test, at the newest schema."""
    name = f"test_{next(_numbers)}"
    yield postgres_server.create(name, template="archiver_template")
    postgres_server.drop(name)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A database of its own for one test, without tables."""
    name = f"test_{next(_numbers)}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest schema."""
    from archiver.store import migrate

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An SQLite database of its own for one test, at the newest schema."""
    path = tmp_path / "archiver.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database at the newest schema: the test runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def media_files(tmp_path_factory: pytest.TempPathFactory) -> MediaFiles:
    """Small media files, each made once by the bundled FFmpeg."""
    from tests.fakes.media_files import MediaFiles

    return MediaFiles(tmp_path_factory.mktemp("media"))


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine nine hours ahead of UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()
