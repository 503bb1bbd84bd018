"""How a case stands, told to whoever holds a paper of it: what is said, what never is, and to whom nothing is."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.enquiry.services import EnquiryBraked, case_reference, enquire
from casework.models import ChecklistItem, EnquiryAttempt, Event
from casework.papers.services.paper_checks import verify_paper
from casework.papers.services.papers import new_code
from casework.rulebook.rules import check_code
from enrolment.applications.services import applications
from enrolment.applications.services.asked import AskedFor, Way
from enrolment.hires.services.orders import issue_order
from enrolment.models import DocumentKind
from enrolment.receipts.services import receipts
from tests.accounts import at
from tests.builders import data, enrolled, hired, identity, op, submitted, verified

pytestmark = pytest.mark.django_db
HERE = "198.51.100.7"


def receipt_of(case, clerk, today):
    return receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def waiting(clerk, today):
    """A submitted application and its receipt."""
    case = submitted(clerk, data(identity(2)))
    return case, receipt_of(case, clerk, today)


def asked(paper, today, *, reference=None, code=None, address=HERE):
    typed = paper.case.reference if reference is None else reference
    return enquire(typed, code or paper.check_code, address=address, on=today)


def test_who_holds_a_receipt_is_told_the_state_and_by_when(waiting, today):
    case, paper = waiting
    told = asked(paper, today)
    assert (told.reference, told.turn, told.office.pk) == (case.reference, "office", case.office_id)
    assert [step["what"] for step in told.facts["done"]] == ["received"]
    assert told.facts["due"]["legal"] == case.due_on and told.facts["next"]["what"] == "submitted"
    event = Event.objects.filter(verb="enquire").get()
    assert (event.actor, event.case, event.facts) == (None, case, {"paper": paper.reference})


PRINTED = "350203-EN-2026-000042"
TYPED = (
    PRINTED,
    f"{PRINTED}-R12",
    f"  {PRINTED.lower()} ",
    "".join(chr(ord(char) + 0xFEE0) for char in PRINTED),
    PRINTED.replace("-", " — "),
    PRINTED.replace("-", "\u2011"),
    PRINTED.replace("-", " "),
    f"{PRINTED}-",
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_reference_is_read_as_people_type_it(typed):
    assert case_reference(typed) == PRINTED


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("350203-EN-2026-999999", None),
        ("", None),
        ("\x00", None),
        (None, "well formed"),
        (None, "not a code"),
        (None, "of another case"),
    ],
)
def test_whatever_does_not_fit_is_told_nothing_and_the_same(waiting, clerk, today, reference, code):
    _case, paper = waiting
    other = receipt_of(submitted(clerk, data(identity(4))), clerk, today)
    codes = {"well formed": new_code(), "not a code": "x", "of another case": other.check_code}
    assert asked(paper, today, reference=reference, code=codes.get(code)) is None
    assert not Event.objects.filter(verb="enquire").exists()


def test_a_code_with_a_foreign_seal_is_none(waiting, today):
    _case, paper = waiting
    forged = check_code.compose(paper.check_code[: check_code.RANDOM], b"0" * 16)
    assert asked(paper, today, code=forged) is None


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_names_nobody_and_no_kind_of_permit(staff, clerk, today, language):
    reviewer = staff("reviewer")
    case = enrolled(clerk, reviewer, data(identity(2)))
    paper = receipt_of(case, clerk, today)
    answer = Client().post(
        reverse("enquiry", args=[language]), {"reference": paper.reference, "code": paper.check_code}
    )
    text = answer.content.decode()
    assert answer.status_code == 200 and case.reference in text
    applicant = case.enrolment_application.applicant
    hidden = {applicant.name, applicant.latin_name or applicant.name, applicant.number.open_for_work()[-4:] + "<"}
    kinds = {
        getattr(kind, f"name_{column}")
        for kind in DocumentKind.objects.all()
        for column in ("zh_hans", "zh_hant", "en")
    }
    assert not [word for word in hidden | kinds if word and word in text]
    assert answer["Content-Language"] == language and "no-store" in answer["Cache-Control"]


def test_what_is_asked_for_is_named_but_not_what_an_officer_wrote(staff, clerk, waiting, today):
    case, paper = waiting
    reviewer = staff("reviewer")
    asked_for = [AskedFor(code="identity_document", way=Way.BRING, words="陳小明的居住证")]
    applications.return_for_papers(case.pk, asked_for, by=reviewer, on=today, seen=case.version, op=op())
    told = asked(paper, today)
    assert told.turn == "client" and [item["way"] for item in told.facts["asked"]] == ["bring"]
    typed = {"reference": case.reference, "code": paper.check_code}
    answer = Client().post(reverse("enquiry", args=["zh-hans"]), typed)
    assert "有效身份证件" in answer.content.decode() and "陳小明" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "holding", "shown"),
    [
        ("住所证明", "", True),
        ("台胞证复印件", "", False),
        ("居 住 证复印件", "", False),
        ("Copy of the Passport", "", False),
        ("住所证明", "taiwan_residence_permit", False),
    ],
)
def test_a_paper_that_tells_which_document_somebody_holds_is_named_on_her_notice_only(
    staff, clerk, waiting, today, name, holding, shown
):
    """Officers write these lists; this page is open to everybody."""
    case, paper = waiting
    names = {f"name_{language}": name for language in ("zh_hans", "zh_hant", "en")}
    bases = {f"legal_basis_{language}": "某条例" for language in ("zh_hans", "zh_hant", "en")}
    ChecklistItem.objects.create(
        case_kind=case.kind, code="further", holding=holding, basis_kind="local_regulation", starts_on=date(2026, 1, 1),
        source="made for a test", status="stated", published_at=timezone.now(), **names, **bases,
    )  # fmt: skip
    reviewer = staff("reviewer")
    asked_for = [AskedFor(code="further", way=Way.BRING)]
    applications.return_for_papers(case.pk, asked_for, by=reviewer, on=today, seen=case.version, op=op())
    answer = (
        Client()
        .post(reverse("enquiry", args=["en"]), {"reference": case.reference, "code": paper.check_code})
        .content.decode()
    )
    assert (name in answer) is shown and ("named on the notice" in answer) is not shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_case_that_was_withdrawn_is_told_as_ended(clerk, waiting, today, language):
    case, paper = waiting
    applications.withdraw(
        case.pk, "client_wish", originals_returned=True, by=clerk, on=today, seen=case.version, op=op()
    )
    told = asked(paper, today)
    assert told.turn == "" and [step["what"] for step in told.facts["done"]] == ["received", "withdrawn"]
    answer = Client().post(
        reverse("enquiry", args=[language]), {"reference": paper.reference, "code": paper.check_code}
    )
    assert answer.status_code == 200 and answer["X-Robots-Tag"] == "noindex, noarchive"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_kind_without_a_course_says_its_state_and_whose_turn_it_is(staff, clerk, today):
    """An order to correct is a paper of a hire; whoever holds it is told no more than state and turn."""
    supervisor, case = staff("supervisor"), hired(clerk, work_began_on=date(2026, 4, 20))
    paper = issue_order(case.pk, correct_by=date(2026, 7, 1), by=supervisor, on=today, seen=case.version, op=op())
    told = asked(paper, today)
    assert (told.turn, told.facts, str(told.state) != "") == ("client", {}, True)


def test_one_address_is_braked_and_others_are_not(waiting, today, settings):
    settings.ENQUIRY_MISSES_PER_HOUR = 3
    _case, paper = waiting
    for _time in range(3):
        assert asked(paper, today, code="x", address=HERE) is None
    with pytest.raises(EnquiryBraked):
        asked(paper, today)
    assert asked(paper, today, address="198.51.100.8")
    answer = Client(REMOTE_ADDR=HERE).post(
        reverse("enquiry", args=["en"]), {"reference": paper.reference, "code": paper.check_code}
    )
    assert answer.status_code == 422 and b"Too many enquiries" in answer.content


def test_a_network_of_ipv6_counts_as_one_and_so_does_who_cannot_be_told_apart(waiting, today, settings):
    settings.ENQUIRIES_PER_HOUR = 2
    _case, paper = waiting
    for address in ("2001:db8::1", "2001:db8::2"):
        assert asked(paper, today, address=address)
    with pytest.raises(EnquiryBraked):
        asked(paper, today, address="2001:db8:0:0:ffff::3")
    assert asked(paper, today, address="2001:db8:1::1") and asked(paper, today, address=None)


def test_attempts_are_gone_after_their_hour_and_hold_no_address(waiting, today):
    _case, paper = waiting
    asked(paper, today)
    row = EnquiryAttempt.objects.get()
    assert HERE.encode() not in bytes(row.client)
    EnquiryAttempt.objects.update(at=timezone.now() - timedelta(hours=2))
    asked(paper, today, address="198.51.100.8")
    assert EnquiryAttempt.objects.count() == 1


def test_what_cannot_be_a_code_is_said_beside_the_field_and_kept(waiting):
    _case, paper = waiting
    answer = Client().post(reverse("enquiry", args=["en"]), {"reference": paper.reference, "code": "ABC"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "twelve characters" in text and 'value="ABC"' in text
    assert not EnquiryAttempt.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "verified", "enrolled"])
def test_an_enquiry_asks_few_questions_whatever_lies_on_the_case(
    clerk, staff, today, state, django_assert_max_num_queries
):
    reviewer = staff("reviewer")
    makers = {
        "submitted": lambda: submitted(clerk, data(identity(2))),
        "verified": lambda: verified(clerk, reviewer, data(identity(2))),
        "enrolled": lambda: enrolled(clerk, reviewer, data(identity(2))),
    }
    paper = receipt_of(makers[state](), clerk, today)
    with django_assert_max_num_queries(16):
        asked(paper, today)


def test_the_short_address_leads_to_the_readers_language():
    answer = Client(HTTP_ACCEPT_LANGUAGE="zh-TW").get(reverse("enquiry_begins"))
    assert answer.status_code == 302 and answer["Location"] == reverse("enquiry", args=["zh-hant"])
    assert Client().get(reverse("enquiry", args=["fr"])).status_code == 404


def test_papers_print_the_address_when_there_is_one(waiting, clerk, today, settings):
    case, paper = waiting
    assert "enquiry" not in paper.facts
    settings.PUBLIC_ADDRESS = "https://minbao.example.cn"
    assert receipt_of(case, clerk, today).facts["enquiry"] == "https://minbao.example.cn/enquiry/"


def test_the_history_tells_that_it_was_asked_about(waiting, clerk, staff, today):
    """Asked with the code, and checked at a counter: each stands in the history of the case in words."""
    case, paper = waiting
    asked(paper, today)
    verify_paper(paper.check_code, by=clerk)
    for officer in (clerk, staff("supervisor")):
        page = at(officer).get(reverse("see_case", args=[case.pk]))
        assert page.status_code == 200
    assert at(staff("supervisor")).get(reverse("see_case_history", args=[case.pk])).status_code == 200
