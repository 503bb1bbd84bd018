"""What is on record of an employer, and what it reported itself, is not typed again."""

from datetime import date

import pytest
from django.urls import reverse

from enrolment.applications.queries.known_employer import known_employer
from enrolment.applications.services import applications
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.models import EnrolmentApplication
from tests.accounts import at
from tests.builders import JIMEI, employer, hired, op, uscc
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def draft(clerk):
    return applications.open_application(by=clerk, language="zh-hant")


def key_of(hire) -> DocumentKey:
    return DocumentKey(hire.kind_id, hire.number.open_for_work(), hire.issuer)


def test_the_name_and_the_one_start_it_reported_are_taken_over(clerk):
    at_work = employer(clerk)
    hire = hired(clerk, at_work).hire
    known = known_employer(at_work.uscc, key_of(hire), case=draft(clerk), on=clerk.on)
    assert (known.name, known.began_on) == (at_work.name, hire.work_began_on)


@pytest.mark.parametrize("what", ["another document", "no document", "another office", "wrong code", "unknown code"])
def test_nothing_more_is_taken_over_than_is_hers(clerk, staff, what):
    at_work = employer(clerk)
    hire = hired(clerk, at_work).hire
    key = {"another document": DocumentKey(hire.kind_id, "830000199001010071"), "no document": None}.get(
        what, key_of(hire)
    )
    by = staff("counter_clerk", JIMEI) if what == "another office" else clerk
    code = {"wrong code": "91350203X", "unknown code": uscc(77)}.get(what, at_work.uscc)
    known = known_employer(code, key, case=draft(by), on=clerk.on)
    assert (known is None) if "code" in what else (known.name == at_work.name and known.began_on is None)


def test_a_sheet_with_the_code_alone_is_whole(clerk):
    at_work = employer(clerk)
    hire = hired(clerk, at_work).hire
    case = applications.open_application(by=clerk, language="zh-hant")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    sheet = filled(client.get(address)) | {
        "kind": hire.kind_id,
        "number": hire.number.open_for_work(),
        "name": hire.name,
        "path": "employed",
        "employer_uscc": at_work.uscc,
        "action": "check_answers",
    }
    told = client.post(reverse("intake_findings", args=[case.pk]), sheet).content.decode()
    assert at_work.name in told and hire.work_began_on.isoformat() in told
    assert client.post(address, sheet).status_code == 302
    check = client.get(reverse("check_answers", args=[case.pk]))
    assert at_work.name in check.content.decode()
    sent = filled(check) | {"action": "submit_seen", "op": str(op())}
    assert client.post(reverse("check_answers", args=[case.pk]), sent).status_code == 302
    row = EnrolmentApplication.objects.get(case=case)
    assert (row.employer, row.work_began_on) == (at_work, hire.work_began_on)
    assert type(row.work_began_on) is date
