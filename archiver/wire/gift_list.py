"""The gift list, read without I/O."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from archiver.model.gift import GiftOffer
from archiver.wire.foreign import Figure, Foreign, Id, Text, read_json, read_value
from archiver.wire.room_payload import refusal
from archiver.wire.values import bounded

#: Ten times what the platform offers; the rest of a longer list is not read.
_MAX_GIFTS = 10_000
_SOURCE = "The gift list route"
_STREAKABLE = 1


class _Reply(Foreign):
    status_code: int = 0
    data: Any = None


class _Image(Foreign):
    url_list: list[Text] = Field(default_factory=list)


class _Gift(Foreign):
    id: Id = None
    name: Text = ""
    describe: Text = ""
    diamond_count: Figure = None
    type: Figure = None
    image: _Image = _Image()


class _Page(Foreign):
    gifts: list[_Gift] = Field(default_factory=list)


class _List(_Page):
    pages: list[_Page] = Field(default_factory=list)


def read_gift_list(body: bytes) -> tuple[GiftOffer, ...]:
    """``/webcast/gift/list/``: each gift once, the list's own entries before those of its pages.

    Raises:
        BlockedError, UnexpectedPayloadError: see ``read_json``. LiveApiError: a refusal, as in ``read_room_info``.
    """
    reply = read_json(_Reply, body, source=_SOURCE)
    if reply.status_code != 0:
        raise refusal(reply.status_code, reply.data, source=_SOURCE)
    found = read_value(_List, reply.data, source=_SOURCE, path="data")
    offers: dict[int, GiftOffer] = {}
    for page in (found, *found.pages):
        for gift in page.gifts:
            if gift.id is not None and len(offers) < _MAX_GIFTS:
                offers.setdefault(gift.id, _offer(gift.id, gift))
    return tuple(offers.values())


def _offer(gift_id: int, gift: _Gift) -> GiftOffer:
    return GiftOffer(
        gift_id=gift_id,
        name=gift.name,
        diamond_count=bounded(gift.diamond_count or 0),
        is_streakable=gift.type == _STREAKABLE,
        description=gift.describe,
        image_url=gift.image.url_list[0] if gift.image.url_list else "",
    )
