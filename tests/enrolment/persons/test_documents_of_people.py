"""Documents of a known person: further ones, renewed ones, and values shown in full only with a reason."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Event, Look
from enrolment.applications.services.applications import withdraw
from enrolment.models import Employer, EnrolmentApplication, IdentityDocument, Person
from tests.accounts import PASSWORD, at, prove
from tests.builders import JIMEI, data, enrolled, identity, op, residence_permit, submitted, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(staff):
    case = enrolled(
        staff("counter_clerk"), staff("reviewer"), data(identity(telephone="0592-5550123", address="厦门市某路"))
    )
    return Person.objects.get(pk=case.subject)


def fields(**changes) -> dict:
    made = {
        "kind": "taiwan_residence_permit",
        "number": residence_permit(sequence=2),
        "name": "陳小明",
        "issued_on": "2026-06-01",
        "expires_on": "2031-05-31",
    }
    return made | changes


def test_a_renewed_permit_supersedes_the_old_one(staff, person):
    answer = at(staff("counter_clerk")).post(reverse("add_document", args=[person.pk]), fields())
    assert answer.status_code == 302
    old, new = person.documents.order_by("recorded_at")
    assert old.superseded_at is not None and new.superseded_at is None
    assert new.expires_on == date(2031, 5, 31) and new.number.open_for_work() == old.number.open_for_work()


def test_a_second_permit_stands_beside_the_first(staff, person):
    at(staff("counter_clerk")).post(
        reverse("add_document", args=[person.pk]), fields(kind="taiwan_travel_permit", number="８７６５ ４３２１")
    )
    assert person.documents.filter(superseded_at=None).count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": residence_permit(sequence=4)}, None),
        ({"number": residence_permit(date(1991, 1, 1), 2)}, "number"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"kind": "mainland_id"}, "kind"),
        ({"expires_on": "2029-01-01", "issued_on": ""}, "expires_on"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(staff, person, changes, field):
    submitted(staff("counter_clerk"), data(identity(4)))
    before = IdentityDocument.objects.count()
    answer = at(staff("counter_clerk")).post(reverse("add_document", args=[person.pk]), fields(**changes))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field or "number"}
    assert IdentityDocument.objects.count() == before


def test_another_office_does_not_find_the_page(staff, person):
    assert at(staff("counter_clerk", JIMEI)).get(reverse("add_document", args=[person.pk])).status_code == 404


def test_a_value_is_shown_in_full_with_a_reason_only(staff, person):
    client = at(staff("counter_clerk"))
    page = client.get(reverse("see_person", args=[person.pk])).content.decode()
    assert "0592-5550123" not in page and "某路" not in page and "····0123" in page
    address = reverse("reveal_field", args=[person.pk])
    asked = client.post(address, {"field": "telephone", "reason": "client_present"})
    assert b'name="fresh_password"' in asked.content and b"0592-5550123" not in asked.content
    wrong = {"field": "telephone", "reason": "client_present", "fresh_password": "wrong"}
    assert client.post(address, wrong).status_code == 422 and not Look.objects.filter(page="reveal_field").exists()
    refused = client.post(address, {"field": "telephone", "reason": "", "fresh_password": PASSWORD})
    assert refused.status_code == 422 and "0592-5550123" not in refused.content.decode()
    shown = client.post(address, {"field": "telephone", "reason": "client_present"}).content.decode()
    assert "0592-5550123" in shown
    assert Look.objects.filter(page="reveal_field", reason="client_present").count() == 1
    number = person.documents.get()
    shown = client.post(address, {"field": f"document:{number.pk}", "reason": "compare_paper"}).content.decode()
    assert number.number.open_for_work() in shown
    assert client.post(address, {"field": "birth_on", "reason": "compare_paper"}).status_code == 404
    auditor = at(staff("auditor"))
    prove(auditor)
    assert auditor.post(address, {"field": "telephone", "reason": "client_present"}).status_code == 403
    facts = [str(row) for row in Event.objects.values_list("facts", flat=True)]
    assert not any("5550123" in text or residence_permit(sequence=2) in text for text in facts)


def test_an_employed_application_is_linked_to_its_employer(staff):
    from portal.demo.people import employer_code

    code = employer_code(70000001)
    work = {"path": "employed", "employer_uscc": code, "employer_name": "示范公司", "work_began_on": date(2026, 6, 1)}
    for sequence in (4, 6):
        submitted(staff("counter_clerk"), data(identity(sequence), **work))
    employer = Employer.objects.get(uscc=code)
    assert employer.applications.count() == 2 and employer.office.code == "350203"
    assert set(EnrolmentApplication.objects.values_list("scheme", flat=True)) == {"uebmi"}


def test_the_issue_count_of_an_older_permit_is_kept_apart_from_its_number(staff, today):
    from enrolment.applications.forms.intake import IntakeForm

    typed = {
        "kind": "taiwan_travel_permit",
        "number": "12345678(02)",
        "name": "陳小明",
        "birth_on": "1990-01-01",
        "sex": "female",
        "language": "zh-hant",
        "path": "non_working",
        "received_on": "2026-06-10",
    } | IntakeForm.envelope(1)
    form = IntakeForm(typed, on=today)
    assert form.is_valid(), form.errors
    identity_typed = form.application_data().identity
    assert (identity_typed.number, identity_typed.issue_count) == ("12345678", 2)


def test_a_document_with_another_name_asks_for_a_paper(staff, person):
    client, address = at(staff("counter_clerk")), reverse("add_document", args=[person.pk])
    travel = fields(kind="taiwan_travel_permit", number="10000077", name="林大同")
    refused = client.post(address, travel)
    assert refused.status_code == 422 and "林大同" in refused.content.decode()
    assert person.documents.count() == 1
    assert client.post(address, travel | {"name_proof": "戶籍謄本，更名記事"}).status_code == 302
    added = person.documents.get(kind="taiwan_travel_permit")
    assert (added.name_on_document, added.name_proof) == ("林大同", "戶籍謄本，更名記事")


@pytest.mark.parametrize("name", ["陳小明", "陈小明", "陳 小 明", "CHEN, Hsiao-Ming", "Chen Hsiao Ming"])
def test_the_name_on_file_is_known_in_either_script_and_in_latin_letters(staff, person, name):
    travel = fields(kind="taiwan_travel_permit", number="10000077", name=name)
    answer = at(staff("counter_clerk")).post(reverse("add_document", args=[person.pk]), travel)
    assert answer.status_code == 302, answer.content.decode()[-800:]


def test_a_second_number_of_a_kind_is_refused_or_closes_the_first(staff, person):
    client, address = at(staff("counter_clerk")), reverse("add_document", args=[person.pk])
    assert client.post(address, fields(kind="taiwan_travel_permit", number="10000077")).status_code == 302
    second = fields(kind="taiwan_travel_permit", number="10000088")
    refused = client.post(address, second)
    assert refused.status_code == 422 and "····0077" in refused.content.decode()
    assert "10000077" not in refused.content.decode()
    assert person.documents.filter(kind="taiwan_travel_permit", superseded_at=None).count() == 1
    assert client.post(address, second | {"replaces": "on"}).status_code == 302
    current = person.documents.get(kind="taiwan_travel_permit", superseded_at=None)
    assert current.number.open_for_work() == "10000088"
    assert Event.objects.filter(verb="close_document", subject=person.pk).count() == 1
    # The other kind stays as it was.
    assert person.documents.filter(kind="taiwan_residence_permit", superseded_at=None).count() == 1


def test_where_nothing_is_said_of_its_dates_those_on_file_stand(staff):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    person = Person.objects.get(pk=verified(clerk, reviewer, data(identity(4, expires_on=date(2027, 3, 31)))).subject)
    case = person.applications.get().case
    withdraw(case.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=case.version, op=op())
    verified(clerk, reviewer, data(identity(4, expires_on=None)))
    assert person.documents.get(superseded_at=None).expires_on == date(2027, 3, 31)
