"""A time limit is extended with a reason by whoever may; the old date stays visible, and nothing brings it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.clocks.services import deadlines
from casework.desk.services.extensions import extend_deadline
from casework.engine.refusals import Blocked
from casework.models import CaseFile, Deadline, Event
from enrolment.applications.rules.processing_limit import RULE_ID
from tests.accounts import at
from tests.builders import JIMEI, submitted
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
LATER, REASON = date(2026, 7, 15), "等待居住证复核"


@pytest.fixture
def case(staff):
    return submitted(staff("counter_clerk"))


def extend(case, by, until=LATER, reason=REASON, rule=RULE_ID):
    return extend_deadline(case.pk, rule, until, reason, by=by, on=by.on)


def test_the_new_day_counts_and_the_old_one_stays(case, staff):
    supervisor = staff("supervisor")
    old = case.deadlines.get()
    new = extend(case, supervisor)
    old.refresh_from_db()
    case.refresh_from_db()
    assert (case.due_on, old.superseded_by, old.stop_reason) == (LATER, new, "extended")
    assert (new.extension_reason, new.extended_by, new.started_on) == (REASON, supervisor.user, old.started_on)
    event = Event.objects.get(verb="extend_deadline")
    assert event.facts == {"rule": RULE_ID, "old": old.legal_on.isoformat(), "new": LATER.isoformat()}


def test_a_new_calendar_and_papers_that_came_do_not_bring_the_old_date_back(case, staff):
    extend(case, staff("supervisor"))
    assert deadlines.recompute(touching=2026, by=None) == 0
    deadlines.papers_asked(case, RULE_ID, on=date(2026, 6, 11))
    deadlines.papers_received(case, RULE_ID, on=date(2026, 6, 12))
    assert Deadline.objects.get(case=case, stopped_on=None).legal_on == LATER


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"until": date(2026, 6, 24)}, "not_later"),
        ({"until": date(2026, 6, 1)}, "not_later"),
        ({"reason": " "}, "reason_missing"),
        ({"rule": "enrolment.transfer_in"}, "not_running"),
    ],
)
def test_what_is_refused(case, staff, changes, code):
    with pytest.raises(Blocked) as blocked:
        extend(case, staff("supervisor"), **changes)
    assert [reason.code for reason in blocked.value.reasons] == [code]


def test_only_a_supervisor_of_the_office(case, staff):
    for role in ("counter_clerk", "reviewer", "auditor"):
        with pytest.raises(PermissionDenied):
            extend(case, staff(role))
    with pytest.raises(CaseFile.DoesNotExist):
        extend(case, staff("supervisor", JIMEI))


def test_an_extension_without_a_name_or_a_reason_is_no_row(case, staff):
    for changes in ({"extension_reason": "x"}, {"extended_by": staff("supervisor").user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            case.deadlines.update(**changes)


def test_the_page_keeps_what_was_typed_and_the_case_shows_both_days(case, staff):
    client, address = at(staff("supervisor")), reverse("extend_deadline", args=[case.pk])
    typed = {"until": "2026-01-01", "reason": REASON}
    answer = client.post(address, filled(client.get(address)) | typed)
    assert set(answer.context["form"].errors) == {"until"} and REASON in answer.content.decode()
    later = date.today() + timedelta(days=30)
    answer = client.post(address, filled(answer) | typed | {"until": later.isoformat()})
    assert answer.status_code == 302
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert all(text in page for text in (REASON, later.isoformat(), "2026-06-25"))
    case.deadlines.filter(stopped_on=None).update(stopped_on=date.today(), stop_reason="applied")
    stale = client.post(address, typed | {"until": "2099-01-01"}, follow=True)
    assert stale.status_code == 200 and stale.redirect_chain
