"""What no font can print is named: while it is typed, on the paper, and beside it. Nothing prints as an empty box unsaid."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from casework.papers.queries import glyphs, paper_fonts
from casework.papers.queries.glyphs import code_of, is_printable, unprintable
from casework.papers.services.paper_prints import content_of
from casework.papers.services.paper_rendering import named
from enrolment.applications.queries.findings import intake_findings
from enrolment.applications.services import applications
from enrolment.receipts.services import receipts
from tests.accounts import at
from tests.builders import data, employer, hire_data, identity, op, submitted
from tests.filled_forms import filled

# A private character: no font of a machine for papers has it.
RARE = "\U0010fffd"
OF_THIS_MACHINE = glyphs.covered


@pytest.fixture(autouse=True)
def fonts(monkeypatch):
    """Fonts with Latin letters and the usual ideographs, overlapping."""
    ranges = [(0x20, 0x7E), (0x60, 0x70), (0xA0, 0xFF), (0x3000, 0x303F), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF)]
    made = tuple(first for first, _last in ranges), glyphs._running_last(ranges)
    monkeypatch.setattr(glyphs, "covered", lambda: made)


@pytest.mark.parametrize("char", ["a", "z", "陳", "鿿", " ", "\u200b", "\ufe0f", "\U000e0100", "（"])
def test_what_is_printed(char):
    assert is_printable(char)


@pytest.mark.parametrize("char", [RARE, "\U00030edd", "\U000323af", "ก", "김", "И"])
def test_what_is_not(char):
    assert not is_printable(char)
    assert unprintable({"person": f"陳{char}", "papers": [{"name": char}], "count": 3}) == [char]
    assert named({"person": f"陳{char}明", "papers": [char]}) == {
        "person": f"陳〔{code_of(char)}〕明",
        "papers": [f"〔{code_of(char)}〕"],
    }


def test_facts_that_print_stay_the_same_object():
    facts = {"person": "陳小明", "on": None}
    assert named(facts) is facts and unprintable(facts) == []


def test_without_a_list_of_fonts_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(glyphs, "covered", lambda: ((), ()))
    assert is_printable(RARE)


def test_the_fonts_of_this_machine_print_what_papers_always_say(monkeypatch):
    monkeypatch.setattr(glyphs, "covered", OF_THIS_MACHINE)
    assert unprintable("福建省医疗保障局 受理回执 陳小明 CHEN HSIAO-MING 2026-06-10 ¥1,234.56（副本）") == []


@pytest.mark.parametrize(
    ("listed", "ranges"),
    [
        ("Noto Sans\t20-7e a0 4e00-9fff\n", [(0x20, 0x7E), (0xA0, 0xA0), (0x4E00, 0x9FFF)]),
        ("LastResort\t0-10ffff\nAdobe Blank\t0-ffff\n", []),
        ("\n", []),
    ],
)
def test_the_list_of_fonts_is_read(monkeypatch, listed, ranges):
    monkeypatch.setattr(glyphs.subprocess, "run", lambda *_args, **_kwargs: type("Ran", (), {"stdout": listed}))
    monkeypatch.setattr(glyphs.shutil, "which", lambda _name: "/fc-list")
    assert sorted(glyphs._of_machine()) == ranges


@pytest.mark.django_db
def test_a_paper_names_what_it_cannot_show(staff, today, english):
    clerk = staff("counter_clerk")
    case = submitted(clerk, data(identity(2, name=f"陳{RARE}明")))
    paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    assert paper.facts["unprintable"] == ["U+10FFFD"] and RARE in paper.facts["person"]
    if paper_fonts.pango_missing():
        pytest.skip("no Pango: the paper is a page, printed with the fonts of whoever prints it")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content_of(paper))).pages)
    assert "U+10FFFD" in text and RARE not in text
    assert "U+10FFFD" in at(clerk).get(reverse("see_paper", args=[paper.pk])).content.decode()


@pytest.mark.django_db
def test_a_paper_is_issued_anew_when_a_font_has_come(staff, today, monkeypatch):
    clerk = staff("counter_clerk")
    case = submitted(clerk, data(identity(2, name=f"陳{RARE}明")))
    first = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    assert receipts.issue_visit_receipt(case, by=clerk, on=today, op=op()).pk == first.pk
    monkeypatch.setattr(glyphs, "covered", lambda: ((0,), (0x10FFFF,)))
    second = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    assert second.pk != first.pk and "unprintable" not in second.facts


@pytest.mark.django_db
def test_it_is_told_while_it_is_typed_and_refuses_nothing(staff, today, english):
    case = applications.open_application(by=staff("counter_clerk"), language="zh-hant")
    lines = intake_findings(case, {"name": f"陳{RARE}", "latin_name": "CHEN"}, today, []).lines
    told = [line for line in lines if line.code == "unprintable"]
    assert len(told) == 1 and "U+10FFFD" in told[0].text and told[0].shape == "soon"
    assert not [
        line for line in intake_findings(case, {"name": "陳小明"}, today, []).lines if line.code == "unprintable"
    ]


def test_a_hire_s_name_that_papers_cannot_show_is_told_when_it_is_reported(staff, english):
    clerk = staff("counter_clerk")
    at_work = employer(clerk)
    client, address = at(clerk), reverse("report_hire", args=[at_work.pk])
    clerk.user.language = "en"
    clerk.user.save()
    what = hire_data()
    sent = filled(client.get(address)) | {
        "kind": what.kind,
        "number": what.number,
        "name": f"陳{RARE}",
        "work_began_on": what.work_began_on.isoformat(),
    }
    answer = client.post(address, sent, follow=True)
    assert "U+10FFFD" in answer.content.decode(), answer.status_code
