"""Configuration: precedence, bounds, and sentences that say what to mend."""

from __future__ import annotations

import contextlib
import tempfile
import tomllib
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from archiver.config import Settings, TikTokSettings, find_config, load_settings, make_settings
from archiver.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(write(folder, text))
    return str(caught.value)


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    """Nothing has to be configured; relative places start at the file."""
    settings = load_settings(write(tmp_path, ""))
    assert settings.archive_folder == tmp_path / "archive"
    assert settings.database_url == f"sqlite:///{tmp_path}/archiver.db"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///a%20b.db", "a%20b.db"),
        ("sqlite:///a b.db", "a%20b.db"),
        ("sqlite:///100%.db", "100%25.db"),
        ("sqlite:///sub/../a.db?timeout=5", "a.db?timeout=5"),
    ],
)
def test_a_database_url_is_a_url(tmp_path: Path, url: str, said: str) -> None:
    """What the configuration says is read as a URL: escapes in the path, options behind the question mark."""
    settings = load_settings(write(tmp_path, f'[database]\nurl = "{url}"\n'))
    assert settings.database_url == f"sqlite:///{tmp_path}/{said}"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable overrides one key and leaves its neighbours."""
    monkeypatch.setenv("ARCHIVER_WATCH__POLL_INTERVAL_S", "7")
    settings = load_settings(write(tmp_path, "[watch]\npoll_interval_s = 30\ntick_s = 2\n"))
    assert (settings.watch.poll_interval_s, settings.watch.tick_s) == (7, 2)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ARCHIVER_WATCH__TICK_S", "x", "ARCHIVER_WATCH__TICK_S in the environment: watch.tick_s is wrong: "),
        ("ARCHIVER_WATCH__TOCK_S", "1", "ARCHIVER_WATCH__TOCK_S in the environment: watch.tock_s is not a key"),
        ("archiver_watch__tick_s", "0", "archiver_watch__tick_s in the environment: watch.tick_s is wrong: "),
        (
            "ARCHIVER_TIKTOK__STRATEGIES",
            "direct",
            'ARCHIVER_TIKTOK__STRATEGIES in the environment is not JSON; write a list as ["',
        ),
        (
            "ARCHIVER_RECORD__FFMPEG_OPTIONS",
            "probesize=1",
            "ARCHIVER_RECORD__FFMPEG_OPTIONS in the environment is not JSON",
        ),
        ("archiver_watch", "tick_s", "archiver_watch in the environment is not JSON"),
        (
            "ARCHIVER_TIKTOK_SIGN_API_KEY",
            "k",
            "sets nothing; write ARCHIVER_TIKTOK__SIGN_API_KEY, with two underscores.",
        ),
        ("ARCHIVER_TIKTOC__PROXY", "", "ARCHIVER_TIKTOC__PROXY in the environment: tiktoc is not a section"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """Nobody looks for it in the file, where the key may be right."""
    monkeypatch.setenv(name, value)
    assert said in complaint(tmp_path, "[watch]\ntick_s = 3\n")


def test_variables_of_others_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what looks like a key is one; a script may keep its own things under our name."""
    for name in ("ARCHIVER_HOME", "ARCHIVER_CONFIG", "MY_ARCHIVER_X__Y"):
        monkeypatch.setenv(name, "/srv")
    assert load_settings(write(tmp_path, "")).log.level == "info"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("watch = 3\n", ["line 1", "watch", "write [watch]"]),
        ("[watch]\npoll_interval_s = \n", ["config.toml", "not valid TOML", "line 2"]),
        ("[watch]\n\npol_interval_s = 3\n", ["line 3", "watch.pol_interval_s", "not a key"]),
        ("[wach]\n", ["line 1", "wach", "not a key"]),
        ("[record]\nstall_timeout_s = 1\n", ["line 2", "record.stall_timeout_s", "greater than or equal to 2"]),
        ('[record]\nprotocol = "rtmp"\n', ["line 2", "record.protocol", "'flv'"]),
        ('[database]\nurl = "mysql://x"\n', ["line 2", "database.url", "postgresql://"]),
        ('[tiktok]\nsession_id = "x"\n', ["tiktok", "tt_target_idc"]),
        ('[tiktok]\nstrategies = ["tikapi"]\n[tikapi]\napi_key = "k"\n', ["toml: the strategy", "tikapi.account_key"]),
        ("[tiktok]\nstrategies = []\n", ["line 2", "tiktok.strategies", "at least one"]),
        ('base = "/"\n', ["line 1", "base"]),
        ("[watch]\npoll_interval_s = true\n", ["line 2", "watch.poll_interval_s is wrong: write a number, not true."]),
        ("[watch]\nchecks_at_once = true\n", ["line 2", "watch.checks_at_once is wrong: write a number, not true."]),
        ('[tiktok]\nimpersonate = "Chrome 1"\n', ["line 2", "the name of a browser, such as chrome"]),
        ('[tiktok]\nsocket_provider = "x"\n', ["line 2", "name a function of a module, such as my_module:my_function"]),
        (
            '[tiktok]\nheaders = { "a b" = "c" }\n',
            ["line 2", "tiktok.headers.a b is wrong: the name of a header is a word"],
        ),
        ('[tiktok]\nparams = { "a b" = "c" }\n', ["line 2", "tiktok.params", "the name of a parameter holds letters"]),
        ('[tiktok]\nsession_hosts = ["A"]\n', ["line 2", "session_hosts", "the name of a host in lower case"]),
        ('[tiktok]\npreferred_agents = ["a b"]\n', ["line 2", "preferred_agents", "an agent is a word of letters"]),
        ('[tiktok]\nstrategies = "direct"\n', ["line 2", 'should be a list, such as ["a", "b"]']),
        ("[tiktok]\nheaders = 3\n", ["line 2", 'should be a table, such as { a = "b" }']),
        (
            "[archive]\nfolder = 3\n",
            ["line 2", "archive.folder is wrong: input should be a text, the path of a file or"],
        ),
    ],
)
def test_mistakes_name_file_line_and_key(tmp_path: Path, text: str, parts: list[str]) -> None:
    """Each mistake ends in a sentence that says where it is and what is allowed."""
    sentence = complaint(tmp_path, text)
    assert [part for part in ["config.toml", *parts] if part not in sentence] == []
    assert "\n" not in sentence


