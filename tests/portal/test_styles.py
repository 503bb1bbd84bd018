"""Our own style sheets hold no rule for what no page has."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = sorted(path for path in (ROOT / "static" / "css").glob("*.css") if path.name != "admin.css")
# Made of a word and a value when a page is written: class="state-{{ shape }}".
MADE = re.compile(r"(?:bar|finding|lang|message|month|notice|sign|state|sureness|swatch|uses|year)-[a-z_-]+")
# Given by Bootstrap, crispy forms and htmx, and styled further here.
GIVEN = {"form-control", "form-select", "form-check", "form-check-input", "form-check-label", "form-text"}
GIVEN |= {
    "invalid-feedback",
    "is-invalid",
    "htmx-request",
    "btn",
    "requiredField",
    "asteriskField",
    "control-label",
    "errorlist",
}


def users() -> str:
    folders = [("templates", "*.html"), ("static/js", "*.js"), ("casework", "*.py"), ("enrolment", "*.py")]
    folders += [("claims", "*.py"), ("portal", "*.py")]
    return "\n".join(path.read_text("utf-8") for folder, kind in folders for path in (ROOT / folder).rglob(kind))


@pytest.mark.parametrize("sheet", SHEETS, ids=[path.name for path in SHEETS])
def test_every_class_is_on_some_page(sheet):
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{", text)
    names = {name for one in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", one)} - GIVEN
    words = set(re.findall(r"[\w-]+", users()))
    assert sorted(name for name in names if name not in words and not MADE.fullmatch(name)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=[path.name for path in SHEETS])
def test_no_look_hangs_on_a_blank(sheet):
    """A line break between two tags of a template is text to `:empty`; `:not(:has(*))` and `hidden` do not mind it."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert ":empty" not in text
