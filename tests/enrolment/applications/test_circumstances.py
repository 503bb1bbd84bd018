"""What the sheet asks besides: work, stay, a business, where a card is from; asked where it is needed, kept as it was said."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from enrolment.applications.models.circumstances import ApplicationCircumstances
from enrolment.applications.queries.application_facts import facts_of
from enrolment.applications.queries.circumstances import circumstances_of
from enrolment.applications.rules.circumstances import NOTHING, Circumstances
from enrolment.applications.services.applications import fields_to_check, open_application
from enrolment.hires.models import Hire
from tests.accounts import at
from tests.builders import data, employer, enrolled, hired, identity, submitted, uscc, verified
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
AT_WORK = Circumstances(
    employment_kind="foreign_work_permit",
    employment_number="G1234567",
    handled_on=date(2026, 5, 20),
    stay_until=date(2027, 5, 20),
)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def foreigner(**changes):
    made = {
        "kind": "passport",
        "number": "K12345678",
        "issuer": "DEU",
        "name": "Anna Weber",
        "latin_name": "WEBER ANNA",
    }
    return identity(40, **made | changes)


def employee(**changes):
    sheet = {
        "path": "employed",
        "employer_uscc": uscc(),
        "employer_name": "厦门外企",
        "work_began_on": date(2026, 6, 1),
    }
    return data(foreigner(), **sheet | {"circumstances": AT_WORK} | changes)


def test_a_foreign_employee_is_enrolled_with_the_documents_she_works_and_stays_by(clerk, staff):
    case = enrolled(clerk, staff("reviewer"), employee())
    application = case.enrolment_application
    assert (case.state, application.scheme, application.eligibility["result"]) == ("enrolled", "uebmi", "may_join")
    assert application.person.category == "foreign"
    assert circumstances_of(application) == AT_WORK
    asked = fields_to_check(application)
    assert asked[-5:] == ("work_began_on", "employment_kind", "employment_number", "handled_on", "stay_until")


def test_her_employers_clock_runs_from_the_day_the_permit_was_handled(clerk, staff):
    at_work = employer(clerk)
    hire = hired(
        clerk, at_work, kind="passport", number="K12345678", issuer="DEU", document_handled_on=date(2026, 5, 20)
    )
    clock = hire.deadlines.get()
    assert (clock.started_on, clock.nominal_on) == (date(2026, 5, 20), date(2026, 6, 19))
    enrolled(clerk, staff("reviewer"), employee(employer_uscc=at_work.uscc))
    clock.refresh_from_db()
    assert Hire.objects.get(pk=hire.pk).state == "registered" and clock.stopped_on == date(2026, 6, 10)


def test_without_a_document_of_work_the_case_stands_with_its_reason(clerk):
    case = submitted(clerk, employee(circumstances=Circumstances(employment_kind="none")))
    found = case.enrolment_application.eligibility
    assert found["result"] == "not_eligible" and found["reasons"][0] == "employment_document_missing"
    assert "employment_kind" not in fields_to_check(case.enrolment_application)


@pytest.mark.parametrize(
    ("path", "kind", "number", "said", "scheme"),
    [
        ("own_business", "hk_macao_travel_permit", "H12345678", {"business_code": uscc(3), "business_name": "陳記茶行"}, "uebmi"),
        ("flexible", "macao_residence_permit", "820000199001010022", {}, "uebmi"),
        ("posted", "foreign_permanent_residence", "USA350290010112", {}, "uebmi"),
    ],
)  # fmt: skip
def test_every_path_is_taken_in_and_verified(clerk, staff, path, kind, number, said, scheme):
    who = identity(44, kind=kind, **({"number": number} if number else {}))
    work = {"employer_uscc": uscc(), "employer_name": "厦门外企", "work_began_on": date(2026, 6, 1)}
    sheet = data(who, path=path, circumstances=Circumstances(**said), **(work if path == "posted" else {}))
    case = verified(clerk, staff("reviewer"), sheet)
    application = case.enrolment_application
    assert (case.state, application.scheme) == ("verified", scheme)
    assert hasattr(application, "circumstances") == bool(said)


def test_a_macao_resident_is_one_by_the_letter_of_the_permit(clerk):
    who = identity(44, kind="hk_macao_travel_permit", number="M12345678")
    case = submitted(clerk, data(who, path="student", school="厦门大学"))
    assert case.enrolment_application.person.category == "macao"


def test_what_was_handed_in_stands(clerk):
    case = submitted(clerk, employee())
    with pytest.raises(DatabaseError), transaction.atomic():
        ApplicationCircumstances.objects.filter(pk=case.pk).update(stay_until=date(2030, 1, 1))


@pytest.mark.parametrize(
    "half", [{"employment_kind": "foreign_work_permit"}, {"handled_on": date(2026, 1, 1)}, {"business_code": uscc()}]
)
def test_half_an_answer_is_no_row(clerk, half):
    case = open_application(by=clerk, language="en")
    row = ApplicationCircumstances(application=case.enrolment_application, **half)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_by_what_she_works_is_shown_to_those_who_need_the_kind_of_document(clerk):
    application = submitted(clerk, employee()).enrolment_application
    shown = {fact.field for fact in facts_of(application)}
    assert {"employment_kind", "employment_number", "stay_until"} <= shown
    hidden = {fact.field for fact in facts_of(application, with_kind=False)}
    assert hidden == shown - {"kind", "employment_kind", "employment_number", "handled_on", "stay_until"}
    assert "G1234567" not in str([fact.value for fact in facts_of(application)])


SHEET = {"language": "en", "received_on": "2026-06-10", "name": "Anna Weber", "birth_on": "1990-01-01", "sex": "female"}
FOREIGN = SHEET | {"kind": "passport", "number": "K12345678", "issuer": "DEU"}
AT = {"employer_uscc": uscc(), "employer_name": "厦门外企", "work_began_on": "2026-06-01"}
PERMIT = {"employment_kind": "foreign_work_permit", "employment_number": "G1234567", "handled_on": "2026-05-20"}
PERMIT |= {"stay_until": "2027-05-20"}


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        (FOREIGN | AT | PERMIT | {"path": "employed"}, set()),
        (FOREIGN | AT | {"path": "posted"}, {"employment_kind", "employment_number", "handled_on", "stay_until"}),
        (FOREIGN | AT | {"path": "employed", "employment_kind": "none", "handled_on": "no day"}, set()),
        (FOREIGN | AT | PERMIT | {"path": "employed", "employment_kind": "alien_employment_permit"}, {"employment_kind"}),
        (FOREIGN | AT | PERMIT | {"path": "employed", "handled_on": "2100-01-01"}, {"handled_on"}),
        (FOREIGN | {"path": "own_business"}, {"business_code", "business_name"}),
        (FOREIGN | {"path": "own_business", "business_code": uscc()[:-1] + "1", "business_name": "x"}, {"business_code"}),
        # What the path does not ask stands in no way.
        (FOREIGN | {"path": "flexible", "handled_on": "no day", "business_code": "?", "school": "x"}, set()),
        (FOREIGN | {"path": "minor"}, {"path"}),
        (FOREIGN | {"path": "minor", "birth_on": "2008-06-11"}, set()),
        (FOREIGN | {"path": "minor", "birth_on": "2008-06-10"}, {"path"}),
        (SHEET | {"kind": "foreign_permanent_residence", "number": "USA350290010112", "path": "non_working"}, {"card_place"}),
        (SHEET | {"kind": "foreign_permanent_residence", "number": "USA350290010112", "path": "employed"} | AT, set()),
    ],
)  # fmt: skip
def test_what_is_asked_on_the_sheet(clerk, typed, missing):
    case = open_application(by=clerk, language="en")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    answer = client.post(address, filled(client.get(address)) | typed | {"action": "check_now"})
    assert set(answer.context["form"].errors) == missing
    assert answer.status_code == (422 if missing else 200)


def test_what_the_sheet_says_is_what_the_case_keeps(clerk):
    case = open_application(by=clerk, language="en")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    typed = FOREIGN | AT | PERMIT | {"path": "employed"}
    answer = client.post(address, filled(client.get(address)) | typed | {"action": "check_answers"})
    answers = client.get(answer["Location"])
    assert "G1234567" in answers.content.decode() and "2027-05-20" in answers.content.decode()
    client.post(answer["Location"], filled(answers) | {"action": "submit_seen"})
    case.refresh_from_db()
    assert case.state == "submitted" and circumstances_of(case.enrolment_application) == AT_WORK


def test_how_long_somebody_has_lived_here_is_asked_only_where_a_rule_asks(clerk, staff):
    assert not asks(clerk)
    assert asks(staff("counter_clerk", "350582"), received_on=date(2018, 6, 1))


def asks(clerk, received_on=None) -> bool:
    case = open_application(by=clerk, language="en")
    if received_on:
        type(case).objects.filter(pk=case.pk).update(received_on=received_on)
    return "resident_since" in at(clerk).get(reverse("intake", args=[case.pk])).context["form"].fields


def test_a_sheet_that_says_nothing_more_has_no_row(clerk):
    case = submitted(clerk, data(circumstances=NOTHING))
    assert not ApplicationCircumstances.objects.filter(pk=case.pk).exists()
    assert circumstances_of(case.enrolment_application) == NOTHING
