"""The papers of a visit: what they say, in which languages, and what they never say."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from casework.engine.refusals import Blocked
from casework.evidence.services.evidence import store_evidence
from casework.models import IssuedPaper, PaperText
from casework.papers.services.paper_kinds import paper_kind
from casework.papers.services.paper_offers import paper_offers
from casework.papers.services.paper_rendering import Sheet, _html
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.applications.services import applications, refusals
from enrolment.applications.services.refusals import Refusal
from enrolment.models import DocumentKind
from enrolment.platform.rules.confirmations import PlatformAnswer
from enrolment.receipts.services import receipts
from tests.builders import JIMEI, NOT_PROVEN, data, enrolled, identity, op, submitted, to_bring, to_correct
from tests.casework.evidence.evidence_samples import picture, upload

pytestmark = pytest.mark.django_db


def page_of(paper: IssuedPaper) -> str:
    """The paper as HTML, from its frozen facts."""
    languages = tuple(paper.languages.split(","))
    sheet = Sheet(
        kind=paper_kind(paper.kind),
        reference=paper.reference,
        check_code=paper.check_code,
        languages=languages,
        facts=paper.facts,
    )
    return _html(sheet, "text/html")


def activated(person, clerk, today):
    case = activations.open_activation(person, by=clerk, on=today)
    document = person.documents.get()
    presented = Presented(
        kind=document.kind_id, number=document.number.open_for_work(), name_agrees=True, consents=True
    )
    case = activations.check_identity(case.pk, presented, by=clerk, on=today, seen=case.version, op=op())
    answer = PlatformAnswer(confirmation="AC-1", on=today)
    return activations.activate_code(case.pk, answer, by=clerk, on=today, seen=case.version, op=op())


def test_the_receipt_of_intake_says_what_was_taken_in_and_when_the_answer_is_due(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    store_evidence(case.pk, upload("a.jpg", picture()), "identity_document", by=clerk)
    paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    facts = paper.facts
    number = case.enrolment_application.document.number.open_for_work()
    assert (facts["person"], facts["number"]) == ("陳小明", "····" + number[-4:])
    assert [words["en"] for words in facts["papers"]] == ["Valid identity document (both sides)"]
    assert [step["what"] for step in facts["done"]] == ["received"]
    assert facts["due"] == {"nominal": "2026-06-25", "legal": "2026-06-25", "provisional": False}
    page = page_of(paper)
    for said in ("2026年6月25日", clerk.user.full_name, "有效身份证件", "有效身分證件", "思明", "不代替待遇核定结果"):
        assert said in page


def test_the_receipt_after_enrolment_and_activation_tells_the_whole_visit(staff, today):
    clerk = staff("counter_clerk")
    case = enrolled(clerk, staff("reviewer"))
    activation = activated(case.enrolment_application.person, clerk, today)
    paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    assert [step["what"] for step in paper.facts["done"]] == ["received", "verified", "enrolled", "activated"]
    assert paper.facts["done"][2]["cover"] == "2026-06-10" and paper.facts["due"] is None
    other = receipts.issue_visit_receipt(activation, by=clerk, on=today, op=op())
    assert [step["what"] for step in other.facts["done"]] == ["activation_requested", "activated"]
    assert other.reference == f"{activation.reference}-R1" and other.facts["person"] == "陳小明"


def test_no_paper_names_the_kind_of_permit_or_the_number(staff, today):
    clerk = staff("counter_clerk")
    for who in (identity(2), identity(7, kind="taiwan_travel_permit", sex="male")):
        case = submitted(clerk, data(who))
        paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
        page = page_of(paper)
        for kind in DocumentKind.objects.all():
            for name in (kind.code, kind.name_zh_hans, kind.name_zh_hant, kind.name_en):
                assert name not in page and name not in str(paper.facts)
        assert who.number not in page and who.number not in str(paper.facts)


@pytest.mark.parametrize(
    ("language", "columns"),
    [("zh-hans", ["zh-Hans"]), ("zh-hant", ["zh-Hans", "zh-Hant-TW"]), ("en", ["zh-Hans", "en"])],
)
def test_the_columns_are_the_office_s_chinese_and_the_client_s_language(staff, today, language, columns):
    clerk = staff("counter_clerk")
    case = submitted(clerk, data(identity(4, language=language)))
    page = page_of(receipts.issue_visit_receipt(case, by=clerk, on=today, op=op()))
    sheet = page[page.index('<table class="sheet') :]
    assert [tag for tag in ("zh-Hans", "zh-Hant-TW", "en") if f'lang="{tag}"' in sheet] == columns
    texts = {row.code: row for row in PaperText.objects.all()}
    assert texts["receipt_is_no_decision"].text_zh_hans in sheet
    prevails = {"zh-hant": "simplified_prevails", "en": "chinese_prevails"}
    for code in set(prevails.values()):
        assert (texts[code].text_zh_hans in sheet) is (prevails.get(language) == code)
    assert (texts["chinese_prevails"].text_en in sheet) is (language == "en")
    assert (texts["receipt_is_no_decision"].text_zh_hant in sheet) is (language == "zh-hant")


def test_a_date_that_may_still_move_is_marked(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk, data(received_on=date(2026, 12, 28)))
    paper = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    assert paper.facts["due"]["provisional"] and paper.facts["due"]["legal"] >= "2027-01-01"
    settled = receipts.issue_visit_receipt(submitted(clerk, data(identity(4))), by=clerk, on=today, op=op())
    assert page_of(paper).count('class="small"') > page_of(settled).count('class="small"')


def test_a_demonstration_is_marked_across_the_head_for_ever(staff, today, settings):
    clerk = staff("counter_clerk")
    settings.DEMONSTRATION = True
    shown = receipts.issue_visit_receipt(submitted(clerk), by=clerk, on=today, op=op())
    settings.DEMONSTRATION = False
    real = receipts.issue_visit_receipt(submitted(clerk, data(identity(4))), by=clerk, on=today, op=op())
    assert 'class="ribbon"' in page_of(shown) and 'class="ribbon"' not in page_of(real)


def test_what_is_typed_is_text_and_nothing_else(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk, data(identity(4, name="陳<b>{{7*7}}</b>")))
    page = page_of(receipts.issue_visit_receipt(case, by=clerk, on=today, op=op()))
    assert "陳&lt;b&gt;{{7*7}}&lt;/b&gt;" in page and "<b>" not in page


def test_the_one_time_notice_names_everything_with_its_basis(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    with pytest.raises(Blocked):
        receipts.issue_missing_papers_notice(case, by=clerk, on=today, op=op())
    case = applications.return_for_papers(
        case.pk,
        to_bring("identity_document") + to_correct("name"),
        by=staff("reviewer"),
        on=today,
        seen=case.version,
        op=op(),
    )
    paper = receipts.issue_missing_papers_notice(case, by=clerk, on=today, op=op())
    first, second = paper.facts["missing"]
    assert "第三十一条" in first["basis"]["zh-hans"] and second["basis"] is None
    assert "第三十一条" in page_of(paper)
    receipt = receipts.issue_visit_receipt(case, by=clerk, on=today, op=op())
    assert [step["what"] for step in receipt.facts["done"]] == ["received", "returned"]


def test_the_refusal_names_ground_provisions_and_both_remedies(staff, today):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk)
    case = refusals.refuse(
        case.pk,
        Refusal("facts_not_proven", "不符合本市条件", "《条例》第一条"),
        by=reviewer,
        on=today,
        seen=case.version,
        op=op(),
    )
    paper = receipts.issue_refusal_notice(case, by=clerk, on=today, op=op())
    page = page_of(paper)
    assert "不符合本市条件" in page and "行政复议" in page and "人民法院" in page
    source = paper.facts["provisions"][0]["source"]
    for language in ("zh-hans", "zh-hant"):
        with translation.override(language):
            assert gettext(source) in page
    assert paper.facts["decided_on"] == today.isoformat()


def test_a_draft_has_no_papers_and_offers_follow_the_state(staff, today):
    clerk = staff("counter_clerk")
    draft = applications.open_application(by=clerk, language="en")
    assert paper_offers(draft, clerk) == []
    with pytest.raises(Blocked):
        receipts.issue_visit_receipt(draft, by=clerk, on=today, op=op())
    case = submitted(clerk)
    assert [offer.kind for offer in paper_offers(case, clerk)] == ["visit_receipt"]
    case = refusals.refuse(case.pk, NOT_PROVEN, by=staff("reviewer"), on=today, seen=case.version, op=op())
    assert [offer.url_name for offer in paper_offers(case, clerk)] == ["issue_visit_receipt", "issue_refusal_notice"]


def test_before_the_document_is_compared_another_office_prints_the_masked_name_only(staff, today):
    case = enrolled(staff("counter_clerk"), staff("reviewer"))
    elsewhere = staff("counter_clerk", JIMEI)
    activation = activations.open_activation(case.enrolment_application.person, by=elsewhere, on=today)
    paper = receipts.issue_visit_receipt(activation, by=elsewhere, on=today, op=op())
    assert (paper.facts["person"], paper.facts["number"], paper.facts["scheme"]) == ("陳○○", "", None)


def test_a_center_prints_the_receipt_of_what_it_took_in(staff, today):
    worker = staff.center()
    case = submitted(worker)
    paper = receipts.issue_visit_receipt(case, by=worker, on=today, op=op())
    assert paper.facts["center"]["en"] == "Center en"
    with pytest.raises(PermissionDenied):
        receipts.issue_visit_receipt(case, by=staff("auditor"), on=today, op=op())


def test_the_button_gives_one_paper_and_leads_to_it(staff, today):
    clerk = staff("counter_clerk")
    case = submitted(clerk)
    client = Client()
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    press = {"op": str(op())}
    answers = [client.post(f"/cases/{case.pk}/receipt/", body)["Location"] for body in (press, press, {})]
    page = f"/papers/{IssuedPaper.objects.get().pk}/"
    # Printed at once the first time; a second press shows the paper and makes no silent copy.
    assert answers == [f"{page}prints/1/", page, page]
    assert client.post(f"/cases/{case.pk}/receipt/", {"op": "nonsense"})["Location"] == f"/cases/{case.pk}/"
    assert client.post(f"/cases/{case.pk}/refusal/", {})["Location"] == f"/cases/{case.pk}/"
    assert client.get(f"/cases/{case.pk}/receipt/")["Location"] == f"/cases/{case.pk}/"
    assert IssuedPaper.objects.count() == 1
