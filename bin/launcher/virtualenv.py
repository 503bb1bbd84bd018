"""The virtual environment below var/, one for each version of Python, and what is installed in it."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from launcher.layout import Layout, readable_by_all
from launcher.locks import Lease, waiting_for
from launcher.process import run_child
from launcher.speech import Refused, say
from launcher.stamps import Stamp, digest_of

RUN_TIME, EMBEDDED = "requirements.txt", "requirements-embedded.txt"
DEVELOPMENT, BROWSER = "requirements-dev.txt", "requirements-browser.txt"
# Each contains the ones before it.
FILES = (RUN_TIME, EMBEDDED, DEVELOPMENT, BROWSER)


def ensure_installed(layout: Layout, requirements: str | None = None) -> None:
    """Make the environment and install the pinned file, unless exactly that was done before.

    Raises Refused rather than change the programs under another command that runs from them.
    """
    name = requirements or run_time_file()
    with waiting_for(layout.run / f"{layout.venv.name}.lock"), readable_by_all():
        lease = Lease(layout.run / f"{layout.venv.name}.lease")
        if layout.venv.exists() and _would_change_what_runs(layout) and not lease.alone():
            raise Refused(
                f"Another command runs from {layout.venv}, and its Python or its pinned programs have changed since. "
                f"Stop that one first (bin/up?), then try again."
            )
        _ensure_made(layout)
        _ensure_pinned(layout, name)
        _name_the_newest(layout)
        # Never given back: the kernel does it when this process ends.
        lease.take()


def run_time_file() -> str:
    """What the portal needs here: the private servers too, unless both are named from outside."""
    return RUN_TIME if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL") else EMBEDDED


def _would_change_what_runs(layout: Layout) -> bool:
    pins = Stamp(layout.venv, f"{RUN_TIME}.stamp")
    return not _is_made(layout) or (pins.file.exists() and not pins.matches(_digest(layout, RUN_TIME)))


def _digest(layout: Layout, name: str) -> str:
    return digest_of(layout.root / file for file in FILES[: FILES.index(name) + 1])


def _made_stamp(layout: Layout) -> tuple[Stamp, str]:
    """An environment is tied to its path and its interpreter; a newer patch of the same Python keeps it."""
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    return Stamp(layout.venv, "made.stamp"), digest_of([str(layout.venv), python, sys.base_prefix])


def _is_made(layout: Layout) -> bool:
    stamp, digest = _made_stamp(layout)
    return stamp.matches(digest) and layout.python.exists()


def _ensure_made(layout: Layout) -> None:
    if _is_made(layout):
        return
    shutil.rmtree(layout.venv, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(layout.venv)]
    if not _has_module("ensurepip"):
        if not (_has_module("venv") and _has_module("pip")):
            raise Refused(missing_venv_message())
        command.insert(3, "--without-pip")
    made = run_child(command, os.environ, layout.root)
    if made.returncode:
        raise Refused(f"The virtual environment could not be made.\n{made.stdout}{made.stderr}{missing_venv_message()}")
    stamp, digest = _made_stamp(layout)
    stamp.write(digest)


def missing_venv_message() -> str:
    """What to install when this Python cannot make a virtual environment."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"{sys.executable} (Python {version}) comes without venv or ensurepip. "
        f"On Debian or Ubuntu: apt install python{version}-venv. Or name another Python: PYTHON=/path/to/python bin/up"
    )


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _ensure_pinned(layout: Layout, name: str) -> None:
    if Stamp(layout.venv, f"{name}.stamp").matches(_digest(layout, name)):
        return
    say(f"Installing {name} into {layout.venv} ...")
    _pip_install(layout, layout.root / name)
    for part in FILES[: FILES.index(name) + 1]:
        Stamp(layout.venv, f"{part}.stamp").write(_digest(layout, part))


def _pip_install(layout: Layout, file: Path) -> None:
    pip = [str(layout.python), "-m", "pip"]
    if not any(layout.venv.glob("lib/python*/site-packages/pip")):
        pip = [sys.executable, "-m", "pip", "--python", str(layout.python)]
    # Only what was pinned, bit for bit, and nothing that would want a compiler.
    options = ["-qq", "--no-input", "--require-virtualenv", "--require-hashes", "--only-binary", ":all:"]
    command = [*pip, "--disable-pip-version-check", "install", *options, "--requirement", str(file)]
    if run_child(command, os.environ, layout.root, show=True).returncode:
        raise Refused(f"pip could not install {file.name} (see above); a later start tries again.")


def _name_the_newest(layout: Layout) -> None:
    """var/venv leads to the environment used last, for editors and people; a folder of that name is left alone."""
    link = layout.var / "venv"
    if link.is_symlink() or not link.exists():
        fresh = layout.var / "venv.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(layout.venv.name)
        fresh.replace(link)
