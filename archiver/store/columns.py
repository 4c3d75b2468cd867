"""What the tables are made of: the naming of constraints, and the few kinds of columns and tables there are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: 64 bits everywhere; SQLite only makes INTEGER, not BIGINT, the row's own address.
Key = BigInteger().with_variant(Integer(), "sqlite")


def storable_text(text: str) -> str:
    """The text as both databases take it: a NUL becomes U+FFFD, a lone surrogate "?"."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


class StorableText(TypeDecorator[str]):
    """Text that is made storable on its way; what is written in bulk passes by, see ``bulk.storable``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """See TypeDecorator."""
        return None if value is None else storable_text(value)


def id_column() -> Column[int]:
    """A number of our own."""
    return Column("id", Key, primary_key=True, autoincrement=True)


def number(name: str, *, null: bool = False, **options: Any) -> Column[int]:
    """64 bits."""
    return Column(name, BigInteger, nullable=null, **options)


def text_column(name: str, *, null: bool = False, **options: Any) -> Column[str]:
    """Text, never NULL where an empty one says the same."""
    return Column(name, StorableText, nullable=null, **options)


def flag(name: str, **options: Any) -> Column[int]:
    """0 or 1."""
    return Column(name, SmallInteger, nullable=False, **options)


def owned(name: str, *columns: Column[Any], key: tuple[str, ...]) -> Table:
    """A table whose rows belong to a session and go with it."""
    return Table(
        name,
        metadata,
        number("session_id"),
        *columns,
        PrimaryKeyConstraint("session_id", *key),
        ForeignKeyConstraint(["session_id"], ["sessions.id"], ondelete="CASCADE"),
    )


def body(name: str, *columns: Column[Any]) -> Table:
    """The table of one kind of body: (session_id, seq) of its event, then the body's fields.

    Where one event may have several rows, the first field is their ordinal, ``number``, and part of the key.
    """
    key = ("session_id", "seq", *(("number",) if columns[0].name == "number" else ()))
    return Table(
        name,
        metadata,
        number("session_id"),
        number("seq"),
        *columns,
        PrimaryKeyConstraint(*key),
        sqlite_with_rowid=False,
    )


def ordinal() -> Column[int]:
    """The ordinal of a row in its message, part of the key."""
    return Column("number", Integer, nullable=False)
