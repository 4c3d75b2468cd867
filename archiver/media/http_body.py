"""The body of an HTTP/1.1 answer, piece by piece as it comes: by length, chunked, or until the connection ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archiver.errors import CaptureError

#: Length of a chunk in hexadecimal, and what servers put behind it.
MAX_LINE_BYTES = 1_024
MAX_SIZE_DIGITS = 12

Sink = Callable[[memoryview], None]

#: What mostly stands between two chunks, whole and plain: the end of the one, the length of the next.
_BETWEEN = re.compile(rb"\r\n([0-9a-fA-F]{1,%d})\r\n" % MAX_SIZE_DIGITS)


class Body:
    """A body that ends with its connection. ``is_over`` says that nothing more belongs to it."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.is_over = False

    @property
    def is_complete(self) -> bool:
        """Whether the body may end here."""
        return True

    def feed(self, data: memoryview) -> None:
        """Hand on what belongs to the body."""
        self._sink(data)


class SizedBody(Body):
    """A body whose length was told."""

    def __init__(self, sink: Sink, size: int) -> None:
        super().__init__(sink)
        self._left = size
        self.is_over = not size

    @property
    def is_complete(self) -> bool:
        """See Body."""
        return self.is_over

    def feed(self, data: memoryview) -> None:
        """See Body."""
        data = data[: self._left]
        self._left -= len(data)
        self.is_over = not self._left
        self._sink(data)


class ChunkedBody(Body):
    """A body in chunks, each behind its length (RFC 9112, section 7.1). Trailers are not read.

    It is fed with memory that may be written to.
    """

    def __init__(self, sink: Sink) -> None:
        super().__init__(sink)
        self._left = 0
        self._line = bytearray()
        self._is_behind_chunk = False

    @property
    def is_complete(self) -> bool:
        """See Body."""
        return self.is_over

    def feed(self, data: memoryview) -> None:
        """See Body. The chunks of a delivery are moved together in it, so that they go on at once.

        Raises:
            CaptureError: the chunks are not what the protocol says.
        """
        kept = 0
        try:
            for piece in self._pieces(data):
                size = len(piece)
                data[kept : kept + size] = piece
                kept += size
        finally:
            if kept:
                self._sink(data[:kept])

    def _pieces(self, data: memoryview) -> Iterator[memoryview]:
        position, end = 0, len(data)
        while position < end and not self.is_over:
            if self._left:
                stop = min(position + self._left, end)
                self._left -= stop - position
                self._is_behind_chunk = not self._left
                yield data[position:stop]
                position = stop
            elif self._is_behind_chunk and (between := _BETWEEN.match(data, position)):
                position = between.end()
                self._begin_chunk(between[1])
            else:
                position += self._feed_line(bytes(data[position : position + MAX_LINE_BYTES]))

    def _feed_line(self, piece: bytes) -> int:
        """Go on with a line that is torn, or says more; returns how much of ``piece`` belongs to it."""
        length = piece.find(b"\n") + 1
        self._line += piece[:length] if length else piece
        if length:
            self._read_line()
        elif len(self._line) > MAX_LINE_BYTES:
            raise CaptureError("the server's chunks have no length")
        return length or len(piece)

    def _read_line(self) -> None:
        line, self._line = bytes(self._line), bytearray()
        if self._is_behind_chunk:
            if line.strip():
                raise CaptureError("the server's chunks are longer than it says")
            self._is_behind_chunk = False
            return
        digits = line.partition(b";")[0].strip()
        if not 0 < len(digits) <= MAX_SIZE_DIGITS or digits.strip(b"0123456789abcdefABCDEF"):
            raise CaptureError("the server's chunks have no length")
        self._begin_chunk(digits)

    def _begin_chunk(self, digits: bytes) -> None:
        self._is_behind_chunk = False
        self._left = int(digits, 16)
        self.is_over = not self._left
