"""Request bodies, as much of them as a form or a small document needs; the rest is not kept."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request

_MAX_BYTES = 8192


async def read_object(request: Request) -> dict[str, Any]:
    """The JSON object in the body; empty when it is none."""
    try:
        value = json.loads(await _beginning(request))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, of a repeated one the first."""
    fields = parse_qs((await _beginning(request)).decode("utf-8", "replace"), max_num_fields=100)
    return {name: values[0] for name, values in fields.items()}


async def _beginning(request: Request) -> bytes:
    kept = bytearray()
    async for chunk in request.stream():
        kept += chunk[: _MAX_BYTES - len(kept)]
    return bytes(kept)
