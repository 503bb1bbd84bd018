"""The virtual environment below var/, and what is installed in it."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from launcher.layout import Layout
from launcher.locks import waiting_for
from launcher.speech import Refused, say
from launcher.stamps import Stamp, digest_of

RUN_TIME, DEVELOPMENT, BROWSER = "requirements.txt", "requirements-dev.txt", "requirements-browser.txt"
INCLUDES = {RUN_TIME: (), DEVELOPMENT: (RUN_TIME,), BROWSER: (RUN_TIME, DEVELOPMENT)}


def ensure_installed(layout: Layout, requirements: str = RUN_TIME) -> None:
    """Make the environment and install the pinned file, unless exactly that was done before."""
    with waiting_for(layout.run / "venv.lock"):
        _ensure_made(layout)
        files = [layout.root / name for name in (*INCLUDES[requirements], requirements)]
        digest, stamp = digest_of(files), Stamp(layout.venv, f"{requirements}.stamp")
        if not stamp.matches(digest):
            say(f"Installing {requirements} into {layout.venv} ...")
            _pip_install(layout, layout.root / requirements)
            stamp.write(digest)


def _ensure_made(layout: Layout) -> None:
    """An environment is tied to its path and its interpreter: a copied or upgraded one is made anew."""
    digest = digest_of([str(layout.venv), sys.version, sys.base_prefix])
    stamp = Stamp(layout.venv, "made.stamp")
    if stamp.matches(digest) and layout.python.exists():
        return
    shutil.rmtree(layout.venv, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(layout.venv)]
    if not _has_module("ensurepip"):
        if not (_has_module("venv") and _has_module("pip")):
            raise Refused(missing_venv_message())
        command.insert(3, "--without-pip")
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        raise Refused(f"The virtual environment could not be made.\n{made.stdout}{made.stderr}{missing_venv_message()}")
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


def _pip_install(layout: Layout, file: Path) -> None:
    pip = [str(layout.python), "-m", "pip"]
    if not any(layout.venv.glob("lib/python*/site-packages/pip")):
        pip = [sys.executable, "-m", "pip", "--python", str(layout.python)]
    command = [*pip, "--disable-pip-version-check", "install", "-qq", "--no-input", "--require-virtualenv"]
    done = subprocess.run([*command, "--requirement", str(file)], stdin=subprocess.DEVNULL, stdout=sys.stderr)
    if done.returncode:
        raise Refused(f"pip could not install {file.name} (see above); a later start tries again.")
