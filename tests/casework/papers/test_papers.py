"""Issued papers: same bytes for ever, counted prints, check codes nobody can make up, layout on the page."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import tomllib
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from casework.engine.refusals import OperationMismatch
from casework.models import CaseFile, Event, IssuedPaper, Look, PaperPrint
from casework.papers.queries import paper_fonts
from casework.papers.services import paper_rendering, papers
from casework.papers.services.paper_checks import verify_paper
from casework.papers.services.paper_prints import PaperAltered, content_of, marked_copy, print_paper, printed_content
from casework.rulebook.rules import check_code
from casework.rulebook.rules.check_code import ALPHABET, CheckCodeUnreadable
from casework.templatetags.papers import paper_date
from enrolment.receipts.services import receipts
from tests.builders import JIMEI, data, identity, op, submitted

ROOT = Path(__file__).resolve().parents[3]
with_pango = pytest.mark.usefixtures("pango")


def not_checked(line: str) -> None:
    """Say at the end of bin/test what this machine could not check."""
    with (Path(os.environ["MINBAO_VAR"]) / "test-not-checked.txt").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


@pytest.fixture
def pango():
    """For tests of PDF: on a machine without Pango there is nothing to look at, and bin/test says so."""
    if paper_fonts.pango_missing():
        not_checked("papers as PDF (Pango is missing)")
        pytest.skip("no Pango")


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def paper(clerk, today):
    return receipts.issue_visit_receipt(submitted(clerk), by=clerk, on=today, op=op())


@pytest.fixture
def browser(clerk):
    client = Client()
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    return client


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def fonts_of(content: bytes) -> set[str]:
    """The names of the fonts embedded in a PDF, without the subset's prefix."""
    found = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described), "the font is not embedded"
            found.add(re.sub(r"^/[A-Z]{6}\+", "", described["/FontName"]))
    return found


# Check codes


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16), st.data())
def test_every_wrong_character_and_every_exchange_is_caught(random, keyed, draw):
    code = check_code.compose(check_code.letters(random, check_code.RANDOM), keyed)
    assert check_code.read(code) == code and len(code) == 12
    place = draw.draw(st.integers(0, 11))
    wrong = code[:place] + draw.draw(st.sampled_from([c for c in ALPHABET if c != code[place]])) + code[place + 1 :]
    with pytest.raises(CheckCodeUnreadable) as unreadable:
        check_code.read(wrong)
    assert unreadable.value.code == "mistyped"
    left = draw.draw(st.integers(0, 10))
    swapped = code[:left] + code[left + 1] + code[left] + code[left + 2 :]
    if swapped != code:
        with pytest.raises(CheckCodeUnreadable):
            check_code.read(swapped)


def test_a_code_is_read_however_it_is_typed():
    code = check_code.compose("ABCDEF", bytes(range(16)))
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    group = check_code.grouped(code)
    ways = (code, code.lower(), group, f" MB1:{code}\n", full_width, "mb1:" + group)
    assert {check_code.read(way) for way in ways} == {code}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "wrong_length"),
        ("ABCD", "wrong_length"),
        ("A" * 5000, "wrong_length"),
        ("O0I1L" + "A" * 7, "wrong_character"),
    ],
)
def test_what_is_no_code_is_named(typed, problem):
    with pytest.raises(CheckCodeUnreadable) as unreadable:
        check_code.read(typed)
    assert unreadable.value.code == problem


# Issuing


@pytest.mark.django_db
def test_a_paper_is_sealed_numbered_and_recorded(paper, clerk):
    case = CaseFile.objects.get(pk=paper.case_id)
    assert paper.reference == f"{case.reference}-R1"
    content = paper.content.open_for_work()
    assert hashlib.sha256(content).digest() == bytes(paper.sha256)
    stored = IssuedPaper.objects.raw("SELECT id, content FROM casework_issuedpaper")[0].__dict__["content"].value
    assert b"%PDF" not in stored and "陳小明".encode() not in stored
    event = Event.objects.get(verb="issue_paper")
    assert (event.actor, event.facts["paper"]) == (clerk.user, paper.reference)
    second = receipts.issue_visit_receipt(case, by=clerk, on=clerk.on + timedelta(days=1), op=op())
    assert second.reference == f"{case.reference}-R2" and second.check_code != paper.check_code


