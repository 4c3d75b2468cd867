"""What most commands begin with: settings and logging, from the global options."""

from __future__ import annotations

import argparse
from pathlib import Path

from archiver import logs
from archiver.config import Settings, find_config, load_settings


def settings_of(args: argparse.Namespace, *, log_level: str | None = None) -> Settings:
    """The settings the command runs with; also sets logging up, at ``log_level`` where the command line names none."""
    settings = load_settings(config_of(args))
    start_logging(args, default=log_level or settings.log.level, style=settings.log.format)
    return settings


def config_of(args: argparse.Namespace) -> Path:
    """The configuration file of the command."""
    explicit = getattr(args, "config", None)
    return find_config(Path(explicit) if explicit else None)


def start_logging(args: argparse.Namespace, *, default: str = "warning", style: str = "auto") -> None:
    """Log to stderr at ``--log-level``, else at the default."""
    logs.configure(level=getattr(args, "log_level", None) or default, style=style)


def wants_json(args: argparse.Namespace) -> bool:
    """Whether one JSON document is asked for."""
    return bool(getattr(args, "json", False))
