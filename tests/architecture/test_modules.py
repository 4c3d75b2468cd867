"""Rules for files that no linter has."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_GENERATED = ROOT / "archiver" / "wire" / "pb"
MODULES = [path for path in sorted((ROOT / "archiver").rglob("*.py")) if _GENERATED not in path.parents]
MAX_LINES = 400
_CATCH_ALLS = {"utils", "util", "helpers", "helper", "misc", "common"}
# Not written out, so that this file does not find itself.
_MACHINE_PATH = re.compile(rb"(?<![\w.<$}*~-])/" + rb"(work|root|home/\w+|Users/\w+)/")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_modules_are_small_and_introduce_themselves(module: Path) -> None:
    """A module has at most 400 lines and a docstring."""
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    assert ast.get_docstring(ast.parse(text)), f"{_name(module)} has no docstring"


def test_no_module_is_a_catch_all() -> None:
    """Every module has a name that says what it is for."""
    folders = {path.parent for path in MODULES}
    assert [_name(path) for path in (*MODULES, *folders) if path.stem in _CATCH_ALLS] == []


def test_no_file_names_a_build_machine() -> None:
    """No tracked file holds an absolute path of somebody's machine."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    found = []
    for name in filter(None, listing.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and (match := _MACHINE_PATH.search(path.read_bytes())):
            found.append(f"{name}: {match[0].decode()}")
    assert found == []
