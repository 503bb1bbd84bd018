"""Stamps: a small file says what was done last time, so that it is not done twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(parts: Iterable[str | bytes | Path]) -> str:
    """One sha256 over texts and the contents of files; a missing file counts as empty."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            data = part.read_bytes() if part.is_file() else b""
        else:
            data = part.encode() if isinstance(part, str) else part
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()


def listing_digest(folders: Iterable[Path], pattern: str = "**/*") -> str:
    """A digest of names, sizes and times of change below the folders: cheap, for many files."""
    total = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.glob(pattern)):
            if file.is_file():
                found = file.stat()
                total.update(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return total.hexdigest()


class Stamp:
    """One stamp file, holding the digest of what was done."""

    def __init__(self, folder: Path, name: str) -> None:
        self.file = folder / name

    def matches(self, digest: str) -> bool:
        """True when exactly this was done last time."""
        return self.file.is_file() and self.file.read_text().strip() == digest

    def write(self, digest: str) -> None:
        """Note it as done."""
        self.file.write_text(digest + "\n")

    def clear(self) -> None:
        """Forget it."""
        self.file.unlink(missing_ok=True)
