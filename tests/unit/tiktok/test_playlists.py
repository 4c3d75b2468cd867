"""Playlists over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import respx

from archiver.clock import SystemClock
from archiver.errors import UnexpectedPayloadError
from archiver.tiktok.http import HttpClient
from archiver.tiktok.options import HttpOptions
from archiver.tiktok.playlists import HttpPlaylists

URL = "https://cdn.example/live/index.m3u8?expire=1&sign=abc"


@pytest.fixture
async def playlists() -> AsyncIterator[HttpPlaylists]:
    found = HttpPlaylists(HttpClient(HttpOptions(), SystemClock()))
    yield found
    await found.aclose()


@respx.mock
async def test_the_signed_address_is_asked_as_it_is(playlists: HttpPlaylists) -> None:
    """Its query stays, headers are sent, and the text comes back whatever the status."""
    route = respx.get(URL).mock(return_value=httpx.Response(403, text="no"))
    answer = await playlists.fetch(URL, {"Referer": "https://www.tiktok.com/"})
    assert (answer.status, answer.text, answer.url) == (403, "no", URL)
    assert str(route.calls[0].request.url) == URL
    assert route.calls[0].request.headers["referer"] == "https://www.tiktok.com/"


@respx.mock
async def test_redirects_are_followed_and_told(playlists: HttpPlaylists) -> None:
    """Segments are relative to where the playlist finally was."""
    respx.get(URL).mock(return_value=httpx.Response(302, headers={"Location": "https://pop2.example/x/i.m3u8"}))
    respx.get("https://pop2.example/x/i.m3u8").mock(return_value=httpx.Response(200, text="#EXTM3U"))
    assert (await playlists.fetch(URL, {})).url == "https://pop2.example/x/i.m3u8"


@respx.mock
@pytest.mark.parametrize("place", [URL, "file:///etc/passwd", "//[nowhere/i.m3u8"])
async def test_addresses_that_lead_nowhere_are_refused(playlists: HttpPlaylists, place: str) -> None:
    """A circle, and an address that is none of the web."""
    respx.get(URL).mock(return_value=httpx.Response(302, headers={"Location": place}))
    with pytest.raises(UnexpectedPayloadError):
        await playlists.fetch(URL, {})
