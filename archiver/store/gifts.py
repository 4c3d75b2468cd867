"""The gift catalogue: what the platform offers, and what it offered before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from archiver.model.gift import GiftOffer
from archiver.store.schema import gift_catalogue as catalogue

_OFFER = ("gift_name", "diamond_count", "is_streakable", "description")


def save_gifts(connection: Connection, offers: Iterable[GiftOffer], seen_at: int) -> int:
    """Note the gift list of an instant; returns how many gifts are new or have changed.

    A gift that changed gets a new row. A new address of its picture is no change: addresses carry signatures.
    """
    now = {row["gift_id"]: row for row in _current_rows(connection)}
    changed = 0
    for offer in offers:
        row = _row(offer)
        known = now.get(offer.gift_id)
        if known is None or any(known[name] != row[name] for name in _OFFER):
            since_at = seen_at if known is None else max(seen_at, known["since_at"] + 1)
            connection.execute(insert(catalogue).values({**row, "since_at": since_at, "last_seen_at": since_at}))
            changed += 1
        else:
            same = (catalogue.c.gift_id == offer.gift_id) & (catalogue.c.since_at == known["since_at"])
            seen = {"last_seen_at": max(seen_at, known["last_seen_at"]), "image_url": row["image_url"]}
            connection.execute(update(catalogue).where(same).values(seen))
    return changed


def streakable_gifts(connection: Connection) -> frozenset[int]:
    """The gifts of the list that can streak, or once could."""
    ids = select(catalogue.c.gift_id).where(catalogue.c.is_streakable == 1).distinct()
    return frozenset(connection.execute(ids).scalars())


def last_seen_at(connection: Connection) -> int | None:
    """When the gift list was last noted (epoch ms); None: never."""
    seen_at: int | None = connection.execute(select(func.max(catalogue.c.last_seen_at))).scalar_one()
    return seen_at


def _current_rows(connection: Connection) -> Sequence[Any]:
    newest = select(catalogue.c.gift_id, func.max(catalogue.c.since_at).label("since_at")).group_by(catalogue.c.gift_id)
    latest = newest.subquery()
    is_latest = (catalogue.c.gift_id == latest.c.gift_id) & (catalogue.c.since_at == latest.c.since_at)
    return connection.execute(select(catalogue).join(latest, is_latest).order_by(catalogue.c.gift_id)).mappings().all()


def _row(offer: GiftOffer) -> dict[str, Any]:
    return {
        "gift_id": offer.gift_id,
        "gift_name": offer.name,
        "diamond_count": offer.diamond_count,
        "is_streakable": int(offer.is_streakable),
        "description": offer.description,
        "image_url": offer.image_url,
    }
