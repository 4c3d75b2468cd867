"""archiver keeps TikTok LIVE: video and the whole event stream of a broadcast, on one clock."""

from __future__ import annotations

__version__ = "0.1.0"
