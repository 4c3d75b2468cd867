"""Script files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from archiver.errors import ScenarioError
from archiver.rebroadcast.cues import broadcast_cues
from archiver.rebroadcast.ids import Snowflakes
from archiver.rebroadcast.room import Room
from archiver.rebroadcast.scenario import Scenario
from archiver.rebroadcast.scenario_file import BUILT_IN, builtin_scenario, load_scenario, parse_scenario

GOOD = """
[creator]
unique_id = "someone"
nickname = "Someone"
[viewers.ana]
nickname = "Ana"
[gifts.rose]
gift_id = 5655
name = "Rose"
diamonds = 1
is_streakable = true
[[broadcast]]
title = "t"
duration_s = 10
event = [
  { at_s = 1, kind = "chat", viewer = "ana", text = "hi" },
  { at_s = 2, kind = "gift", viewer = "ana", gift = "rose", counts = [1, 2] },
]
"""


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_scripts_are_valid(name: str) -> None:
    """The scripts that come with the archiver load."""
    assert builtin_scenario(name).broadcast


def test_the_default_script_holds_what_the_demo_promises() -> None:
    """A minute with a pause and an end by control message, then a short broadcast over HLS only; many scripts."""
    first, second = builtin_scenario("default").broadcast
    assert first.runs == ((0.0, 30.0), (36.0, 60.0))
    assert (first.end, first.formats, second.formats) == ("control", ("flv", "hls"), ("hls",))
    texts = "".join(event.text for event in first.event if event.kind == "chat")
    for character in "م烤こ่안🇬{<\n\\":
        assert character in texts
    assert "-->" in texts


def test_a_file_is_read(tmp_path: Path) -> None:
    """A script file gives its scenario; ids nobody gave are derived from the name and stay the same."""
    path = tmp_path / "script.toml"
    path.write_text(GOOD, encoding="utf-8")
    scenario = load_scenario(path)
    assert scenario.creator.unique_id == "someone"
    assert scenario.creator.user_id == load_scenario(path).creator.user_id > 1 << 53


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("duration_s = 10", "duration_s = ", "line 14"),
        ("duration_s = 10", "duration_s = 0.1", "broadcast[1].duration_s: input should be greater than or equal to 1"),
        ("duration_s = 10", "durations = 10", "broadcast[1].durations: this key is not known"),
        ('title = "t"\n', "", "broadcast[1].title: this key is missing"),
        ('text = "hi"', "text = 3", "broadcast[1].event[1].text: input should be a valid string"),
        ('kind = "chat"', 'kind = "shout"', "broadcast[1].event[1]: kind 'shout' is not known; use one of 'chat'"),
        ('kind = "chat", ', "", "broadcast[1].event[1]: the key 'kind' is missing"),
        ('viewer = "ana", text', 'viewer = "bob", text', "broadcast[1].event[1].viewer: there is no [viewers.bob]"),
        ('gift = "rose"', 'gift = "tulip"', "broadcast[1].event[2].gift: there is no [gifts.tulip]; known are rose"),
        ("at_s = 2,", "at_s = 11,", "the gift at 11.0 s comes after duration_s = 10.0"),
        ('"someone"', '"../etc"', "creator.unique_id: '../etc' is not a TikTok handle"),
        ("[creator]", "[socket]\ncompression = 'zip'\n[creator]", "socket.compression: input should be 'gzip'"),
        ("[creator]", "[faults]\npage = 'gone'\n[creator]", "faults.page: input should be"),
        (
            'title = "t"',
            'title = "t"\npauses = [{at_s = 2, for_s = 5}, {at_s = 4, for_s = 1}]',
            "the pause at 4.0 s begins",
        ),
        (
            'title = "t"',
            'title = "t"\npauses = [{at_s = 8, for_s = 5}]',
            "the pause that ends at 13.0 s is longer than",
        ),
        ('title = "t"', 'title = "t"\nqualities = [{key="sd", size="541x960"}]', "size 541x960 has an odd side"),
        ('title = "t"', 'title = "t"\nformats = ["flv", "flv"]', "formats repeat: flv, flv"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_and_key(old: str, new: str, expected: str) -> None:
    """Each mistake names the file and the key (or the line, where TOML itself is broken)."""
    assert old in GOOD
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(GOOD.replace(old, new, 1), source="script.toml")
    message = str(caught.value)
    assert message.startswith("script.toml")
    assert expected in message
    assert "\n" not in message


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Some editors put it in front of UTF-8, where nobody sees it."""
    (tmp_path / "marked.toml").write_text("\ufeff" + GOOD, encoding="utf-8")
    assert load_scenario(tmp_path / "marked.toml") == parse_scenario(GOOD, source="good.toml")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file, a file that is not text and a huge one each end in a sentence."""
    with pytest.raises(ScenarioError, match=r"nowhere\.toml cannot be read"):
        load_scenario(tmp_path / "nowhere.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="not UTF-8"):
        load_scenario(binary)
    huge = tmp_path / "huge.toml"
    with huge.open("wb") as file:
        file.truncate(5 << 20)
    with pytest.raises(ScenarioError, match="larger than 4 MiB"):
        load_scenario(huge)
    with pytest.raises(ScenarioError, match="no built-in script 'x'"):
        builtin_scenario("x")


def test_the_reference_names_every_key() -> None:
    """docs/reference/scenario.md mentions each key that a script can have."""
    text = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "scenario.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([a-z_]+)`", text))
    assert _keys(Scenario) <= documented


def _keys(model: type[BaseModel]) -> set[str]:
    """All keys of a model and of the models inside it."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(name)
        for inner in _models(field.annotation):
            keys |= _keys(inner)
    return keys


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5_000], ids=["depth", "digits"])
def test_hostile_toml_ends_in_a_sentence(text: str) -> None:
    """Depth and digits beyond what the reader takes are a mistake of the script."""
    with pytest.raises(ScenarioError, match="not valid TOML") as caught:
        parse_scenario(text, source="x.toml")
    assert len(str(caught.value)) < 200


