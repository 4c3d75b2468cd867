"""What a caller may choose about an export: here what every format understands, beside each format what it adds.

A format's own choices are the fields that its subclass of ``ExportOptions`` declares with ``option``. The command line
makes a flag of each, named as the field without its unit: ``duration_ms`` becomes ``--duration``.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from datetime import UTC, tzinfo
from typing import Any, ClassVar

from archiver.errors import UsageError
from archiver.model.event import KINDS
from archiver.model.replay import NO_RECORDING, RecordedPart, Recording

_KEY = "option"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a format: what it does and which values it takes."""

    about: str
    choices: tuple[str, ...] = ()  #: the words it may be; several of them where the default is a tuple
    least: int | None = None
    most: int | None = None


def option(
    default: Any, about: str, *, choices: tuple[str, ...] = (), least: int | None = None, most: int | None = None
) -> Any:  # fmt: skip
    """A field of a format's options; its default and its unit (``_ms``) say how it is written on the command line."""
    return field(default=default, metadata={_KEY: Option(about, choices, least, most)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Choices for one file of an export, and what is exported.

    Times are positions in milliseconds, display shift applied: in the session's video, or in the part's where the file
    is for one part. A selected stretch keeps its times: the file still belongs to the whole video.

    Raises:
        UsageError: a value out of its bounds.
    """

    recording: Recording = NO_RECORDING
    part: RecordedPart | None = None  #: the part the file is for; None: the whole session
    video: str = ""  #: the video the file is for, as seen from where the file will lie; "" without one
    shift_ms: int = 0  #: added to every offset: the session's display shift, less where the part begins
    from_ms: int | None = None  #: first position exported
    to_ms: int | None = None  #: first position no longer exported
    kinds: frozenset[str] | None = None  #: of ``model.event.KINDS``
    viewers: frozenset[str] = frozenset()  #: handles in lower case, or ids; empty: everyone
    languages: frozenset[str] = frozenset()  #: in lower case; ``zh`` takes in ``zh-Hans``; empty: all
    tz: tzinfo = UTC  #: zone of the times of day that a format writes
    title: str = ""
    video_width: int = 720
    video_height: int = 1280

    def __post_init__(self) -> None:
        """Refuse what no format could follow."""
        for kind in sorted(self.kinds or ()):
            _check_choice("kinds", kind, KINDS)
        _check_bounds("video_width", self.video_width, 64, 16_384)
        _check_bounds("video_height", self.video_height, 64, 16_384)
        if self.from_ms is not None and self.to_ms is not None and self.from_ms >= self.to_ms:
            raise UsageError(f"The export would be empty: from ({self.from_ms} ms) is not before to ({self.to_ms} ms).")
        if self.to_ms is not None and self.to_ms <= 0:
            raise UsageError(f"The export would be empty: to ({self.to_ms} ms) is where the video begins.")
        for each, rule in own_options(type(self)):
            _check_rule(each.name, getattr(self, each.name), rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOptions(ExportOptions):
    """Choices of every format that shows the chat to people, and has no place for a mark that programs read."""

    deleted: str = option(
        "hide", "what moderators hid: left out, shown with a mark, or kept as if nobody had hidden it",
        choices=("hide", "mark", "keep"),
    )  # fmt: skip
    deleted_mark: ClassVar[str] = "[removed] "  #: before the text of such a message


def own_options(of: type[ExportOptions]) -> list[tuple[Field[Any], Option]]:
    """The choices that a format adds, with their rules, in the order of their declaration."""
    return [(each, each.metadata[_KEY]) for each in fields(of) if _KEY in each.metadata]


def _check_rule(name: str, value: Any, rule: Option) -> None:
    if rule.choices:
        for word in value if isinstance(value, tuple) else (value,):
            _check_choice(name, word, rule.choices)
    if rule.least is not None and rule.most is not None:
        _check_bounds(name, value, rule.least, rule.most)


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(f"{value!r} is not a possible value of {name}; use one of {', '.join(known)}.")


def _check_bounds(name: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        unit = " ms" if name.endswith("_ms") else ""  # the flag has none in its name
        raise UsageError(f"{name.removesuffix('_ms')} is {value}{unit}; it must be between {least} and {most}{unit}.")
