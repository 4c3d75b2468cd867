"""A certificate for TLS on loopback."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make_certificate(folder: Path, *names: str) -> Path:
    """A key and a self-signed certificate for "localhost" and ``names``, in one file; it is its own authority."""
    known = ",".join(f"DNS:{name}" for name in ("localhost", *names))
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", "/CN=localhost", "-addext", f"subjectAltName={known}", "-days", "2"]
    subprocess.run([*command, "-keyout", folder / "key", "-out", folder / "cert"], check=True, capture_output=True)
    both = folder / "key_and_cert"
    both.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return both
