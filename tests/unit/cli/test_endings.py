"""What ends the program beside Ctrl-C: SIGTERM, and a terminal that closes. Nothing half-made stays behind."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

#: A command that makes a folder of its own, says so, and works until it is stopped.
_WORK = """
import asyncio, signal, sys, tempfile
import archiver.cli.main
from archiver.__main__ import main

def work(argv):
    with tempfile.TemporaryDirectory(dir=argv[0]):
        print("at work", flush=True)
        signal.pause()

def work_while_a_class_is_made(argv):
    import argparse
    class Name:
        def __set_name__(self, owner, name):
            work(argv)
    def make(args):
        class Owner:
            name = Name()
    sys.exit(archiver.cli.main._carried_out(argparse.Namespace(handler=make)))

def work_in_a_loop(argv):
    async def wait():
        with tempfile.TemporaryDirectory(dir=argv[0]):
            print("at work", flush=True)
            await asyncio.Event().wait()
    asyncio.run(wait())

def work_after_a_capture(argv):
    from archiver.run.shutdown import stop_on_signals
    async def wait():
        with stop_on_signals():
            pass
        with tempfile.TemporaryDirectory(dir=argv[0]):
            print("at work", flush=True)
            await asyncio.Event().wait()
    asyncio.run(wait())

def capture(argv):
    from archiver.run.shutdown import stop_on_signals
    async def wait():
        with stop_on_signals() as stop, tempfile.TemporaryDirectory(dir=argv[0]):
            print("at work", flush=True)
            await stop.wait()
            print("finished", flush=True)
    asyncio.run(wait())

archiver.cli.main.run = lambda argv: globals()[argv[0]](argv[1:]) or 0
main()
"""


def start(how: str, folder: Path, *before: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """The command at work, in a process of its own."""
    process = subprocess.Popen(
        [*before, sys.executable, "-c", _WORK, how, str(folder)], stdout=subprocess.PIPE, stderr=stderr
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"at work\n"
    assert list(folder.iterdir())
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("how", ["work", "work_while_a_class_is_made", "work_in_a_loop", "work_after_a_capture"])
def test_what_was_begun_is_cleared_away(tmp_path: Path, how: str, number: signal.Signals) -> None:
    """As by Ctrl-C; and the program dies of the signal, so that a service manager sees what it did itself."""
    process = start(how, tmp_path)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (-number, b"archiver: interrupted.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_capture_is_told_to_finish(tmp_path: Path, number: signal.Signals) -> None:
    """A closed terminal stops a recording as Ctrl-C does; it neither cuts it off nor goes unheard."""
    process = start("capture", tmp_path)
    process.send_signal(number)
    said, _ = process.communicate(timeout=30)
    assert (process.returncode, said.splitlines()[-1:], list(tmp_path.iterdir())) == (0, [b"finished"], [])


def test_where_ctrl_c_is_ignored_sigterm_is_not(tmp_path: Path) -> None:
    """So a shell starts what a script puts into the background."""
    process = start("work_in_a_loop", tmp_path, "sh", "-c", 'trap "" INT; exec "$@"', "sh")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert (process.returncode, list(tmp_path.iterdir())) == (-signal.SIGTERM, [])


def test_what_nohup_started_lives_through_a_closed_terminal(tmp_path: Path) -> None:
    """An ignored signal stays ignored."""
    process = start("work_in_a_loop", tmp_path, "sh", "-c", 'trap "" HUP; exec "$@"', "sh")
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGTERM


def test_a_terminal_that_has_gone_is_not_written_to(tmp_path: Path) -> None:
    """The last word finds nobody, and that is no mistake."""
    ours, theirs = pty.openpty()
    process = start("work_in_a_loop", tmp_path, stderr=theirs)
    os.close(theirs)
    os.close(ours)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=30)
    assert (process.returncode, list(tmp_path.iterdir())) == (-signal.SIGHUP, [])
