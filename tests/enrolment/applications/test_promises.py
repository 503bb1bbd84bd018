"""Papers that may follow: an office's own list, the client's own promise, and nothing decided before they are in."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import ChecklistItem, Event
from enrolment.applications.queries.promised import awaited, promised_of
from enrolment.applications.services import applications, enrolments
from enrolment.applications.services.applications import FieldAnswer, open_application, submit_promised
from enrolment.applications.services.promises import take_in_promised
from enrolment.models import PromisedPaper
from tests.accounts import at
from tests.builders import answered, data, op, platform_record, to_correct
from tests.filled_forms import filled
from tests.visit import sheet

pytestmark = pytest.mark.django_db
FORM = {
    "case_kind": "enrolment_application",
    "path": "non_working",
    "code": "local_form",
    "basis_kind": "local_regulation",
    "starts_on": date(2026, 1, 1),
    "source": "made for a test",
    "status": "stated",
    **{f"name_{language}": "本地表格" for language in ("zh_hans", "zh_hant", "en")},
    **{f"legal_basis_{language}": "某条例" for language in ("zh_hans", "zh_hant", "en")},
}


def listed(**changes) -> ChecklistItem:
    following = {"place_id": "350203", "may_follow": True, "follow_days": 5, "published_at": timezone.now()}
    return ChecklistItem.objects.create(**FORM | following | changes)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def only_the_form(db):
    """The identity document itself is not asked for here, so that what is missing may follow."""
    made = {"path": "", "code": "identity_document", "withdrawn": True, "may_follow": False, "follow_days": None}
    listed(**made, basis_kind="identity_document")
    return listed()


@pytest.fixture
def promised(clerk, only_the_form):
    case = open_application(by=clerk, language="zh-hant")
    return submit_promised(case.pk, data(), by=clerk, on=clerk.on, seen=case.version, op=op())


@pytest.mark.parametrize(
    "changes",
    [
        {"place_id": None},
        {"follow_days": None},
        {"follow_days": 0},
        {"basis_kind": "identity_document"},
        {"status": "assumed"},
        {"may_follow": False},
    ],
)
def test_what_may_follow_is_an_offices_own_with_days_and_a_source(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        listed(**changes)


@pytest.mark.parametrize("basis", ["departmental_rule", "local_notice"])
def test_a_rule_of_a_department_and_a_notice_are_no_basis(basis):
    with pytest.raises(IntegrityError), transaction.atomic():
        listed(basis_kind=basis, may_follow=False, follow_days=None)
    assert listed(basis_kind=basis, may_follow=False, follow_days=None, required=False).pk


def test_the_case_goes_on_with_a_day_for_the_paper_and_is_not_decided_without_it(promised, clerk, staff):
    reviewer = staff("reviewer")
    (row,) = promised_of(promised.enrolment_application, clerk.on)
    assert (promised.state, row.row.code, row.row.due_on, row.late) == (
        "submitted",
        "local_form",
        date(2026, 6, 17),
        False,
    )
    assert Event.objects.get(verb="promise_papers").facts == {"papers": ["local_form"], "due": "2026-06-17"}
    fields = applications.fields_to_check(promised.enrolment_application)
    answers = [FieldAnswer(field, True) for field in fields]
    step = {"by": reviewer, "on": reviewer.on}
    case = applications.verify_documents(
        promised.pk, answers, originals_seen=True, **step, seen=promised.version, op=op()
    )
    with pytest.raises(Blocked) as blocked:
        enrolments.enrol(case.pk, platform_record(), **step, seen=case.version, op=op())
    assert [reason.code for reason in blocked.value.reasons] == ["papers_promised"]
    take_in_promised(case.pk, "local_form", original_seen=True, by=clerk, on=clerk.on)
    assert enrolments.enrol(case.pk, platform_record(), **step, seen=case.version, op=op()).state == "enrolled"


def test_late_is_said(promised):
    (row,) = promised_of(promised.enrolment_application, date(2026, 6, 18))
    assert row.late


def test_a_paper_is_here_by_scan_or_by_the_officers_word_and_once(promised, clerk):
    with pytest.raises(Blocked) as blocked:
        take_in_promised(promised.pk, "local_form", original_seen=False, by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["not_here"]
    take_in_promised(promised.pk, "local_form", original_seen=True, by=clerk, on=date(2026, 6, 18))
    assert Event.objects.get(verb="take_in_promised").facts == {"paper": "local_form", "late": True}
    # A second press says what has happened; what nobody promised is not taken in.
    with pytest.raises(Blocked) as blocked:
        take_in_promised(promised.pk, "local_form", original_seen=True, by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["taken_in_already"]
    with pytest.raises(PermissionDenied):
        take_in_promised(promised.pk, "another", original_seen=True, by=clerk, on=clerk.on)
    with pytest.raises(DatabaseError), transaction.atomic():
        PromisedPaper.objects.update(due_on=date(2027, 1, 1))


def test_a_paper_is_not_awaited_on_a_path_that_does_not_ask_for_it(promised, clerk, staff):
    """The application came back with another path: the promise stands, and holds nothing up."""
    reviewer = staff("reviewer")
    case = applications.return_for_papers(
        promised.pk, to_correct("name"), by=reviewer, on=reviewer.on, seen=promised.version, op=op()
    )
    changed = answered(case, data(path="student", school="厦门大学"))
    case = applications.submit_application(case.pk, changed, by=clerk, on=clerk.on, seen=case.version, op=op())
    application = case.enrolment_application
    (row,) = promised_of(application, date(2026, 6, 30))
    assert (row.asked, row.late, awaited(application, reviewer.on)) == (False, False, False)
    listed(path="student")
    assert awaited(application, reviewer.on)


def test_a_case_that_has_ended_takes_nothing_in(promised, clerk):
    applications.withdraw(
        promised.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=promised.version, op=op()
    )
    answer = at(clerk).post(
        reverse("take_in_promised", args=[promised.pk]), {"code": "local_form", "original_seen": "on"}, follow=True
    )
    assert answer.status_code == 200 and "在此期间已办结" in answer.content.decode()
    assert PromisedPaper.objects.get().brought_on is None


def test_where_anything_else_is_missing_nothing_follows(clerk):
    listed()
    case = open_application(by=clerk, language="zh-hant")
    with pytest.raises(Blocked) as blocked:
        submit_promised(case.pk, data(), by=clerk, on=clerk.on, seen=case.version, op=op())
    assert [reason.code for reason in blocked.value.reasons] == ["nothing_follows"]
    case.refresh_from_db()
    assert case.state == "draft" and not PromisedPaper.objects.exists()


def test_the_counter_offers_it_asks_for_the_promise_and_prints_it(clerk, only_the_form):
    case = open_application(by=clerk, language="zh-hant")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    typed = sheet(data().identity.number, date(2026, 6, 10))
    answer = client.post(address, filled(client.get(address)) | typed | {"action": "check_answers"})
    page = client.get(answer["Location"])
    assert "submit_promised" in page.content.decode()
    without = client.post(answer["Location"], filled(page) | {"action": "submit_promised"})
    assert without.status_code == 422
    sent = client.post(
        answer["Location"], filled(client.get(answer["Location"])) | {"action": "submit_promised", "promised": "on"}
    )
    printed = client.get(sent["Location"]).content.decode()
    assert sent["Location"] == reverse("see_promise", args=[case.pk]) and "本地表格" in printed
    assert data().identity.number not in printed
    never_promised = {"code": "\x00", "original_seen": "on"}
    assert client.post(reverse("take_in_promised", args=[case.pk]), never_promised).status_code == 403
    taken = client.post(reverse("take_in_promised", args=[case.pk]), {"code": "local_form", "original_seen": "on"})
    assert taken.status_code == 302 and PromisedPaper.objects.get().brought_on


def test_without_a_list_that_lets_it_follow_nothing_is_offered(clerk):
    case = open_application(by=clerk, language="zh-hant")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    typed = sheet(data().identity.number, date(2026, 6, 10))
    answer = client.post(address, filled(client.get(address)) | typed | {"action": "check_answers"})
    assert "submit_promised" not in client.get(answer["Location"]).content.decode()
    assert client.get(reverse("see_promise", args=[case.pk])).status_code == 404
