"""Options: what cannot be sent is refused at the start."""

from __future__ import annotations

import pytest

from archiver.errors import ConfigError
from archiver.tiktok.options import HttpOptions, TikApiOptions


@pytest.mark.parametrize("value", ["a;b", "a b", "a\r\nX: y", 'a"', "ä"])
def test_cookie_values_cannot_break_out(value: str) -> None:
    """A session that is not a cookie value is refused without being quoted."""
    with pytest.raises(ConfigError, match=r"tiktok\.session_id") as caught:
        HttpOptions(session_id=value, tt_target_idc="x")

    assert value not in str(caught.value)


def test_a_session_needs_its_region() -> None:
    """sessionid and tt-target-idc belong together."""
    with pytest.raises(ConfigError, match="tt_target_idc"):
        HttpOptions(session_id="abc")


def test_secrets_are_not_shown() -> None:
    """The options can be logged."""
    options = HttpOptions(session_id="s3ss", tt_target_idc="x", sign_api_key="k3y", proxy="http://u:pr0xy@h")

    assert not any(secret in repr(options) for secret in ("s3ss", "k3y", "pr0xy"))


@pytest.mark.parametrize("value", ["k3y\r\nX: y", "kéy", "k3y ", "k\x003y"])
@pytest.mark.parametrize("name", ["sign_api_key", "user_agent"])
def test_header_values_cannot_break_out(name: str, value: str) -> None:
    """A key or browser name that no header can carry is refused at the start, without being quoted."""
    with pytest.raises(ConfigError, match=rf"tiktok\.{name}") as caught:
        HttpOptions(**{name: value})  # type: ignore[arg-type]

    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("tiktok_url", {"session_id": "s3ss", "tt_target_idc": "x"}),
        ("webcast_url", {"session_id": "s3ss", "tt_target_idc": "x"}),
        ("sign_url", {"sign_api_key": "k3y"}),
    ],
)
def test_secrets_do_not_travel_in_the_clear(name: str, options: dict[str, str]) -> None:
    """A session or key is only for encrypted addresses and for this machine."""
    with pytest.raises(ConfigError, match=name):
        HttpOptions(**{name: "http://lab.example"}, **options)  # type: ignore[arg-type]
    HttpOptions(**{name: "http://127.0.0.1:1"}, **options)  # type: ignore[arg-type]
    HttpOptions(**{name: "http://lab.example"})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["api_key", "account_key"])
@pytest.mark.parametrize("value", ["k3y\r\nX: y", "kéy", "k3y "])
def test_keys_of_tikapi_cannot_break_out(name: str, value: str) -> None:
    """Refused at the start, without being quoted."""
    with pytest.raises(ConfigError, match=rf"tikapi\.{name}") as caught:
        TikApiOptions(**{name: value})  # type: ignore[arg-type]
    assert value not in str(caught.value)


def test_keys_of_tikapi_do_not_travel_in_the_clear() -> None:
    """Only to encrypted addresses and to this machine; and they are not shown."""
    with pytest.raises(ConfigError, match=r"tikapi\.base_url"):
        TikApiOptions(base_url="http://lab.example", api_key="k3y")
    TikApiOptions(base_url="http://lab.example")
    options = TikApiOptions(base_url="http://127.0.0.1:1", api_key="k3y", account_key="acc0")
    assert not any(secret in repr(options) for secret in ("k3y", "acc0"))
