"""Why something goes back to the client is one of a coded list that the province keeps: chosen, printed, counted."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from casework.engine.refusals import Blocked
from casework.evidence.queries import causes_known, causes_on
from casework.models import CaseFile, ReturnCause
from casework.publication.services.publication import publish
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.models.field_check import FieldCheck
from enrolment.applications.queries.returns import returns_by_cause
from enrolment.applications.services.applications import return_for_papers
from enrolment.applications.services.asked import AskedFor
from enrolment.receipts.services.receipt_facts import missing_papers_facts
from tests.accounts import at
from tests.builders import PROVINCE, data, identity, op, submitted
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
NAMES = {"name_zh_hans": "复印件不全", "name_zh_hant": "影本不全", "name_en": "the copy lacks a page"}


@pytest.fixture
def own_cause(staff):
    """A further cause, drafted and published by the province."""
    drafter, second = staff("administrator", PROVINCE), staff("supervisor", PROVINCE)
    fields = {"code": "pages_lack", "concerns": "paper", "starts_on": "2026-06-01", "source": "x", "status": "stated"}
    sent = at(drafter).post(reverse("admin:casework_returncause_add"), fields | NAMES)
    assert sent.status_code == 302
    row = ReturnCause.objects.get(code="pages_lack")
    publish(row, by=second)
    return row


def test_what_the_code_hangs_on_is_in_the_table():
    assert set(FieldCheck.Mismatch.values) <= set(causes_known())


def test_a_cause_of_the_province_is_chosen_printed_and_counted(staff, own_cause):
    case = submitted(staff("counter_clerk"), data(identity(4), path="student", school="廈門大學"))
    reviewer = staff("reviewer")
    client, address = at(reviewer), reverse("return_for_papers", args=[case.pk])
    shown = client.get(address)
    page = shown.content.decode()
    listed = re.search(r'<select name="cause_identity_document".*?</select>', page, re.DOTALL).group()
    assert re.findall(r'value="(\w+)"', listed) == ["unreadable", "missing", "expired", "pages_lack"]
    assert 'value="missing" selected' in listed and "differs" not in listed
    sent = filled(shown) | {"bring": "identity_document", "cause_identity_document": "pages_lack"}
    assert client.post(address, sent).status_code == 302
    thing = AskedThing.objects.get()
    assert thing.reason == "pages_lack"
    facts = missing_papers_facts(CaseFile.objects.get(pk=case.pk), reviewer, reviewer.on)
    assert facts["missing"][0]["reason"] == {
        "zh-hans": "复印件不全",
        "zh-hant": "影本不全",
        "en": "The copy lacks a page",
    }
    assert [number for _words, number in returns_by_cause(staff("supervisor"), localdate())] == [1]


@pytest.mark.parametrize("reason", ["pages_lack", "", "missing"])
def test_a_cause_that_is_not_in_force_is_refused(staff, reason):
    case = submitted(staff("counter_clerk"))
    reviewer = staff("reviewer")
    asked = [AskedFor(code="identity_document", way="bring", reason=reason)]
    press = {"come_back_by": date(2026, 6, 25), "by": reviewer, "on": reviewer.on, "seen": case.version, "op": op()}
    if reason == "pages_lack":
        with pytest.raises(Blocked, match="no_such_cause"):
            return_for_papers(case.pk, asked, **press)
        assert not AskedThing.objects.exists()
    else:
        return_for_papers(case.pk, asked, **press)
        assert AskedThing.objects.get().reason == "missing"


def test_a_cause_that_is_withdrawn_keeps_its_words(own_cause):
    ReturnCause.objects.create(
        code="pages_lack",
        concerns="paper",
        withdrawn=True,
        starts_on=date(2026, 7, 1),
        source="x",
        status="stated",
        drafted_by=own_cause.drafted_by,
        published_by=own_cause.published_by,
        published_at="2026-06-20T00:00:00+08:00",
        **NAMES,
    )
    codes = [{row.code for row in causes_on(day)} for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert ["pages_lack" in found for found in codes] == [True, False]
    assert "pages_lack" in causes_known()
