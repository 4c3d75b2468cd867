"""What every reader returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from archiver.model.event import Bodies, ViewerFields
from archiver.wire.pb import webcast_pb2 as pb

#: Kind, common part, viewer, body, detail (JSON), text (see Event). A plain tuple: one is made for every message.
Reading: TypeAlias = tuple[str, pb.Common, ViewerFields | None, Bodies | None, str | None, str | None]

#: Raises DecodeError when the payload is not of its type.
Reader: TypeAlias = Callable[[bytes], Reading]
