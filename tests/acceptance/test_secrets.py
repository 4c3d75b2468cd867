"""No secret of the configuration comes out: a recording through proxies as a logged-in account, searched for each."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from archiver.config import Settings
from archiver.model.frame import FrameKind
from archiver.rebroadcast.server import RebroadcastServer
from archiver.store import migrate
from archiver.wire.pb import webcast_pb2 as pb
from tests.acceptance.conftest import write_config
from tests.fakes.live_room import long_scenario
from tests.fakes.proxy import Proxy
from tests.journalled import iterate_records

#: What is kept secret, and the value each has here. Of ``database.url`` only PostgreSQL's holds a secret.
SECRETS = {
    "tiktok.sign_api_key": "zq1SignKey",
    "tiktok.sign_headers": "zq2SignHeader",
    "tiktok.session_id": "zq3Session",
    "tiktok.headers": "zq4Header",
    "tiktok.socket_headers": "zq5SocketHeader",
    "tiktok.proxy": "zq6ProxyWord",
    "tiktok.socket_proxy": "zq7SocketProxyWord",
    "tiktok.media_proxy": "zq8MediaProxyWord",
    "tikapi.api_key": "zq11TikApiKey",
    "tikapi.account_key": "zq12AccountKey",
}
_FROM_COOKIES = ("zq9Idc", "zq10Cookie")
_FORMATS = "srt,vtt,ass,html,jsonl,csv,bilibili,twitch,live-chat,info,nfo,chapters"


def test_every_secret_setting_is_searched_for() -> None:
    """A new key that holds one is added here, or this fails."""
    found = {
        f"{section}.{key}"
        for section, model in ((name, field.annotation) for name, field in Settings.model_fields.items())
        for key, field in getattr(model, "model_fields", {}).items()
        if "SecretStr" in repr(field)
    }
    assert found - {"database.url"} == set(SECRETS)


def secret_forms() -> Iterator[bytes]:
    """Each secret as it is, and as a login is sent."""
    for secret in (*SECRETS.values(), *_FROM_COOKIES):
        yield secret.encode()
    for name in ("tiktok.proxy", "tiktok.socket_proxy", "tiktok.media_proxy"):
        yield base64.b64encode(f"me:{SECRETS[name]}".encode())


def found_in(data: bytes) -> list[str]:
    return [form.decode() for form in secret_forms() if form in data]


def configure(folder: Path, server: RebroadcastServer, proxies: dict[str, str]) -> None:
    """A configuration that holds every secret there is, and lets each go wherever it may."""
    (folder / "cookies.txt").write_text(
        "# Netscape HTTP Cookie File\n"
        f".tiktok.com\tTRUE\t/\tTRUE\t0\ttt-target-idc\t{_FROM_COOKIES[0]}\n"
        f".tiktok.com\tTRUE\t/\tTRUE\t0\todin_tt\t{_FROM_COOKIES[1]}\n"
    )
    lines = [f'{name} = "{url}"' for name, url in proxies.items()]
    lines += [
        f'session_id = "{SECRETS["tiktok.session_id"]}"',
        f'tt_target_idc = "{_FROM_COOKIES[0]}"',
        'cookies_file = "cookies.txt"',
        f'sign_headers = {{ X-Own = "{SECRETS["tiktok.sign_headers"]}" }}',
        f'headers = {{ X-Own = "{SECRETS["tiktok.headers"]}" }}',
        f'socket_headers = {{ X-Own = "{SECRETS["tiktok.socket_headers"]}" }}',
        'sign_auth = "query"',
        "allow_actions = true",
        "send_session_to_socket = true",
        "send_session_to_sign_server = true",
        'strategies = ["sign_server", "direct", "polling", "tikapi"]',
        f'[tikapi]\nbase_url = "{server.base_url}"\nfallback = true',
        f'api_key = "{SECRETS["tikapi.api_key"]}"\naccount_key = "{SECRETS["tikapi.account_key"]}"',
    ]
    write_config(folder, server.endpoints(), extra="\n".join(lines))


class Archiver:
    """The command line in processes of its own; all they say is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.said: list[tuple[str, bytes]] = []

    async def start(self, *words: str, **environment: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "archiver", "--config", str(self._folder), "--log-level", "debug", *words,
            env={**os.environ, "ARCHIVER_TIKTOK__SIGN_API_KEY": SECRETS["tiktok.sign_api_key"], **environment},
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def __call__(self, *words: str, status: int = 0, **environment: str) -> bytes:
        """Run a command to its end; returns its stdout."""
        process = await self.start(*words, **environment)
        return await self.end_of(process, *words, status=status)

    async def end_of(self, process: asyncio.subprocess.Process, *words: str, status: int = 0) -> bytes:
        out, err = await asyncio.wait_for(process.communicate(), 60)
        self.said.append((" ".join(words), out + err))
        assert process.returncode == status, (words, err.decode()[-2000:])
        return out


async def sample_arguments(seen: set[bytes]) -> None:
    """The command lines of all processes there are, again and again."""
    while True:
        for path in await asyncio.to_thread(lambda: list(Path("/proc").glob("[0-9]*/cmdline"))):
            with suppress(OSError):
                seen.add(path.read_bytes())
        await asyncio.sleep(0.05)


@pytest.mark.slow
async def test_a_recording_and_all_that_is_made_of_it_keep_no_secret(tmp_path: Path) -> None:
    """Logs, command lines, database, journals, files, exports, errors, tracebacks and what doctor says."""
    arguments: set[bytes] = set()
    sampling = asyncio.create_task(sample_arguments(arguments))
    archiver = Archiver(tmp_path)
    async with (
        RebroadcastServer(long_scenario()) as server,
        Proxy(int(server.base_url.rpartition(":")[2])) as http,
        Proxy(int(server.endpoints().webcast_ws_url.rpartition(":")[2])) as sockets,
    ):
        login = {name: f"me:{SECRETS[f'tiktok.{name}']}@127.0.0.1" for name in ("proxy", "socket_proxy", "media_proxy")}
        proxies = {
            "proxy": f"socks5://{login['proxy']}:{http.port}",
            "socket_proxy": f"http://{login['socket_proxy']}:{sockets.port}",
            "media_proxy": f"http://{login['media_proxy']}:{http.port}",
        }
        configure(tmp_path, server, proxies)
        await asyncio.to_thread(migrate.upgrade, f"sqlite:///{tmp_path}/archiver.db")
        await record_and_look_on(archiver, server)
        await make_everything_of_it(archiver, tmp_path)
        await fail_in_every_way(archiver, server, proxies)
    sampling.cancel()
    assert (http.logins[0], sockets.logins[0]) == (
        f"me:{SECRETS['tiktok.proxy']}",
        f"me:{SECRETS['tiktok.socket_proxy']}",
    )
    assert SECRETS["tiktok.session_id"] in server.seen.last_handshake["cookie"]
    assert any(b"-progress" in each for each in arguments)
    given = (tmp_path / "config.toml").read_bytes() + (tmp_path / "cookies.txt").read_bytes()
    assert len(found_in(given)) == len(SECRETS) - 1 + len(_FROM_COOKIES)  # the key came by the environment
    assert [each for each in arguments if found_in(each)] == []
    assert [(words, found) for words, said in archiver.said if (found := found_in(said))] == []
    assert [(path.name, found) for path, data in everything_kept(tmp_path) if (found := found_in(data))] == []


async def record_and_look_on(archiver: Archiver, server: RebroadcastServer) -> None:
    """A few seconds of recording by FFmpeg; meanwhile everything else is asked, and a second recording is refused."""
    creator = f"@{server.scenario.creator.unique_id}"
    recording = await archiver.start("record", creator, "--for", "9s", "--ffmpeg-option", "probesize=5000000")
    while not json.loads(live := await archiver("--json", "sessions", "list", "--live")):
        assert recording.returncode is None
    assert json.loads(live)[0]["is_recording"] is True
    await archiver("record", creator, status=1)
    assert b"is being recorded" in archiver.said[-1][1]
    await asyncio.gather(
        archiver("doctor", creator),
        archiver("room", "chat", creator, "hello", "--as-me"),
        archiver("room", "limits"),
        archiver("tikapi", "show", creator),
        archiver("room", "show", creator, ARCHIVER_TIKTOK__IMPERSONATE="chrome"),
    )
    await archiver.end_of(recording, "record")
    assert json.loads(await archiver("--json", "sessions", "list", "--live")) == []


async def make_everything_of_it(archiver: Archiver, folder: Path) -> None:
    """Every view of the session, and every text that is exported."""
    await archiver("sessions", "verify", "last")
    (folder / "exports").mkdir()
    await archiver("export", "last", "--format", _FORMATS, "-o", str(folder / "exports"))
    shown = json.loads(await archiver("--json", "sessions", "show", "last"))
    assert (shown["is_recording"], shown["end_cause"]) == (False, "time_limit")
    assert shown["chats"] > 0
    assert {each["strategy"] for each in shown["connections"]} == {"sign_server"}


async def fail_in_every_way(archiver: Archiver, server: RebroadcastServer, proxies: dict[str, str]) -> None:
    """With tracebacks: proxies that are gone, a server that is none, values that cannot be read."""
    creator = f"@{server.scenario.creator.unique_id}"
    gone = {f"ARCHIVER_TIKTOK__{name.upper()}": url.rpartition(":")[0] + ":1" for name, url in proxies.items()}
    server.faults.sign = "forbidden"
    session = SECRETS["tiktok.session_id"]
    await asyncio.gather(
        archiver("--debug", "doctor", creator, status=1),
        archiver("--debug", "room", "live", creator, status=1, **gone),
        archiver("--debug", "room", "live", creator, status=1, ARCHIVER_TIKTOK__IMPERSONATE="chrome", **gone),
        archiver("--debug", "record", creator, status=1, **gone),
        archiver("--debug", "tikapi", "show", creator, status=1, **gone),
        archiver("--debug", "room", "limits", status=1, **gone),
    )
    await asyncio.gather(
        archiver("--debug", "room", "limits", status=1, ARCHIVER_TIKTOK__SESSION_ID=f"{session} {session}"),
        archiver("--debug", "room", "limits", status=1, ARCHIVER_TIKTOK__PROXY=SECRETS["tiktok.proxy"]),
        archiver("--debug", "room", "limits", status=1, ARCHIVER_TIKTOK__HEADERS=f'["{SECRETS["tiktok.headers"]}"]'),
    )


def everything_kept(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """All files but the configuration; of journals also what is compressed in them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in (folder / "config.toml", folder / "cookies.txt"):
            yield path, path.read_bytes()
        if path.name.startswith("journal"):
            yield path, b"".join(payload(record) for record in iterate_records(path))


def payload(record: Any) -> bytes:
    """What a record of a journal says."""
    if record.kind is not FrameKind.PUSH:
        return bytes(record.data)
    found = pb.PushFrame.FromString(record.data).payload
    return gzip.decompress(found) if found[:2] == b"\x1f\x8b" else found
