"""Whatever is typed into the search box or the sheet is answered; upload refusals; text at random."""

import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from tests.badinput.cases import CASES
from tests.badinput.pages_read import linked_errors
from tests.badinput.sheets import INTAKE, sheet
from tests.casework.evidence import evidence_samples as samples
from tests.profiles import posting_pages

pytestmark = pytest.mark.django_db
# Everything a UTF-8 body can carry; a lone surrogate cannot, and its other way in is closed (test_protocol).
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
SEARCHERS = ("clerk", "reviewer", "supervisor", "auditor")
one_world = posting_pages(in_full=500)


@pytest.mark.parametrize("case", CASES["searches"], ids=lambda case: case["id"])
def test_search_answers(world, case):
    text = case["text"] * case.get("times", 1)
    for role in SEARCHERS:
        answer = world.clients[role].post(reverse("search"), {"q": text})
        page = answer.content.decode()
        assert answer.status_code == 200 and "<script>alert" not in page
        assert world.cases["foreign"].reference not in page
    assert world.nothing_stored()


@one_world
@given(TEXT)
def test_search_answers_any_text(world, text):
    assert world.clients["clerk"].post(reverse("search"), {"q": text}).status_code in (200, 302)


@one_world
@given(st.dictionaries(st.sampled_from(sorted(set(INTAKE) - {"action"})), TEXT, min_size=1))
@example({"address": "", "sex": "\0"})
def test_the_intake_sheet_answers_any_text(world, changed):
    posted = sheet("intake").posted(world, changed)
    answer = world.clients["clerk"].post(world.address("intake", "draft"), posted)
    assert answer.status_code in (302, 422)
    assert answer.status_code == 302 or linked_errors(answer.content.decode())
    findings = world.clients["clerk"].post(world.address("intake_findings", "draft"), posted)
    saved = world.clients["clerk"].post(world.address("save_intake_draft", "draft"), posted)
    assert (findings.status_code, saved.status_code) == (200, 200)
    assert world.nothing_stored()


@one_world
@given(TEXT)
def test_what_was_typed_comes_back_from_the_draft(world, text):
    world.clients["clerk"].post(world.address("save_intake_draft", "draft"), INTAKE | {"address": text})
    answer = world.clients["clerk"].get(world.address("intake", "draft"))
    assert answer.status_code == 200 and answer.context["form"]["address"].value() == text


UPLOADS = {
    "php_as_jpeg": ("a.jpg", b"<?php echo 1;"),
    "html_as_pdf": ("a.pdf", b"<html><script>alert(1)</script>"),
    "empty": ("a.jpg", b""),
    "svg": ("a.svg", samples.SVG),
    "heic": ("a.heic", samples.HEIC),
    "pixel_bomb": ("a.png", samples.PIXEL_BOMB),
    "cut_short": ("a.jpg", samples.picture()[:200]),
    "pdf_with_script": ("a.pdf", samples.pdf(change=samples.with_script)),
    "pdf_with_password": ("a.pdf", samples.pdf(password="x")),
    "pdf_too_long": ("a.pdf", samples.pdf(60)),
    "name_of_a_path": ("../../etc/passwd", samples.picture()),
    "name_of_dots": ("..", samples.picture()),
    "name_with_nul": ("a\u0000.jpg.php", samples.picture()),
    "name_turned_round": ("a\u202egpj.exe", samples.picture()),
    "twenty_megabytes": ("a.jpg", samples.picture() + bytes(20_000_000)),
}


@pytest.mark.parametrize("case", UPLOADS)
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
def test_uploads_that_are_not_papers(world, case, htmx):
    client, address = world.clients["clerk"], world.address("add_evidence", "draft")
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    upload = samples.upload(*UPLOADS[case])
    answer = client.post(address, {"item": "identity_document", "file": upload}, **headers)
    assert answer.status_code == (422 if htmx else 302)
    page = answer if htmx else client.get(answer["Location"])
    assert "notice" in page.content.decode() or "error" in page.content.decode()
    assert world.nothing_stored()


@pytest.mark.parametrize("item", ["", "no_such_paper", "\u0000", "x" * 5000])
def test_uploads_for_papers_nobody_asked_for(world, item):
    upload = samples.upload("a.jpg", samples.picture())
    answer = world.clients["clerk"].post(world.address("add_evidence", "draft"), {"item": item, "file": upload})
    assert answer.status_code == 302 and world.nothing_stored()
