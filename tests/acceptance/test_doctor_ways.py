"""archiver doctor @handle tries every way to the event stream and says what works."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.conftest import Command, MakeSettings, rebroadcast
from tests.fakes.live_room import CREATOR, long_scenario


def ways(findings: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Way -> state and what is said of it."""
    found = {each["what"]: (each["state"], each["says"]) for each in findings}
    return {what.removeprefix("events by "): said for what, said in found.items() if what.startswith("events by ")}


def test_every_way_is_tried(make_settings_for: MakeSettings, archiver: Command, tmp_path: Path) -> None:
    """Of a live room each way is opened; one that is refused says why, and the others still work."""
    with rebroadcast(long_scenario(), with_video=False) as server:
        make_settings_for(server.endpoints(), extra='strategies = ["direct", "sign_server", "polling"]')
        well = ways(archiver("--json", "doctor", f"@{CREATOR}", "--config", tmp_path).json)
        assert {way for way, (state, _) in well.items() if state == "ok"} >= {"direct", "sign_server", "polling"}
        server.faults.sign = "payment"
        ill = ways(archiver("--json", "doctor", f"@{CREATOR}", "--config", tmp_path).json)
        assert ill["direct"][0] == ill["polling"][0] == "ok"
        assert ill["sign_server"][0] != "ok"
        assert ill["sign_server"][1]
        text = archiver("doctor", f"@{CREATOR}", "--config", tmp_path).out
        assert all(f"events by {way}" in text for way in ("direct", "sign_server", "polling"))
