"""Gifts as the platform offers them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftOffer:
    """An entry of the platform's gift list."""

    gift_id: int
    name: str
    diamond_count: int
    is_streakable: bool = False  #: sends running totals and an end
    description: str = ""
    image_url: str = ""
