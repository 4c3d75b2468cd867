"""Script data: the encoder's words about the stream (``onMetaData``), in AMF 0."""

from __future__ import annotations

import math
import struct
from typing import Any

MAX_DEPTH = 8
MAX_VALUES = 1_000
MAX_TEXT_BYTES = 4_096
_NUMBER, _BOOLEAN, _STRING, _OBJECT, _NULL, _UNDEFINED, _ECMA_ARRAY, _END, _STRICT_ARRAY, _DATE, _LONG_STRING = (
    0, 1, 2, 3, 5, 6, 8, 9, 10, 11, 12,
)  # fmt: skip


class _CutOffError(Exception):
    """The data ends, or goes deeper or further than is read."""


def read_script(body: bytes) -> tuple[str, dict[str, Any]]:
    """Name and properties of a script tag's body: as much as can be read of it, bounded; never raises."""
    reader = _Reader(body)
    values: list[Any] = []
    try:
        while len(values) < 2:
            values.append(reader.value(0))
    except _CutOffError:
        pass
    name = values[0] if values and isinstance(values[0], str) else ""
    properties = values[1] if len(values) > 1 else reader.partial
    return name, properties if isinstance(properties, dict) else {}


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self._position = 0
        self._count = 0
        self.partial: dict[str, Any] = {}  #: the outermost object, as far as it was read

    def value(self, depth: int) -> Any:  # noqa: PLR0911 - one for each type
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_VALUES:
            raise _CutOffError
        marker = self._take(1)[0]
        if marker == _NUMBER:
            number: float = struct.unpack(">d", self._take(8))[0]
            return int(number) if math.isfinite(number) and number.is_integer() else number
        if marker == _BOOLEAN:
            return self._take(1) != b"\0"
        if marker in (_STRING, _LONG_STRING):
            return self._text(2 if marker == _STRING else 4)
        if marker in (_NULL, _UNDEFINED):
            return None
        if marker == _DATE:
            return struct.unpack(">d", self._take(10)[:8])[0]
        if marker == _STRICT_ARRAY:
            count = int.from_bytes(self._take(4), "big")
            return [self.value(depth + 1) for _ in range(min(count, MAX_VALUES))]
        if marker in (_OBJECT, _ECMA_ARRAY):
            return self._object(marker, depth)
        raise _CutOffError

    def _object(self, marker: int, depth: int) -> dict[str, Any]:
        if marker == _ECMA_ARRAY:
            self._take(4)  # a count that writers get wrong
        found: dict[str, Any] = {}
        if depth == 0:
            self.partial = found
        while True:
            key = self._text(2)
            if not key and self._body[self._position : self._position + 1] in (b"\x09", b""):
                self._position += 1
                return found
            found[key] = self.value(depth + 1)

    def _text(self, size_bytes: int) -> str:
        data = self._take(int.from_bytes(self._take(size_bytes), "big"))
        return data[:MAX_TEXT_BYTES].decode("utf-8", "replace")

    def _take(self, size: int) -> bytes:
        data = self._body[self._position : self._position + size]
        if len(data) < size:
            raise _CutOffError
        self._position += size
        return data
