"""What is left of the requests a host allows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """Requests to a host in a window that ends; or, in the window "silence", that the host wants none until then."""

    host: str  #: "tiktok", "webcast", "sign", "tikapi"
    window: str  #: "minute", "hour", "day", "silence"
    used: int
    maximum: int | None  #: None: not known
    ends_at: int  #: epoch ms