def test_an_endless_file_is_refused() -> None:
    """A device has no size and no end; reading stops at the bound."""
    with pytest.raises(ScenarioError, match="larger than"):
        load_scenario(Path("/dev/zero"))


_VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.lists(st.integers(), max_size=3)
)


@given(
    event=st.fixed_dictionaries(
        {
            "at_s": st.floats(0, 10),
            "kind": st.sampled_from(["chat", "gift", "like", "viewers", "raw", "subscribe", "x"]),
        },
        optional={
            name: _VALUES | st.integers(0, 1 << 70) | st.just(likely)
            for name, likely in {
                "viewer": "ana", "gift": "rose", "text": "t", "counts": [1, 2], "group": 1, "total": 1, "count": 1,
                "viewers": 1, "months": 1, "method": "M", "payload_hex": "00", "every_s": 0.5,
            }.items()
        },
    ),
    likes=st.none() | st.fixed_dictionaries(
        {"until_s": st.floats(0, 10), "every_s": st.floats(0.05, 5)},
        optional={
            "count": st.integers(-1, 101), "total_before": st.integers(-1, 1 << 32), "lag": st.integers(0, 1 << 31),
        },
    ),
)  # fmt: skip
def test_whatever_is_valid_can_be_played(event: dict[str, Any], likes: dict[str, Any] | None) -> None:
    """A script is refused as a script, or each of its messages can be built: nothing breaks in mid-broadcast."""
    values = tomllib.loads(GOOD)
    values["broadcast"][0] |= {"event": [event], "likes": [likes] if likes else []}
    try:
        scenario = Scenario.model_validate(values)
    except ValidationError:
        return
    room = Room(scenario, scenario.broadcast[0], ids=Snowflakes(), started_at=1_790_000_000_000)
    for cue in broadcast_cues(scenario, scenario.broadcast[0]):
        room.say(cue, 1_790_000_000_000)