@pytest.mark.django_db
def test_a_double_click_gives_one_paper(clerk, today):
    case, press = submitted(clerk), op()
    first = receipts.issue_visit_receipt(case, by=clerk, on=today, op=press)
    assert receipts.issue_visit_receipt(case, by=clerk, on=today, op=press) == first
    assert receipts.issue_visit_receipt(case, by=clerk, on=today) == first
    # Nothing has changed: another press gives no second original either.
    assert receipts.issue_visit_receipt(case, by=clerk, on=today, op=op()) == first
    with pytest.raises(OperationMismatch):
        papers.issue_paper(case, "visit_receipt", {"other": 1}, languages=("zh-hans",), by=clerk, on=today, op=press)
    assert IssuedPaper.objects.count() == 1


@pytest.mark.django_db
def test_a_sealed_value_cannot_become_a_fact(clerk, paper):
    number = paper.case.enrolment_application.document.number
    with pytest.raises(TypeError, match="sealed"):
        papers.frozen_facts({"number": number})
    assert number.open_for_work() not in str(paper.facts)


@pytest.mark.django_db
def test_a_paper_never_changes_and_never_goes(paper):
    for change in ({"reference": "X"}, {"facts": {}}, {"check_code": "AAAA"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            IssuedPaper.objects.filter(pk=paper.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.filter(pk=paper.pk).delete()


@pytest.mark.django_db
def test_another_office_and_another_role_issue_and_print_nothing(paper, staff, today):
    stranger, auditor = staff("counter_clerk", JIMEI), staff("auditor")
    with pytest.raises(CaseFile.DoesNotExist):
        receipts.issue_visit_receipt(paper.case, by=stranger, on=today, op=op())
    with pytest.raises(CaseFile.DoesNotExist):
        print_paper(paper, stranger)
    with pytest.raises(PermissionDenied):
        print_paper(paper, auditor)
    assert not PaperPrint.objects.exists()


# Printing


@pytest.mark.django_db
def test_a_reprint_is_the_same_bytes_and_is_counted(paper, clerk):
    prints = [print_paper(IssuedPaper.objects.get(pk=paper.pk), clerk) for _again in range(3)]
    assert [number for _content, number in prints] == [1, 2, 3]
    assert len({content for content, _number in prints}) == 1
    assert Event.objects.filter(verb="print_paper").count() == 3


@pytest.mark.django_db
def test_altered_bytes_are_never_printed(paper, clerk):
    changed = IssuedPaper.objects.get(pk=paper.pk)
    changed.content = b"%PDF- something else"
    changed.save(update_fields=["content"])
    with pytest.raises(PaperAltered):
        print_paper(IssuedPaper.objects.get(pk=paper.pk), clerk)
    assert not PaperPrint.objects.exists()


@pytest.mark.django_db
@with_pango
def test_a_marked_copy_says_so_and_the_original_does_not(paper):
    content = content_of(paper)
    assert marked_copy(content, 1) == content
    marked = marked_copy(content, 2)
    assert "COPY 2" in text_of(marked) and "COPY" not in text_of(content)
    assert paper.reference in text_of(marked) and len(PdfReader(io.BytesIO(marked)).pages) == 1


@pytest.mark.django_db
def test_the_pages_of_a_paper(paper, browser, clerk):
    page = browser.get(f"/papers/{paper.pk}/")
    assert page.status_code == 200 and "陳" not in page.content.decode()
    first = browser.post(f"/papers/{paper.pk}/print/")
    assert first["Location"] == f"/papers/{paper.pk}/prints/1/"
    second = browser.post(f"/papers/{paper.pk}/print/")
    assert "副本" in browser.get(second["Location"]).content.decode()
    assert "副本" not in browser.get(first["Location"]).content.decode()
    files = [browser.get(f"/papers/{paper.pk}/prints/{number}/file/") for number in (1, 2)]
    assert files[0].content == files[1].content == content_of(paper)
    assert [file["X-Paper-Copy"] for file in files] == ["1", "2"]
    assert files[0]["Content-Disposition"].startswith(f'inline; filename="{paper.reference}.')
    marked = browser.get(f"/papers/{paper.pk}/prints/2/copy/")
    assert marked.status_code == 200
    assert (marked.content == files[0].content) is (paper.media_type == "text/html")
    assert Look.objects.filter(page="print_paper", shown=[paper.pk]).count() == 3


@pytest.mark.django_db
def test_a_print_belongs_to_who_made_it(paper, clerk, staff, browser):
    print_paper(paper, clerk)
    colleague = staff("counter_clerk", number=2)
    with pytest.raises(PaperPrint.DoesNotExist):
        printed_content(paper.pk, 1, colleague)
    other = Client()
    other.force_login(colleague.user, backend="casework.authentication.AppointmentBackend")
    for address in ("prints/1/", "prints/1/file/", "prints/1/copy/"):
        assert other.get(f"/papers/{paper.pk}/{address}").status_code == 404
    stranger = Client()
    stranger.force_login(staff("counter_clerk", JIMEI).user, backend="casework.authentication.AppointmentBackend")
    assert stranger.get(f"/papers/{paper.pk}/").status_code == 404
    assert stranger.post(f"/papers/{paper.pk}/print/").status_code == 404


# Checking


@pytest.mark.django_db
def test_a_genuine_paper_is_known_at_any_counter_without_personal_data(paper, staff, today):
    stranger = staff("counter_clerk", JIMEI)
    checked = verify_paper("MB1:" + check_code.grouped(paper.check_code).lower(), by=stranger)
    assert checked.genuine and not checked.superseded
    assert (checked.issued_on, checked.office) == (today, paper.case.office.name)
    event = Event.objects.get(verb="verify_paper")
    assert (event.actor, event.case_id) == (stranger.user, paper.case_id)
    clerk = staff("counter_clerk")
    receipts.issue_visit_receipt(paper.case, by=clerk, on=today + timedelta(days=1), op=op())
    assert verify_paper(paper.check_code, by=stranger).superseded


@pytest.mark.django_db
def test_a_forged_a_mistyped_and_a_senseless_code_fail_and_leave_events(paper, clerk):
    forged = check_code.compose(paper.check_code[:6], b"\x00" * 16)
    mistyped = ("A" if paper.check_code[0] != "A" else "B") + paper.check_code[1:]
    unknown = papers.new_code()
    results = [verify_paper(typed, by=clerk).result for typed in (forged, mistyped, unknown, "?", "O" * 12)]
    assert results == ["unknown", "mistyped", "unknown", "wrong_length", "wrong_character"]
    assert Event.objects.filter(verb="verify_paper").count() == 5


@pytest.mark.django_db
def test_a_row_whose_code_was_not_made_with_our_key_is_no_proof(paper, clerk):
    forged = check_code.compose("ABCDEF", b"\x07" * 16)
    copied = IssuedPaper.objects.get(pk=paper.pk)
    copied.pk, copied.reference, copied.check_code = uuid.uuid4(), "X-R9", forged
    copied.content = b"%PDF- forged"
    copied.save(force_insert=True)
    assert verify_paper(forged, by=clerk).result == "unknown"


@pytest.mark.django_db
def test_the_page_that_checks(paper, browser):
    assert browser.get("/papers/check/").status_code == 200
    good = browser.post("/papers/check/", {"code": paper.check_code})
    page = good.content.decode()
    assert good.status_code == 200 and str(paper.case.office) in page and paper.issued_on.isoformat() in page
    assert "陳" not in page and paper.reference not in page and paper.case.reference not in page
    assert browser.post("/papers/check/", {"code": "A" * 12}).status_code == 422
    assert browser.post("/papers/check/", {"code": "\x00"}).status_code == 422
    assert browser.post("/papers/check/", {}).status_code == 422


# On the page


@pytest.mark.django_db
@with_pango
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_receipt_is_one_page_with_an_embedded_chinese_font(clerk, today, language):
    case = submitted(clerk, data(identity(4, name="陳小明", language=language)))
    content = content_of(receipts.issue_visit_receipt(case, by=clerk, on=today, op=op()))
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert all(re.match("Noto-?Sans-?CJK|Minbao-?Paper", name) for name in fonts_of(content)), fonts_of(content)
    text = text_of(content)
    assert "陳小明" in text and "2026年6月10日" in text and "1 / 1" in text
    assert ("10 June 2026" in text) is (language == "en")


@pytest.mark.django_db
@with_pango
def test_the_code_is_read_back_from_the_printed_page(paper, tmp_path):
    content = content_of(paper)
    if not shutil.which("pdftoppm"):
        not_checked("the QR code on a rendered paper (pdftoppm is missing); its text was compared instead")
        assert check_code.grouped(paper.check_code) in text_of(content)
        return
    (tmp_path / "paper.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "120", "-png", "paper.pdf", "paper"], cwd=tmp_path, check=True, timeout=60)
    found = zxingcpp.read_barcodes(Image.open(next(tmp_path.glob("paper*.png"))))
    assert [code.text for code in found] == [check_code.PREFIX + paper.check_code]


@pytest.mark.django_db
@with_pango
def test_rare_characters_of_names_have_their_glyphs(clerk, today):
    if paper_fonts.needs_vendored_font():
        not_checked("rare characters of names on papers (Noto Sans CJK is missing)")
        pytest.skip("no Noto Sans CJK")
    case = submitted(clerk, data(identity(4, name="陳䶮")))
    content = content_of(receipts.issue_visit_receipt(case, by=clerk, on=today, op=op()))
    assert "陳䶮" in text_of(content)
    assert len(fonts_of(content)) > 0 and all("CJK" in name for name in fonts_of(content))


@pytest.mark.django_db
@with_pango
def test_without_a_system_font_the_vendored_one_serves(clerk, today, monkeypatch):
    monkeypatch.setattr(paper_fonts, "chinese_families", frozenset)
    style = paper_rendering.style()
    # As on a machine without Noto: only the vendored family is named.
    monkeypatch.setattr(paper_rendering, "style", lambda **_k: re.sub(r'"Noto Sans CJK [ST]C",? ?', "", style))
    content = content_of(receipts.issue_visit_receipt(submitted(clerk), by=clerk, on=today, op=op()))
    assert any("Minbao" in name for name in fonts_of(content))
    assert "陳小明" in text_of(content)


@pytest.mark.django_db
def test_without_pango_the_paper_is_a_page_to_print_with_the_same_facts(clerk, today, monkeypatch, browser):
    monkeypatch.setattr(paper_fonts, "pango_missing", lambda: ("libpango-1.0-0",))
    case = submitted(clerk, data(identity(4, name="陳小明", language="en")))
    paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    html = content_of(paper).decode()
    assert paper.media_type == "text/html" and paper.reference in html and "陳小明" in html and "10 June 2026" in html
    assert "<script" not in html and "http://" not in html.replace("http://www.w3.org", "") and " style=" not in html
    browser.post(f"/papers/{paper.pk}/print/")
    file = browser.get(f"/papers/{paper.pk}/prints/1/file/")
    policy = file["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sha256-" in policy and "unsafe" not in policy
    assert "libpango-1.0-0" in browser.get(f"/papers/{paper.pk}/").content.decode()
    assert marked_copy(content_of(paper), 2) == content_of(paper)


def test_the_vendored_font_is_what_its_manifest_says():
    folder = ROOT / "static" / "fonts" / "minbao-paper-sans"
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    for file in manifest["file"]:
        assert hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "LICENSE").read_text(encoding="utf-8")


def test_the_vendored_font_covers_both_scripts_and_draws_taiwan_forms():
    font = TTFont(paper_fonts.vendored_font())
    known = set(font.getBestCmap())
    for encoding in ("gb2312", "big5"):
        wanted = {ord(letter) for letter in "闽保医療證龍龜憂鬱廈門萬華" if letter.encode(encoding, "ignore")}
        assert wanted and wanted <= known
    assert "locl" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize(
    ("language", "written"), [("zh-hans", "2026年6月10日"), ("zh-hant", "2026年6月10日"), ("en", "10 June 2026")]
)
def test_dates_as_papers_write_them(language, written):
    with translation.override(language):
        assert paper_date("2026-06-10") == written
