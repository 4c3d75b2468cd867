"""A stream whose picture changes in its middle, in the platform's H.265: every take is a segment that plays."""

from __future__ import annotations

from pathlib import Path

from archiver.rebroadcast.scenario import Scenario
from archiver.store import migrate
from tests.acceptance.conftest import Command, rebroadcast, write_config


def scenario() -> Scenario:
    return Scenario.model_validate(
        {
            "creator": {"unique_id": "anna", "nickname": "Anna"},
            "viewers": {"bo": {"nickname": "Bo"}},
            "broadcast": [
                {
                    "title": "t", "after_s": 0, "duration_s": 8, "gop_s": 0.5, "formats": ["flv"],
                    "qualities": [{"key": "ld", "size": "270x480", "bitrate_kbps": 300, "codec": "h265"}],
                    "change": [{"at_s": 3, "kind": "turn"}, {"at_s": 5.5, "kind": "restart"}],
                }
            ],
        }
    )  # fmt: skip


def test_turned_and_begun_again(tmp_path: Path, archiver: Command) -> None:
    """One connection, three segments: the picture as it was, turned, and after time began again; all verified."""
    migrate.upgrade(f"sqlite:///{tmp_path}/archiver.db")
    with rebroadcast(scenario()) as server:
        path = write_config(tmp_path, server.endpoints())
        recorded = archiver("--config", path, "--json", "record", "@anna")
    assert recorded.status == 0, recorded.err
    segments = recorded.json["segments"]
    assert [(each["width"], each["height"]) for each in segments] == [(270, 480), (480, 270), (480, 270)]
    assert {each["codec"] for each in segments} == {"hevc"}
    assert all(each["file"] and each["error"] is None for each in segments)
    assert all(each["duration_ms"] > 1_000 for each in segments)
    verified = archiver("--config", path, "--json", "sessions", "verify", "last")
    # Pictures of two sizes are not joined to one video, and verifying says so; nothing is wrong with that.
    assert verified.status == 0
    (video,) = (each["says"] for each in verified.json["findings"] if each["what"] == "video")
    assert "stay separate files" in video
