"""Where things lie: everything the launcher writes is below one folder, var/."""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.speech import Refused

# Linux limits the path of a unix socket to 108 bytes with its closing zero; PostgreSQL's name is the longer one.
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"
SHORT_FOLDER = "/tmp"
# A client of PostgreSQL takes a comma for a second host; other characters need escapes some client forgets.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]+")


@dataclass(frozen=True)
class Layout:
    """The folders of one checkout."""

    root: Path
    var: Path

    @classmethod
    def of_this_checkout(cls) -> "Layout":
        """The checkout this file stands in; MINBAO_VAR moves the working folder elsewhere."""
        root = Path(__file__).resolve().parent.parent.parent
        var = os.environ.get("MINBAO_VAR")
        return cls(root, Path(var).absolute() if var else root / "var")

    @property
    def venv(self) -> Path:
        """One environment for each version of Python, so that a command with another Python leaves a running portal its own."""
        return self.var / f"venv-{sys.version_info.major}.{sys.version_info.minor}"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def stamps(self) -> Path:
        return self.var / "stamps"

    @property
    def keys(self) -> Path:
        return self.var / "keys"

    def prepare(self) -> None:
        """Make the folders. Raises Refused, naming the folder, when it cannot be written."""
        for folder in (self.var, self.log, self.run, self.stamps, self.keys):
            make_folder(folder, 0o700 if folder == self.keys else 0o755)

    def socket_folder(self, name: str) -> Path:
        """The folder for the socket of one server: below var/ when the path will do, else a private one in /tmp."""
        inside = self.run / name
        short = len(os.fsencode(inside / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_LIMIT
        if short and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        mark = hashlib.sha256(os.fsencode(inside)).hexdigest()[:12]
        return Path(SHORT_FOLDER) / f"minbao-{os.geteuid()}-{mark}"


@contextmanager
def readable_by_all() -> Iterator[None]:
    """For installed programs and the folders above the servers' data, which unprivileged server processes must reach."""
    earlier = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(earlier)


def make_folder(folder: Path, mode: int = 0o755) -> None:
    """Make a folder and see that it can be written. Raises Refused with the reason."""
    try:
        with readable_by_all():
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"Cannot make the folder {folder}: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        owner = folder.stat().st_uid
        raise Refused(
            f"The folder {folder} cannot be written: it belongs to user id {owner}, this is user id {os.geteuid()}. "
            f"Run as its owner, or give the folder to this user (chown -R)."
        )


def make_private_folder(folder: Path, owner: int) -> None:
    """Make a 0700 folder owned by `owner`; refuse one that somebody else has put there."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), owner):
            raise Refused(f"{folder} is not a folder of ours (owner: user id {found.st_uid}). Remove it.") from None
    except OSError as error:
        raise Refused(f"Cannot make the folder {folder}: {error.strerror}.") from error
    if os.geteuid() == 0:
        os.chown(folder, owner, owner, follow_symlinks=False)
    folder.chmod(0o700)
