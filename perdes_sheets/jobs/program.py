"""Which program this is: another version, and every edit of its code or its words, may give other results."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent


def identity() -> str:
    """A digest of the names, sizes and times of the program's own files."""
    digest = blake2b(digest_size=8)
    for folder, folders, files in os.walk(FOLDER):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for file in sorted(files):
            status = Path(folder, file).stat()
            digest.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