@pytest.mark.parametrize("key", ["proxy", "socket_proxy", "media_proxy"])
@pytest.mark.parametrize(
    "address", ["ftp://me:s3cret@h", "h:3128", "me:s3cret@h", "http://me:s3cret@[::1", "http://:8"]
)
def test_what_is_no_proxy_is_refused_when_it_is_read(tmp_path: Path, key: str, address: str) -> None:
    """Not when the first broadcast begins; and without the address, which may hold a password."""
    sentence = complaint(tmp_path, f'[tiktok]\n{key} = "{address}"\n')
    assert f"line 2: tiktok.{key} is wrong: use http://host:port, https://host:port or socks5://host:port" in sentence
    assert "s3cret" not in sentence


@pytest.mark.parametrize("address", ["", "http://h:3128", "https://me:p%40w@h", "socks5://h:1080", "socks5h://[::1]:9"])
def test_a_proxy_that_can_be_used_is_taken(tmp_path: Path, address: str) -> None:
    """All kinds that the documentation names; an empty one is none."""
    settings = load_settings(write(tmp_path, f'[tiktok]\nproxy = "{address}"\nmedia_proxy = "{address}"\n'))
    assert settings.tiktok.proxy is not None
    assert settings.tiktok.proxy.get_secret_value() == address


def test_an_empty_path_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left empty is not the folder ".": so it is said of record.ffmpeg, and so containers pass variables on."""
    monkeypatch.setenv("ARCHIVER_TIKTOK__COOKIES_FILE", "")
    settings = load_settings(write(tmp_path, '[record]\nffmpeg = ""\n'))
    assert (settings.record.ffmpeg, settings.tiktok.cookies_file) == (None, None)


def test_a_tilde_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell, wherever a place is named: else a folder with that very name is made beside the configuration."""
    home = tmp_path / "at 100 %"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    settings = load_settings(
        write(
            tmp_path,
            '[archive]\nfolder = "~/kept"\n[database]\nurl = "sqlite:///~/a.db?timeout=5"\n'
            '[record]\nffmpeg = "~/ffmpeg"\n[tiktok]\ncookies_file = "~/c.txt"\n'
            '[export]\noutput = "~/%(id)s.%(ext)s"\n',
        )
    )
    assert (settings.archive_folder, settings.ffmpeg) == (home / "kept", home / "ffmpeg")
    assert settings.tiktok.cookies_file == home / "c.txt"
    assert settings.database_url == f"sqlite:///{quote(str(home))}/a.db?timeout=5"
    assert settings.export.output == f"{tmp_path}/at 100 %%/%(id)s.%(ext)s"
    assert find_config(Path("~/../config.toml")) == home / ".." / "config.toml"


