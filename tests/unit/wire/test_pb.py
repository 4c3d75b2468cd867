"""The generated code is what the schema gives."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("suffix", ["_pb2.py", "_pb2.pyi"])
@pytest.mark.parametrize("schema", ["webcast", "details"])
def test_generated_code_is_up_to_date(schema, suffix, tmp_path):
    """Whoever changes the schema also checks in what it generates (proto/README.md says how)."""
    protoc = pytest.importorskip("grpc_tools.protoc", reason="grpcio-tools (group lint) is not installed")
    well_known = importlib.resources.files("grpc_tools") / "_proto"
    arguments = [f"-I{ROOT / 'proto'}", f"-I{well_known}", f"--python_out={tmp_path}", f"--pyi_out={tmp_path}"]
    assert protoc.main(["protoc", *arguments, f"archiver/wire/pb/{schema}.proto"]) == 0
    name = f"archiver/wire/pb/{schema}{suffix}"
    assert (tmp_path / name).read_text() == (ROOT / name).read_text()
