"""The HTML page in a real browser, opened from disk beside a real video."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from archiver.export.page import writer
from archiver.model.replay import RecordedBattle, RecordedGap, ReplayItem
from tests.browser import chromium
from tests.fakes.media_files import run_ffmpeg
from tests.fakes.replay import chat, gift, part, recording
from tests.unit.export.hostile import ATTACKS, session

_LENGTH_S = 60
_GAP = RecordedGap(cause="disconnect", started_at=0, ended_at=9_000, offset_ms=20_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a minute of video whose name means something to addresses."""
    made = tmp_path_factory.mktemp("page")
    source = f"testsrc=s=90x160:r=5:d={_LENGTH_S}"
    codec = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "5", "-pix_fmt", "yuv420p")
    run_ffmpeg("-f", "lavfi", "-i", source, *codec, str(made / "ann #1 100%.mp4"))
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


class Opened:
    """A page, and everything it did that it should not do."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))
        page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation',"
            " (event) => violations.push(event.violatedDirective))"
        )
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")

    def seek(self, second: float) -> None:
        """Move the video, as its own controls do."""
        self.page.wait_for_function("() => document.querySelector('video').readyState >= 1")
        self.page.evaluate("(second) => { document.querySelector('video').currentTime = second; }", second)

    @property
    def now(self) -> Any:
        """The row that has just been said."""
        return self.page.locator(".row.now")


@pytest.fixture
def open_page(browser: Browser, folder: Path) -> Iterator[Any]:
    """Opens a replay as a page; afterwards nothing wrong has happened."""
    opened: list[Opened] = []

    def make(
        items: Iterable[ReplayItem],
        *,
        video: str = "ann #1 100%.mp4",
        title: str = "Cats",
        deleted: str = "hide",
        battles: tuple[RecordedBattle, ...] = (),
        **view: Any,
    ) -> Opened:
        whole = recording(
            part(1), gaps=(_GAP,), battles=battles, title=title, duration_ms=_LENGTH_S * 1000, chats=3
        )  # fmt: skip
        options = writer.PageOptions(recording=whole, title=title, video=video, deleted=deleted)
        path = folder / f"page_{len(list(folder.iterdir()))}.html"
        path.write_text("".join(writer.write(items, options)), encoding="utf-8")
        opened.append(Opened(browser.new_page(**view), path))
        return opened[-1]

    yield make
    for one in opened:
        violations = one.page.evaluate("violations")
        one.page.close()
        assert one.wrong == []
        assert violations == []
        assert all(url.startswith(("file:", "blob:")) for url in one.requests)


def _minute() -> list[ReplayItem]:
    return [chat(second * 1000, f"said at {second}", f"Viewer {second}") for second in range(_LENGTH_S)]


def test_the_chat_follows_the_video(open_page: Any) -> None:
    """A seek brings the message of that moment into view, forwards and backwards."""
    opened = open_page(_minute())
    for second in (42, 7, 58):
        opened.seek(second + 0.5)
        expect(opened.now).to_contain_text(f"said at {second}")
        expect(opened.now).to_be_in_viewport()
    expect(opened.page.locator(".row.later").first).to_contain_text("said at 59")


def test_playing_moves_the_chat(open_page: Any) -> None:
    """Without a seek the newest message changes as the video goes on."""
    opened = open_page(_minute())
    opened.seek(10.2)
    expect(opened.now).to_contain_text("said at 10")
    opened.page.evaluate(
        "const video = document.querySelector('video'); video.muted = true; video.playbackRate = 8; video.play()"
    )
    opened.page.wait_for_function(
        "() => parseInt(document.querySelector('.row.now .text').textContent.split(' ')[2]) >= 14"
    )


def test_a_time_in_the_chat_seeks_the_video(open_page: Any) -> None:
    """Clicking when something was said goes there."""
    opened = open_page(_minute())
    opened.seek(30)
    opened.page.locator(".row", has_text="said at 25").locator(".at").click()
    opened.page.wait_for_function("() => document.querySelector('video').currentTime === 25")
    expect(opened.now).to_contain_text("said at 25")


def test_scrolling_away_waits_until_the_way_back(open_page: Any) -> None:
    """Whoever reads is not pulled away; the button returns."""
    opened = open_page(_minute())
    opened.seek(50)
    expect(opened.now).to_contain_text("said at 50")
    opened.page.locator(".list").hover()
    opened.page.mouse.wheel(0, -5_000)
    expect(opened.page.locator(".row", has_text="said at 0").first).to_be_in_viewport()
    opened.seek(55)
    expect(opened.page.locator(".row", has_text="said at 0").first).to_be_in_viewport()
    opened.page.get_by_role("button", name="Back to the video").click()
    expect(opened.now).to_contain_text("said at 55")
    expect(opened.now).to_be_in_viewport()


def test_search_finds_words_names_and_accents(open_page: Any) -> None:
    """All words have to be there, in any order, in text or name; hits are marked and counted."""
    items = [
        chat(0, "Crème brûlée please", "Léa"),
        chat(1_000, "please", "Bo"),
        chat(2_000, "你好主播晚上好", "雪"),
        gift(3_000),
    ]
    page = open_page(items).page
    for wanted, count, text, hits in (
        ("creme PLEASE", 1, "Crème", ["Crème", "please"]),
        ("@ann", 4, "Léa", []),
        ("主播", 1, "你好", ["主播"]),
        ("rose", 1, "Rose ×5", ["Rose"]),
    ):
        page.keyboard.press("/")
        page.locator("#search").fill(wanted)
        expect(page.locator("#hits")).to_have_text(f"{count} found")
        expect(page.locator(".row").first).to_contain_text(text)
        expect(page.locator(".row").first.locator("mark")).to_have_text(hits)
        page.keyboard.press("Escape")
    expect(page.locator("#hits")).to_have_text("")
    page.get_by_role("button", name="Gifts").click()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row")).to_contain_text("5 diamonds")
    page.locator("#search").fill("nobody said this")
    expect(page.locator(".empty")).to_have_text("Nothing matches.")


def test_roles_and_hidden_comments_are_told(open_page: Any) -> None:
    """Moderators and subscribers are marked; what was hidden is there, and marked, when that was asked for."""
    items = [
        chat(0, "kept", is_moderator=True, is_subscriber=True),
        chat(0, "gone", is_moderator=True, is_subscriber=True, is_deleted=True),
    ]
    page = open_page(items).page
    expect(page.locator(".row .tag")).to_have_text(["MOD", "SUB"])
    expect(page.locator(".row .text")).to_have_text(["kept"])
    page = open_page(items, deleted="mark").page
    expect(page.locator(".row .tag")).to_have_text(["MOD", "SUB", "MOD", "SUB", "HIDDEN"])
    expect(page.locator(".row.deleted .text")).to_have_text("gone")


def test_battles_are_lines_of_the_chat(open_page: Any) -> None:
    """Where one begins and where it is over, whatever the other creator is called."""
    battle = RecordedBattle(opponents=("<b>Bert",), offset_ms=7_000, over_ms=12_000)
    page = open_page([chat(10_000, "fight!")], battles=(battle,)).page
    expect(page.locator(".row .text")).to_have_text(["Battle with <b>Bert", "fight!", "After the battle with <b>Bert"])


def test_hostile_text_is_only_text(open_page: Any) -> None:
    """Names, comments, gifts and the title of every attack stand as text: no element, no dialog, nothing loaded."""
    title = "</title><script>alert(0)</script>"
    opened = open_page(session(4_000), title=title)
    page = opened.page
    assert page.title() == title
    assert page.evaluate("document.querySelectorAll('img, iframe, .rows script, a, object').length") == 0
    page.locator("#search").fill("<script>alert(1)")
    expect(page.locator(".row .text").first).to_have_text(ATTACKS[3])
    assert page.evaluate("document.querySelectorAll('script').length") == 2


def test_the_policy_lets_nothing_else_run(open_page: Any) -> None:
    """What somehow got into the document could still not act: no inline handler, no script, no address."""
    opened = open_page(_minute())
    page = opened.page
    page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", "<img src='x' onerror='window.acted = 1'>");
          const script = document.createElement("script");
          script.textContent = "window.acted = 2";
          document.body.append(script);
        }"""
    )
    page.wait_for_function("() => ['img-src', 'script-src-elem'].every((one) => violations.includes(one))")
    assert page.evaluate("window.acted") is None
    assert opened.wrong
    page.evaluate("violations = []")
    opened.wrong.clear()


