"""Child processes, with small real programs."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from archiver.errors import FFmpegMissingError
from archiver.media.process import STDERR_TAIL_BYTES, spawn


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_lines_reach_the_listener_and_the_exit_code_is_kept() -> None:
    """Each stdout line is passed on, a last one without newline too."""
    lines: list[str] = []
    async with spawn(python("print('one'); print('two', end=''); raise SystemExit(3)"), on_line=lines.append) as child:
        assert await child.wait() == 3
    assert lines == ["one", "two"]


async def test_a_listener_that_trips_over_a_line_gets_the_others() -> None:
    """The pipes are read on, however much is written: one that nobody reads would block the child."""
    told = {"stdout": 0, "stderr": 0}

    def listener(name: str) -> Callable[[str], None]:
        def listen(line: str) -> None:
            told[name] += 1
            if "bad" in line:
                raise ValueError(line)

        return listen

    code = "import sys\nfor f in (sys.stdout, sys.stderr): f.write('bad\\n' + 'good and long\\n' * 50_000)"
    with capture_logs() as said:
        async with (
            asyncio.timeout(60),
            spawn(python(code), on_line=listener("stdout"), on_error_line=listener("stderr")) as child,
        ):
            assert await child.wait() == 0
    assert told == {"stdout": 50_001, "stderr": 50_001}
    assert [line["event"] for line in said] == ["A line of a child process could not be understood."] * 2


async def test_stderr_keeps_a_bounded_tail() -> None:
    """A child that never stops complaining costs bounded memory and its last words stay."""
    async with spawn(python("import sys; sys.stderr.write('x' * 300_000 + 'last words')")) as child:
        assert await child.wait() == 0
    assert child.stderr_tail.endswith("last words")
    assert len(child.stderr_tail) == STDERR_TAIL_BYTES


async def test_stdout_can_be_read_as_bytes() -> None:
    """Without a line listener the caller reads the bytes as they are."""
    async with spawn(python("import sys; sys.stdout.buffer.write(bytes(range(256)))")) as child:
        assert await child.stdout.read() == bytes(range(256))


async def test_leaving_the_context_kills_a_child_that_still_writes() -> None:
    """A child with a full pipe and nobody reading is gone after the context, with nothing left open."""
    async with spawn(python("import sys\nwhile True: sys.stdout.write('x' * 65536)")) as child:
        await child.stdout.read(1)
    assert child.exit_code == -signal.SIGKILL
    assert not is_alive(child.pid)


async def test_a_signal_takes_no_exit_code_from_who_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that has ended, which asyncio does not know yet, is signalled: its exit code is its own."""
    wait_for, may_wait = os.waitpid, threading.Event()

    def late(pid: int, options: int) -> tuple[int, int]:
        may_wait.wait()
        return wait_for(pid, options)

    monkeypatch.setattr(os, "waitpid", late)
    async with spawn(python("raise SystemExit(3)")) as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        child.kill()
        may_wait.set()
        assert await child.wait() == 3


async def test_cancelling_leaves_no_process() -> None:
    """A cancelled task takes its child with it."""
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def run() -> None:
        async with spawn(python("import time; time.sleep(600)")) as child:
            started.set_result(child.pid)
            await child.wait()

    task = asyncio.create_task(run())
    pid = await started
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not is_alive(pid)


async def test_stop_escalates_to_a_second_sigterm() -> None:
    """A child that ignores the first SIGTERM gets another."""
    code = (
        "import signal, sys, time\n"
        "seen = []\n"
        "def on_term(*_):\n"
        "    seen.append(1)\n"
        "    if len(seen) == 2: sys.exit(7)\n"
        "signal.signal(signal.SIGTERM, on_term)\n"
        "print('ready', flush=True)\n"
        "while True: time.sleep(600)\n"
    )
    async with spawn(python(code)) as child:
        await child.stdout.readline()
        assert await child.stop() == 7


