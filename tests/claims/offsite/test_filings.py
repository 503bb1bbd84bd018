"""Filing care outside the province, through the services the pages call; what a claim makes of it."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Evidence
from casework.rulebook.rules import parameters
from casework.rulebook.rules.rule_records import Value
from claims.models import ClaimSettlement, OffsiteFiling
from claims.offsite.queries import filings as filing_queries
from claims.offsite.services import filing as services
from claims.offsite.services.filing import FilingData
from claims.offsite.services.papers import issue_offsite_proof
from claims.offsite.states import FILING_STEPS
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.off_site import standing_of
from claims.reimbursements.queries.settling import filing_in_money, worked_out
from claims.reimbursements.services.reviewing import Ruled
from enrolment.models import Enrolment
from tests.accounts import at
from tests.asked_twice import asked_again, questions
from tests.builders import scanned
from tests.claims.reimbursements.builders import receipt
from tests.filled_forms import filled
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
DATA = FilingData(
    reason="07",
    province="31",
    city="上海市",
    starts_on=date(2026, 6, 10),
    received_on=date(2026, 6, 10),
    commitment=True,
)
AWAY = {
    "institution_code": "",
    "institution_name": "某省医院",
    "level": "3",
    "off_site": "away",
    "province": "31",
    "reason": "03",
    "starts_on": date(2026, 6, 2),
    "ends_on": date(2026, 6, 10),
    "received_on": date(2026, 6, 10),
}


def opened(desk, person, **changes):
    return services.open_filing(person, replace(DATA, **changes), by=desk.clerk, on=desk.today)


def filed(desk, person, **changes):
    case = opened(desk, person, **changes)
    return services.confirm_filing(case.pk, **desk.step(case, desk.clerk))


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        # Inside Fujian nothing is filed for an enrolled compatriot: it is said instead of made.
        ({"province": "35"}, "not_needed"),
        ({"reason": "77"}, "no_such_reason"),
        ({"starts_on": date(2023, 6, 1), "received_on": date(2023, 6, 1)}, "not_enrolled"),
        # After discharge: off until a place enters a source.
        ({"starts_on": date(2026, 6, 9)}, "too_late"),
    ],
)
def test_what_is_not_filed(desk, change, why):
    assert blocked(opened, desk, desk.insured(), **change) == [why]
    assert not OffsiteFiling.objects.exists()


def test_a_place_that_allows_late_filing_says_until_when(desk, monkeypatch):
    value = Value(
        place="3502",
        applies_to=(),
        starts="care_starts_on",
        from_=date(2020, 1, 1),
        until=None,
        value=10,
        source="某市通知",
        status="stated",
        checked=date(2026, 6, 1),
    )
    allow(monkeypatch, "claims.offsite_late_filing", value)
    person = desk.insured()
    assert blocked(opened, desk, person, starts_on=date(2026, 5, 30)) == ["too_late"]
    assert opened(desk, person, starts_on=date(2026, 5, 31)).state == "entered"


@pytest.mark.parametrize(
    ("scanned", "counts", "filed_for_stay"),
    [
        # On the day it was asked for, within the stay, on the day of discharge, and the day after, which is too late.
        (date(2026, 6, 1), date(2026, 6, 1), True),
        (date(2026, 6, 2), date(2026, 6, 2), True),
        (date(2026, 6, 5), date(2026, 6, 5), True),
        (date(2026, 6, 6), date(2026, 6, 6), False),
    ],
)
def test_entered_without_proof_it_counts_from_the_day_the_proof_was_given(desk, scanned, counts, filed_for_stay):
    person, asked = desk.insured(), date(2026, 6, 1)
    case = opened(desk, person, commitment=False, starts_on=asked, received_on=asked)
    assert blocked(services.confirm_filing, case.pk, **desk.step(case, desk.clerk)) == ["no_proof"]
    desk.scans(case, ("proof_of_stay",))
    noon = timezone.make_aware(datetime.combine(scanned, time(12)))
    Evidence.objects.filter(case=case).update(uploaded_at=noon)
    services.confirm_filing(case.pk, **desk.step(case, desk.clerk))
    filing = OffsiteFiling.objects.get(pk=case.pk)
    assert (filing.starts_on, filing.proven_on) == (counts, scanned)
    assert filing.asked_from == (None if counts == asked else asked)
    stay = desk.opened(person, **AWAY | {"ends_on": date(2026, 6, 5)})
    assert (standing_of(claim_of(stay)).state == "filed") is filed_for_stay
    with pytest.raises(DatabaseError), transaction.atomic():
        OffsiteFiling.objects.filter(pk=case.pk).update(starts_on=date(2026, 6, 7))
    page = at(desk.clerk).get(reverse("see_case", args=[case.pk])).content.decode()
    assert ("▲" in page.split("<dl", 1)[1].split("</dl>", 1)[0]) is (counts != asked)


def test_a_commitment_counts_from_the_day_it_was_given_however_late_it_is_filed(desk):
    asked = date(2026, 6, 1)
    case = filed(desk, desk.insured(), starts_on=asked, received_on=asked)
    filing = OffsiteFiling.objects.get(pk=case.pk)
    assert (filing.starts_on, filing.proven_on, filing.asked_from) == (asked, asked, None)


def allow(monkeypatch, rule_id: str, value: Value) -> None:
    """A value that a place entered, beside those of the files."""
    rules = dict(parameters.all_rules())
    rules[rule_id] = replace(rules[rule_id], values=(*rules[rule_id].values, value))
    monkeypatch.setattr(parameters, "_rules_in", lambda _state: rules)


def test_from_the_page_of_the_person_to_the_proof(desk):
    person, clerk = desk.insured(), at(desk.clerk)
    address = reverse("open_filing", args=[person.pk])
    typed = filled(clerk.get(address)) | {"reason": "07", "province": "31", "city": "上海市"}
    told = clerk.post(address, typed | {"province": "35"})
    assert told.status_code == 422 and 'id="id_province_error"' in told.content.decode()
    made = clerk.post(address, typed)
    filing = OffsiteFiling.objects.select_related("case").get()
    assert made["Location"] == reverse("see_case", args=[filing.pk])
    # Sent twice, entered once.
    assert clerk.post(address, typed)["Location"] == made["Location"]
    confirm = reverse("confirm_filing", args=[filing.pk])
    # Neither proof nor commitment: it is not filed.
    assert clerk.post(confirm, filled(clerk.get(confirm))).status_code == 422
    scanned(filing.case, desk.clerk, "proof_of_stay")
    assert clerk.post(confirm, filled(clerk.get(confirm))).status_code == 302
    case = CaseFile.objects.get(pk=filing.pk)
    assert (case.state, case.is_open) == ("stands", False)
    with questions() as asked:
        page = clerk.get(reverse("see_case", args=[filing.pk])).content.decode()
    assert asked_again(asked) == [] and "上海市" in page and reverse("issue_offsite_proof", args=[filing.pk]) in page
    listed = clerk.get(reverse("see_person", args=[person.pk])).content.decode()
    assert address in listed and filing.case.reference in listed and "上海市" in listed


def test_a_proof_says_in_three_languages_what_is_filed(desk):
    case = opened(desk, desk.insured())
    assert blocked(issue_offsite_proof, case, by=desk.clerk, on=desk.today) == ["paper_not_now"]
    case = services.confirm_filing(case.pk, **desk.step(case, desk.clerk))
    paper = issue_offsite_proof(case, by=desk.clerk, on=desk.today)
    for language in ("zh-hans", "zh-hant", "en"):
        text = rendered(paper, "zh-hans", language)
        assert "上海市" in text and "%(" not in text


def test_one_filing_counts_a_day_and_a_newer_one_changes_it(desk):
    person = desk.insured()
    first = filed(desk, person)
    # Of the same day nothing is changed: the older one would never have counted.
    assert blocked(filed, desk, person, province="44") == ["counts_already"]
    second = filed(desk, person, province="44", starts_on=date(2026, 7, 1))
    rows = list(OffsiteFiling.objects.filter(pk__in=[first.pk, second.pk]).order_by("starts_on"))
    assert [(row.state, row.ends_on) for row in rows] == [("replaced", date(2026, 6, 30)), ("stands", None)]
    with pytest.raises(DatabaseError), transaction.atomic():
        OffsiteFiling.objects.filter(pk=first.pk).update(ends_on=date(2026, 7, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        OffsiteFiling.objects.filter(pk=second.pk).update(province="45")


def test_a_filing_is_ended_within_its_days(desk):
    case = filed(desk, desk.insured(), reason="06")
    assert OffsiteFiling.objects.get().ends_on == date(2026, 12, 9)
    step = desk.step(case, desk.clerk)
    assert blocked(services.end_filing, case.pk, date(2026, 6, 9), **step) == ["before_it_began"]
    assert blocked(services.end_filing, case.pk, date(2026, 12, 10), **step) == ["ends_earlier"]
    services.end_filing(case.pk, date(2026, 8, 1), **step)
    assert (OffsiteFiling.objects.get().state, OffsiteFiling.objects.get().ends_on) == ("ended", date(2026, 8, 1))


def test_a_place_may_let_nobody_change_it_too_early(desk, monkeypatch):
    case = filed(desk, desk.insured())
    monkeypatch.setattr(services, "may_change_from", lambda _filing: date(2026, 12, 9))
    assert blocked(services.end_filing, case.pk, date(2026, 12, 9), **desk.step(case, desk.clerk)) == ["not_yet"]
    assert filing_queries.may_change_from(OffsiteFiling.objects.get()) is None


def test_a_second_person_cancels_what_was_entered_in_error(desk):
    person = desk.insured()
    case = filed(desk, person)
    with pytest.raises(PermissionDenied):
        services.cancel_filing(case.pk, "错", **desk.step(case, desk.clerk))
    assert blocked(services.cancel_filing, case.pk, "", **desk.step(case, desk.reviewer)) == ["no_words"]
    services.cancel_filing(case.pk, "录错省份", **desk.step(case, desk.reviewer))
    assert OffsiteFiling.objects.get().state == "cancelled"
    # It never counted: another of the same day does.
    assert filed(desk, person, province="44").state == "stands"


def test_every_move_is_in_the_table():
    assert {(verb, target) for verb, _sources, target in FILING_STEPS} == {
        ("confirm_filing", "stands"),
        ("withdraw_filing", "withdrawn"),
        ("end_filing", "ended"),
        ("cancel_filing", "cancelled"),
        ("replace_filing", "replaced"),
    }


def test_the_same_claim_in_three_states_of_filing(desk):
    """Not filed, filed before discharge, emergency: the claim takes its state from what is on record, and says both figures."""
    person = desk.insured()
    Enrolment.objects.filter(person=person).update(starts_on=date(2024, 1, 1))
    case = desk.received(person, receipt(issued_on=date(2026, 6, 10)), **AWAY)
    assert "off_site_not_filed" in codes(case, desk)
    unfiled = money(case, desk)
    assert [row[:2] for row in unfiled] == [("filed", False), ("unfiled", True)] and unfiled[0][2] > unfiled[1][2]
    # Filed on the day of discharge: the whole stay counts as filed, and the other figure is what it was.
    filed(desk, person)
    as_filed = money(case, desk)
    assert "off_site_not_filed" not in codes(case, desk)
    assert [(state, paid) for state, _so, paid in as_filed] == [(state, paid) for state, _so, paid in unfiled]
    assert [so for _state, so, _paid in as_filed] == [True, False]
    page = at(desk.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert OffsiteFiling.objects.get().case.reference in page and f"{as_filed[1][2]:,.2f}" in page
    emergency = desk.received(
        person,
        receipt("0026896567", issued_on=date(2026, 5, 8)),
        **AWAY | {"off_site": "emergency", "starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 8)},
    )
    assert "off_site_not_filed" not in codes(emergency, desk)
    assert [row[:2] for row in money(emergency, desk)] == [("emergency", True), ("unfiled", False)]


def codes(case, desk) -> list[str]:
    return [one.code for one in judged(CaseFile.objects.get(pk=case.pk), desk.today).found]


def money(case, desk) -> list[tuple]:
    fresh = CaseFile.objects.get(pk=case.pk)
    worked = worked_out(fresh, desk.today)
    return [(one.state, one.is_so, one.paid) for one in filing_in_money(claim_of(fresh), worked.policy, worked.stated)]


def test_what_is_posted_says_how_it_was_filed(desk):
    """A filing that is cancelled since changes nothing that was posted."""
    person = desk.insured()
    filing = filed(desk, person)
    case = desk.received(person, receipt(issued_on=date(2026, 6, 10)), **AWAY)
    ruled = [one for one in judged(CaseFile.objects.get(pk=case.pk), desk.today).found if one.blocks]
    case = desk.review(case, *(Ruled(key=one.key, ruling="pay", reason="国家平台已核") for one in ruled))
    desk.approve(case)
    posted = ClaimSettlement.objects.get()
    assert posted.input["visit"]["off_site"] == "filed"
    services.cancel_filing(filing.pk, "录错", **desk.step(filing, desk.reviewer))
    assert standing_of(claim_of(CaseFile.objects.get(pk=case.pk))).state == "unfiled"
    page = at(desk.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert f"{posted.paid:,.2f}" in page


def test_a_claim_inside_the_province_asks_for_no_filing(desk):
    case = desk.received(desk.insured())
    assert standing_of(claim_of(case)).state == "local" and money(case, desk) == []


def test_the_form_of_a_claim_asks_for_the_province(desk):
    person, clerk = desk.insured(), at(desk.clerk)
    address = reverse("open_claim", args=[person.pk])
    typed = filled(clerk.get(address)) | {
        "care": "outpatient",
        "starts_on": "2026-06-02",
        "diagnosis": "I10",
        "reason": "03",
    }
    typed |= {"institution_name": "某省医院", "level": "3"}
    for change in ({"off_site": "away"}, {"off_site": "local", "province": "31"}):
        answer = clerk.post(address, typed | change)
        assert answer.status_code == 422 and 'id="id_province_error"' in answer.content.decode()
    assert clerk.post(address, typed | {"off_site": "away", "province": "31"}).status_code == 302