def test_a_hundred_thousand_messages_are_few_elements(open_page: Any) -> None:
    """The list holds what is in view; any place in it can be reached, the ends too."""
    count = 100_000
    opened = open_page(chat(number * 59_000 // count, f"number {number}") for number in range(count))
    page = opened.page
    assert page.evaluate("document.querySelectorAll('.row').length") < 80
    opened.seek(59.9)
    expect(opened.now).to_contain_text("number 99999")
    page.locator("#search").fill("number 54321")
    expect(page.locator("#hits")).to_have_text("1 found")
    page.locator(".row .at").first.click()
    page.keyboard.press("Escape")
    page.locator("#search").fill("")
    expect(opened.now).to_contain_text("number 5432")
    assert page.evaluate("document.querySelectorAll('.row').length") < 80


@pytest.mark.parametrize(("width", "height", "scheme"), [(360, 740, "light"), (740, 360, "dark"), (1400, 900, "dark")])
def test_every_screen_has_everything_in_view(open_page: Any, width: int, height: int, scheme: str) -> None:
    """Nothing is cut off at the side; video and chat are on the screen; colours are the system's."""
    opened = open_page(_minute(), viewport={"width": width, "height": height}, color_scheme=scheme)
    page = opened.page
    opened.seek(30)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    expect(page.locator("video")).to_be_in_viewport()
    expect(opened.now).to_be_in_viewport()
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (back == "rgb(13, 15, 20)") == (scheme == "dark")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != back


def test_keys_and_curves_seek(open_page: Any) -> None:
    """The arrows, and a click in the curves."""
    opened = open_page([_minute()[0], chat(100, "", kind="viewers", quantity=12), *_minute()[1:]])
    page = opened.page
    opened.seek(20)
    expect(opened.now).to_contain_text("said at 20")
    page.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(opened.now).to_contain_text("said at 25")
    page.keyboard.press("j")
    expect(opened.now).to_contain_text("said at 15")
    page.keyboard.press("Home")
    expect(opened.now).to_contain_text("said at 0")
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.wait_for_function("() => Math.abs(document.querySelector('video').currentTime - 30) < 1")
    expect(page.locator("#told")).to_contain_text("12 viewers · 1 comment")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_gifts_do_not_hide_the_comments_in_the_curves(open_page: Any) -> None:
    """Where there were both, both are seen, one above the other."""
    page = open_page([each for message in _minute() for each in (message, gift(message.offset_ms))]).page
    colours = page.evaluate(
        """() => {
          const canvas = document.querySelector('canvas'), style = getComputedStyle(document.documentElement);
          const pen = document.createElement('canvas').getContext('2d');
          const number = (name) => {
            pen.fillStyle = style.getPropertyValue(`--${name}`).trim();
            pen.fillRect(0, 0, 1, 1);
            return pen.getImageData(0, 0, 1, 1).data.join();
          };
          const at = (x) => {
            const data = canvas.getContext('2d').getImageData(x, 0, 1, canvas.height).data;
            return new Set(Array.from({ length: canvas.height }, (_, y) => data.slice(4 * y, 4 * y + 4).join()));
          };
          const columns = Array.from({ length: canvas.width }, (_, x) => at(x));
          return ['gifts', 'rate'].map((name) => columns.filter((column) => column.has(number(name))).length);
        }"""
    )
    assert colours[0] == colours[1] > 0


def test_a_time_that_has_the_focus_keeps_it_while_the_chat_moves(open_page: Any) -> None:
    """Who goes through the chat by keys, or has chosen words of it, does not lose their place with the next message."""
    opened = open_page(_minute())
    page = opened.page
    opened.seek(30.5)
    expect(opened.now).to_contain_text("said at 30")
    page.locator(".row", has_text="said at 30").locator(".at").focus()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.row.now .text'))")
    opened.seek(32.5)
    expect(opened.now).to_contain_text("said at 32")
    assert page.evaluate("document.activeElement.textContent") == "0:00:30"
    assert page.evaluate("getSelection().toString()") == "said at 30"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "0:00:31"


def test_going_through_the_times_by_keys_waits(open_page: Any) -> None:
    """As scrolling does: the video goes on and the focus stays in view, until a time is chosen."""
    opened = open_page(_minute())
    page = opened.page
    opened.seek(20.5)
    expect(opened.now).to_contain_text("said at 20")
    page.locator(".list").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    chosen = page.evaluate("document.activeElement.textContent")
    opened.seek(58.5)
    expect(page.get_by_role("button", name="Back to the video")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == chosen
    expect(page.locator(".at:focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(opened.now.locator(".at")).to_have_text(chosen)
    expect(page.get_by_role("button", name="Back to the video")).to_be_hidden()


def test_without_a_video_the_chat_is_read_by_itself(open_page: Any) -> None:
    """Nothing is dimmed, because nothing is still to come; the curves and the times lead through the chat."""
    page = open_page(_minute(), video="").page
    expect(page.locator(".row", has_text="said at 3").first).to_be_visible()
    expect(page.locator(".row.later")).to_have_count(0)
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 40.5 / _LENGTH_S, box["y"] + 20)
    expect(page.locator(".row.now")).to_contain_text("said at 40")
    expect(page.locator(".row.now")).to_be_in_viewport()
    expect(page.locator(".row.later")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".row.now")).to_contain_text("said at 45")


def test_a_video_that_is_not_there_can_be_chosen(browser: Browser, folder: Path, open_page: Any) -> None:
    """The page says so, and plays the file that is chosen instead."""
    for video in ("gone.mp4", ""):
        opened = open_page(_minute(), video=video)
        expect(opened.page.locator(".missing")).to_be_visible()
        opened.page.locator(".missing input").set_input_files(folder / "ann #1 100%.mp4")
        expect(opened.page.locator(".missing")).to_be_hidden()
        opened.seek(33.2)
        expect(opened.now).to_contain_text("said at 33")
        opened.wrong = [text for text in opened.wrong if "ERR_FILE_NOT_FOUND" not in text]
