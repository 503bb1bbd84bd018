"""Pages run no script and carry no style of their own, so that the content security policy can forbid both."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

ROOT = Path(__file__).parents[2]
# Papers are rendered to PDF, not served as pages.
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if path.relative_to(ROOT / "templates").parts[0] != "print"
)
FORBIDDEN = {
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx script": re.compile(r"\bhx-on\b|\bhx-vals=['\"]js:", re.IGNORECASE),
    "address elsewhere": re.compile(r"(?:src|href|action)=[\"']https?://", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_has_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_policy_goes_with_every_page(client, db):
    policy = client.get(reverse("log_in")).headers["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'self'"
    assert rules["object-src"] == rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_htmx_keeps_no_pages_and_runs_no_text(client, db):
    page = client.get(reverse("log_in")).content.decode()
    for setting in ('"historyCacheSize":0', '"allowEval":false', '"includeIndicatorStyles":false'):
        assert setting in page


def test_pages_are_not_cached(client, db):
    assert client.get(reverse("log_in")).headers["Cache-Control"].startswith(("no-store", "max-age=0"))
