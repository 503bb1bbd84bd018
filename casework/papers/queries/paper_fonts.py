"""What this machine has for papers: Pango to make PDF, and a Chinese font. Without the font the vendored one serves."""

import shutil
import subprocess
from ctypes.util import find_library
from functools import cache
from pathlib import Path

from django.conf import settings

SYSTEM_FAMILY = "Noto Sans CJK SC"
VENDORED_FAMILY = "Minbao Paper Sans"
VENDORED_FILE = Path("fonts") / "minbao-paper-sans" / "MinbaoPaperSans-Regular.woff2"


@cache
def pango_missing() -> tuple[str, ...]:
    """The Debian packages that are missing for PDF papers."""
    needed = {
        "pango-1.0": "libpango-1.0-0",
        "pangoft2-1.0": "libpangoft2-1.0-0",
        "harfbuzz-subset": "libharfbuzz-subset0",
    }
    return tuple(package for library, package in needed.items() if not find_library(library))


@cache
def chinese_families() -> frozenset[str]:
    """The names of the machine's fonts for Chinese."""
    if not shutil.which("fc-list"):
        return frozenset()
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, timeout=20, check=False)
    return frozenset(name.strip() for line in listed.stdout.splitlines() for name in line.split(",") if name.strip())


def needs_vendored_font() -> bool:
    """Whether papers use the vendored font: only Noto Sans CJK is known to hold the rare characters of names."""
    return SYSTEM_FAMILY not in chinese_families()


def vendored_font() -> Path:
    """The file of the vendored font."""
    return Path(settings.STATICFILES_DIRS[0]) / VENDORED_FILE