async def test_stop_ends_with_sigkill(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ignores SIGTERM altogether is killed."""
    monkeypatch.setattr("archiver.media.process.STOP_AGAIN_S", 0.01)
    monkeypatch.setattr("archiver.media.process.STOP_KILL_S", 0.02)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
    async with spawn(python(code)) as child:
        await child.stdout.readline()
        assert await child.stop() == -signal.SIGKILL


async def test_a_child_is_in_our_process_group_and_knows_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 of the group reaches the child; TLS authorities are known; loopback has no proxy."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("no_proxy", "example.org")
    code = "import os; print(os.getpgrp(), os.environ['no_proxy'], os.path.isfile(os.environ['SSL_CERT_FILE']))"
    async with spawn(python(code)) as child:
        group, no_proxy, has_certificates = (await child.stdout.read()).decode().split()
    assert int(group) == os.getpgrp()
    assert no_proxy == "example.org,127.0.0.1,localhost"
    assert has_certificates == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="parent-death signals are Linux's")
async def test_a_child_dies_when_its_parent_is_killed() -> None:
    """After kill -9 of a process that runs a child, the child is gone too: its end of a pipe closes."""
    code = (
        "import asyncio, sys\n"
        "from archiver.media.process import spawn\n"
        "async def main():\n"
        "    async with spawn([sys.executable, '-c', 'import time; time.sleep(600)']) as child:\n"
        "        print(child.pid, flush=True)\n"
        "        await child.wait()\n"
        "asyncio.run(main())\n"
    )
    async with spawn(python(code), cwd=Path(__file__).parents[3]) as parent:
        pid = int(await parent.stdout.readline())
        # A pidfd becomes readable when the process ends.
        handle = os.pidfd_open(pid)
        gone = asyncio.Event()
        asyncio.get_running_loop().add_reader(handle, gone.set)
        try:
            parent.kill()
            async with asyncio.timeout(30):
                await gone.wait()
        finally:
            asyncio.get_running_loop().remove_reader(handle)
            os.close(handle)


async def test_nothing_of_ours_runs_in_the_child() -> None:
    """Whatever threads there are, and whatever they hold: a copy of us would take it apart first, and could hang there.

    What stands here for a lock that is held in another thread ends the copy with an exit code of its own.
    """
    ours, local, is_held, may_end = os.getpid(), threading.local(), threading.Event(), threading.Event()

    class Held:
        def __del__(self) -> None:
            if os.getpid() != ours:
                os._exit(42)

    def hold() -> None:
        local.held = Held()
        is_held.set()
        may_end.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        is_held.wait()
        async with spawn(python("print('as itself')")) as child:
            assert await child.stdout.read() == b"as itself\n"
            assert await child.wait() == 0
    finally:
        may_end.set()
        thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux tells of a process")
async def test_a_child_can_be_ended_by_a_closed_pipe() -> None:
    """Python ignores SIGPIPE and SIGXFSZ; a program of ours would inherit that and write on for nobody."""
    async with spawn(["/bin/cat", "/proc/self/status"]) as child:
        status = (await child.stdout.read()).decode()
    ignored = int(status.split("SigIgn:")[1].split()[0], 16)
    assert not any(ignored >> number - 1 & 1 for number in (signal.SIGPIPE, signal.SIGXFSZ))


async def test_a_missing_program_is_one_clear_sentence() -> None:
    """A program that does not exist ends in FFmpegMissingError."""
    with pytest.raises(FFmpegMissingError, match="/no/such/ffmpeg cannot be started"):
        async with spawn(["/no/such/ffmpeg"]):
            pass


async def test_a_file_that_is_no_program_is_one_clear_sentence(tmp_path: Path) -> None:
    """One that may not be executed is told from one that is not there."""
    file = tmp_path / "ffmpeg"
    file.write_bytes(b"#!/bin/true\n")
    with pytest.raises(FFmpegMissingError, match=r"ffmpeg cannot be started \(Permission denied\)"):
        async with spawn([str(file)]):
            pass


async def test_a_program_of_another_kind_says_so(tmp_path: Path) -> None:
    """What the kernel refuses to run ends with exit code 127, and its last words say why."""
    file = tmp_path / "ffmpeg"
    file.write_bytes(b"\x7fELF of another machine")
    file.chmod(0o755)
    async with spawn([str(file)]) as child:
        assert await child.wait() == 127
    assert "Exec format error" in child.stderr_tail
