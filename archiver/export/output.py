"""What a format writes: one file of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from archiver.model.replay import ReplayItem

#: Replay items in order of their offsets and an instance of the format's options, to the file's content in chunks.
#: It takes constant memory. Chunks are all text or all bytes.
Writer: TypeAlias = Callable[[Iterable[ReplayItem], Any], Iterator[str] | Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a format."""

    suffix: str  #: with its dot
    write: Writer
    kinds: frozenset[str] | None = None  #: what it reads unless other kinds are asked for; None: all