def test_a_home_that_is_not_known_is_refused(tmp_path: Path) -> None:
    """Nothing is put into a folder called so."""
    assert "line 2: archive.folder is wrong: whose home" in complaint(
        tmp_path, '[archive]\nfolder = "~nobody-of-us/a"\n'
    )


@pytest.mark.parametrize(
    ("written", "meant"), [("bin/ffmpeg", "{base}/bin/ffmpeg"), ("ffmpeg", "ffmpeg"), ("/opt/ffmpeg", "/opt/ffmpeg")]
)
def test_ffmpeg_is_found_from_the_file(tmp_path: Path, written: str, meant: str) -> None:
    """Like every path of the configuration, wherever the command is given; a name alone is looked for on PATH."""
    settings = load_settings(write(tmp_path, f'[record]\nffmpeg = "{written}"\n'))
    assert str(settings.ffmpeg) == meant.format(base=tmp_path)


def test_an_empty_session_id_is_none(tmp_path: Path) -> None:
    """It needs no region."""
    assert not load_settings(write(tmp_path, '[tiktok]\nsession_id = ""\n')).tiktok.session_id


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are named as such."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"[watch]\n\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_settings(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Some editors put it in front of UTF-8, where nobody sees it."""
    assert load_settings(write(tmp_path, "\ufeff[watch]\ntick_s = 3\n")).watch.tick_s == 3


def test_the_environment_cannot_move_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative places start at the file, whatever ARCHIVER_BASE says."""
    monkeypatch.setenv("ARCHIVER_BASE", "/elsewhere")
    assert load_settings(write(tmp_path, "")).archive_folder == tmp_path / "archive"


def test_secrets_show_in_no_text(tmp_path: Path) -> None:
    """Neither repr nor an error gives a secret away."""
    text = '[tiktok]\nsign_api_key = "k3y"\nsession_id = "s3ss"\ntt_target_idc = "x"\nproxy = "http://u:pr0xy@h"\n'
    text += '[tikapi]\napi_key = "t1k"\naccount_key = "acc0"\n'
    text += '[database]\nurl = "postgresql://u:p4ss@h/n"\n'
    shown = repr(load_settings(write(tmp_path, text)))
    assert [secret for secret in ("k3y", "s3ss", "pr0xy", "p4ss", "t1k", "acc0") if secret in shown] == []
    assert "s3ss" not in complaint(tmp_path, '[tiktok]\nsession_id = "s3ss"\n')


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("", ("sign_server", "direct")),
        ('[tikapi]\napi_key = "k"\n', ("sign_server", "direct")),
        ('[tikapi]\napi_key = "k"\naccount_key = "a"\n', ("sign_server", "direct", "tikapi")),
        ('[tiktok]\nstrategies = ["direct"]\n[tikapi]\napi_key = "k"\naccount_key = "a"\n', ("direct",)),
        (
            '[tiktok]\nstrategies = ["tikapi", "direct"]\n[tikapi]\napi_key = "k"\naccount_key = "a"\n',
            ("tikapi", "direct"),
        ),
    ],
)
def test_tikapi_is_the_last_way_where_it_has_keys(tmp_path: Path, text: str, ways: tuple[str, ...]) -> None:
    """Unless the ways are listed."""
    assert load_settings(write(tmp_path, text)).strategies == ways


def test_a_missing_file_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any configuration the sentence names `archiver init`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    with pytest.raises(ConfigError, match="archiver init"):
        find_config(None)
    with pytest.raises(ConfigError, match="does not exist"):
        find_config(tmp_path / "other.toml")


def test_a_folder_names_the_file_in_it(tmp_path: Path) -> None:
    """``--config DIR`` means the config.toml in it."""
    path = write(tmp_path, "")
    assert find_config(tmp_path) == path


