"""What may be chosen about any subtitles: how much of the chat they show."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.export.options import ShownOptions, option

ROLES = ("creator", "moderator", "subscriber", "viewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleOptions(ShownOptions):
    """Choices that all subtitle formats share. Words are compared without regard to case, anywhere in the text."""

    only: tuple[str, ...] = option((), "only messages that hold one of these words")
    hide: tuple[str, ...] = option((), "no message that holds one of these words")
    roles: tuple[str, ...] = option((), "only what people of these roles say", choices=ROLES)
    min_diamonds: int = option(0, "no gift worth less than this", least=0, most=10**9)
    merge_ms: int = option(0, "the same comment within this time is one, with a count", least=0, most=60_000)
    density: int | None = option(None, "comments a second at most; gifts and staff stay", least=1, most=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainOptions(SubtitleOptions):
    """Choices about plain subtitles."""

    lines: int = option(4, "messages at once", least=1, most=50)
    duration_ms: int = option(6_000, "how long a message stays", least=500, most=600_000)
