"""A second review leaves its reason with the case."""

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from enrolment.applications.services import applications
from enrolment.models import EnrolmentApplication
from tests.accounts import at
from tests.builders import data, identity, op, verified

pytestmark = pytest.mark.django_db
WHY = "本市按居住证口径办理，已向市局电话核实"


@pytest.fixture
def case(staff):
    who = identity(7, kind="taiwan_travel_permit", sex="male")
    return verified(staff("counter_clerk"), staff("reviewer"), data(who))


def test_without_a_reason_nothing_is_reviewed(case, staff):
    second = staff("reviewer", number=2)
    with pytest.raises(Blocked) as blocked:
        applications.review_second(case.pk, "  ", by=second, on=second.on, seen=case.version, op=op())
    assert [reason.code for reason in blocked.value.reasons] == ["note_missing"]
    address = reverse("review_second", args=[case.pk])
    refused = at(second).post(address, {"seen": case.version, "op": str(op()), "note": ""})
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"note"}
    assert EnrolmentApplication.objects.get(case=case).second_reviewed_on is None


def test_the_reason_is_kept_and_read_by_whoever_enrols(case, staff):
    second = staff("reviewer", number=2)
    sent = {"seen": case.version, "op": str(op()), "note": WHY}
    assert at(second).post(reverse("review_second", args=[case.pk]), sent).status_code == 302
    row = EnrolmentApplication.objects.get(case=case)
    assert (row.second_review_note, row.second_reviewed_on is not None) == (WHY, True)
    page = reverse("see_case", args=[case.pk])
    assert WHY in at(staff("reviewer")).get(page).content.decode()
