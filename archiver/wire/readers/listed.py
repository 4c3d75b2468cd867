"""Reads a message by its line in the catalogue: the whole of it as detail, a line for the replay, perhaps a body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from google.protobuf.message import Message

from archiver.model.event import Bodies, ViewerFields
from archiver.wire.pb import webcast_pb2 as pb
from archiver.wire.people import read_viewer
from archiver.wire.readers.reading import Reader, Reading
from archiver.wire.readers.walk import detail_of
from archiver.wire.text import render
from archiver.wire.values import clean_text

#: A line of the replay is cut here; the whole text stands in the detail or in its table.
MAX_LINE = 1_000


class Listed(NamedTuple):
    """How messages of one method are read."""

    kind: str
    message: type[Message]
    text: tuple[str, ...] = ()  #: paths to what a replay shows, the first that is set; then the display text
    viewer: tuple[str, ...] = ()  #: paths to who it is from, the first that is somebody
    #: Rows for tables of their own, and the line they make; None as line: by ``text``.
    body: Callable[[Any, ViewerFields | None], tuple[Bodies | None, str | None]] | None = None
    kind_of: Callable[[Any], str] | None = None  #: where one method has several kinds; ``kind`` is the usual one
    has_detail: bool = True  #: False: the body says it all


def reader_of(listed: Listed) -> Reader:
    """The reader for a line of the catalogue."""

    def read(payload: bytes) -> Reading:
        message = listed.message.FromString(payload)
        viewer = _viewer(message, listed.viewer)
        body, line = listed.body(message, viewer) if listed.body else (None, None)
        common: pb.Common = message.common  # type: ignore[attr-defined]  # every listed message has one
        text = line if line is not None else _line(message, listed.text) or render(common.display_text)
        kind = listed.kind_of(message) if listed.kind_of else listed.kind
        detail = detail_of(message) if listed.has_detail else None
        return kind, common, viewer, body, detail, text[:MAX_LINE] or None

    return read


def _viewer(message: Message, paths: tuple[str, ...]) -> ViewerFields | None:
    for path in paths:
        user = _at(message, path)
        if isinstance(user, pb.User) and (viewer := read_viewer(user)):
            return viewer
    return None


def _line(message: Message, paths: tuple[str, ...]) -> str:
    for path in paths:
        value = _at(message, path)
        text = render(value) if isinstance(value, pb.Text) else clean_text(value)
        if text.strip():
            return text
    return ""


def _at(message: Any, path: str) -> Any:
    for name in path.split("."):
        message = getattr(message, name)
    return message