def test_the_example_shows_every_key_with_its_default() -> None:
    """config.example.toml and the settings agree, key by key; commented keys are those without a default."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    shown = tomllib.loads(text)
    for name, field in Settings.model_fields.items():
        if name == "base":
            continue
        section = field.default
        assert isinstance(section, BaseModel)
        assert {key: _plain(value) for key, value in shown[name].items()} == {
            key: _plain(value) for key, value in dict(section).items() if value is not None
        }
        for key, value in dict(section).items():
            assert value is not None or f"# {key} =" in text, f"{name}.{key} is not in the example"


def _plain(value: Any) -> Any:
    if hasattr(value, "get_secret_value"):
        return value.get_secret_value()
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "9" * 5_000,
        "# " + "x" * 2_000_000,
        "_cli_parse_args = true",
        '_env_file = "/etc/passwd"',
        '[archive]\nfolder = "a\\u0000b"',
        '[database]\nurl = "sqlite:///a\\u0000b"',
        '[record]\nquality = "bset"',
    ],
)
def test_hostile_files_end_in_a_sentence(tmp_path: Path, text: str) -> None:
    """Depth, digits, size, NUL and keys of the library underneath: each is refused in one short sentence."""
    sentence = complaint(tmp_path, text)
    assert "config.toml" in sentence
    assert len(sentence) < 500


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1", "https://x:99999", "https://x:0", "https://", "https://x/ y", "https://x\\n", "file:///etc/passwd",
        "https://user:word@x", "https://x?q=1", "https://x#f", "https://é.example", "wss://x",
    ],
)  # fmt: skip
def test_addresses_that_paths_cannot_follow_are_refused(tmp_path: Path, address: str) -> None:
    """A base address is scheme, host, port and folder; anything else would be met later, in the middle of a night."""
    for key in ("tiktok_url", "webcast_url", "sign_url"):
        assert f"tiktok.{key}" in complaint(tmp_path, f'[tiktok]\n{key} = "{address}"\n')
    socket = address.replace("https", "wss") if address != "wss://x" else "https://x"
    assert "tiktok.webcast_ws_url" in complaint(tmp_path, f'[tiktok]\nwebcast_ws_url = "{socket}"\n')


def test_a_slash_behind_an_address_does_not_matter(tmp_path: Path) -> None:
    """People copy addresses with their slash; paths begin with one."""
    tiktok = load_settings(write(tmp_path, '[tiktok]\ntiktok_url = "https://x.example:8443/a/"\n')).tiktok
    assert tiktok.tiktok_url == "https://x.example:8443/a"


def test_a_password_that_looks_like_a_host_is_refused(tmp_path: Path) -> None:
    """An unescaped '@' would make a host name of half the password, and error sentences name hosts."""
    sentence = complaint(tmp_path, '[database]\nurl = "postgresql://u:p@ssw0rd@h/db"\n')
    assert "%40" in sentence
    assert "ssw0rd" not in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARCHIVER_TIKTOK", '{"session_id": "s3ss"'),
        ("ARCHIVER_DATABASE", "s3ss"),
        ("ARCHIVER_TIKTOK", '{"proxy": ["s3ss"]}'),
    ],
)
def test_a_broken_variable_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A secret in a variable that cannot be read reaches neither the sentence nor its traceback."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        load_settings(write(tmp_path, ""))
    assert "s3ss" not in "".join(traceback.format_exception(caught.value))


@given(text=st.text(max_size=300))
def test_no_text_escapes_as_another_error(text: str) -> None:
    """Whatever the file holds, it is settings or a ConfigError."""
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ConfigError):
        load_settings(write(Path(folder), text.replace("\ud800", "")))


@given(
    values=st.dictionaries(
        st.sampled_from([*Settings.model_fields, "_x", ""]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.dictionaries(
                    st.sampled_from([*TikTokSettings.model_fields, "url", "folder", "x"]), inner, max_size=4
                )
                | st.lists(inner, max_size=3)
            ),
            max_leaves=8,
        ),
        max_size=3,
    )
)
def test_no_value_escapes_as_another_error(values: dict[str, Any]) -> None:
    """Whatever stands behind a key, it is settings or a ConfigError."""
    values = {key: value for key, value in values.items() if key != "base" and not key.startswith("_")}
    with contextlib.suppress(ConfigError):
        settings = make_settings(base=Path("/x"), values=values)
        assert settings.archive_folder
        assert settings.database_url
