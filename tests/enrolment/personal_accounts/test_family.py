"""A relative bound to a personal account: by the rule of the place, with proof and both consents, ended by either."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event, Look
from enrolment.changes.services.families import relative_by_number
from enrolment.changes.services.recording import withdraw_change
from enrolment.duplicates.services.judging import judge_duplicate
from enrolment.duplicates.services.merging import MergeChoice, merge_files
from enrolment.duplicates.table import entry_of
from enrolment.models import EnrolmentChange, FamilyBinding, Person, PossibleDuplicate
from enrolment.persons.services.family_bindings import end_family_binding
from tests.accounts import at
from tests.builders import JIMEI, identity, op
from tests.enrolment.changes.test_changes import codes
from tests.enrolment.personal_accounts.conftest import insured

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)
PAPERS = ("identity_document", "proof_of_relation", "consent_of_both")


@pytest.fixture
def relative(counter, employee):
    return insured(counter, 4)


def asked(counter, holder, relative, relation="spouse", consent=True, papers=PAPERS):
    return counter.asked(
        holder, "bind_relative", papers=papers, relative=relative, relation=relation, both_consent=consent
    )


def bound(counter, holder, relative, **more) -> FamilyBinding:
    counter.record(asked(counter, holder, relative, **more))
    return FamilyBinding.objects.get(holder=holder, member=relative, ended_on=None)


def test_a_spouse_is_bound_with_proof_and_both_consents(counter, employee, relative):
    row = bound(counter, employee, relative)
    assert (row.relation, row.basis, row.consented_on, row.starts_on) == ("spouse", "consent", ON, ON)
    assert set(Event.objects.filter(verb="bind_relative").values_list("subject", flat=True)) == {
        employee.pk,
        relative.pk,
    }
    for person, other in ((employee, relative), (relative, employee)):
        body = at(counter.clerk).get(reverse("see_account", args=[person.pk])).content.decode()
        assert other.reference in body and other.name not in body


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"consent": False}, ["no_consent"]),
        ({"relation": "cousin"}, ["not_by_rule"]),
    ],
)
def test_what_stands_against_it(counter, employee, relative, change, expected):
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee, relative, **change)
    assert codes(blocked) == expected


def test_only_an_employee_has_an_account_and_nobody_is_bound_to_her_own(counter, employee, relative):
    with pytest.raises(Blocked) as blocked:
        asked(counter, relative, employee)
    assert codes(blocked) == ["no_account"]
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee, employee)
    assert codes(blocked) == ["herself"]


def test_whoever_is_not_insured_or_has_died_is_not_bound(counter, employee, relative):
    Person.objects.filter(pk=relative.pk).update(died_on=date(2026, 6, 1))
    relative.refresh_from_db()
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee, relative)
    assert codes(blocked) == ["relative_gone"]
    Person.objects.filter(pk=relative.pk).update(died_on=None)
    relative.refresh_from_db()
    relative.enrolments.update(ends_on=date(2026, 6, 10), starts_on=date(2026, 6, 9))
    relative.enrolments.update(ends_on=date(2026, 6, 9))
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee, relative)
    assert codes(blocked) == ["not_insured"]


def test_without_its_papers_it_is_not_recorded(counter, employee, relative):
    case = asked(counter, employee, relative, papers=("identity_document",))
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["papers_missing"]


@pytest.mark.parametrize("kept", ["holder", "relative"])
def test_two_files_of_which_one_was_to_be_bound_to_the_other_are_merged(counter, employee, relative, staff, kept):
    case = asked(counter, employee, relative)
    pair = found(employee, relative)
    judge_duplicate(pair.pk, "same", "两证照片、签名一致", by=counter.reviewer)
    pair.refresh_from_db()
    choice = MergeChoice(
        employee if kept == "holder" else relative,
        struck=tuple(relative.enrolments.values_list("pk", flat=True)),
        platform_confirmation="P-1",
    )
    supervisor = staff("supervisor")
    with pytest.raises(Blocked) as blocked:
        merge_files(pair, choice, by=supervisor, on=ON)
    assert codes(blocked) == ["binding_asked"]
    step = {"by": counter.clerk, "on": ON, "seen": case.version, "op": op()}
    withdraw_change(case.pk, **step)
    merge = merge_files(pair, choice, by=supervisor, on=ON)
    change = EnrolmentChange.objects.get(case=case)
    assert change.person_id == change.relative_id == merge.kept_person_id


def found(first: Person, second: Person) -> PossibleDuplicate:
    """The two files found to be alike."""
    one, other = sorted((first, second), key=lambda person: person.pk)
    return PossibleDuplicate.objects.create(first=one, second=other, basis=["same_name"])


def test_whoever_looks_at_the_case_looks_at_the_relative_too(counter, employee, relative):
    case = asked(counter, employee, relative)
    looks = Look.objects.filter(shown__contains=[relative.pk], case=case)
    steps = [("see_case", counter.reviewer), ("record_change", counter.reviewer)]
    steps += [("decline_change", counter.reviewer), ("withdraw_change", counter.clerk)]
    for page, officer in steps:
        assert at(officer).get(reverse(page, args=[case.pk])).status_code == 200
        assert looks.filter(page=page).count() == 1, page


def test_no_two_bindings_of_a_pair_run_at_once(counter, employee, relative):
    row = bound(counter, employee, relative)
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee, relative)
    assert codes(blocked) == ["bound_already"]
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyBinding.objects.create(
            holder=employee,
            member=relative,
            relation="child",
            basis="consent",
            consented_on=ON,
            starts_on=ON,
            case=row.case,
            recorded_by=counter.clerk.user,
        )


def test_either_ends_it_once_and_it_can_be_bound_again(counter, employee, relative, staff):
    row = bound(counter, employee, relative)
    with pytest.raises(FamilyBinding.DoesNotExist):
        end_family_binding(row.pk, "member", by=staff("counter_clerk", JIMEI), on=ON)
    with pytest.raises(PermissionDenied):
        end_family_binding(row.pk, "member", by=staff("auditor"), on=ON)
    client = at(counter.clerk)
    address = reverse("end_family_binding", args=[relative.pk, row.pk])
    wrong = client.post(address, {"side": "neighbour"})
    assert wrong.status_code == 422
    assert client.post(address, {"side": "member"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_on is not None and row.ended_side == "member"
    assert client.post(address, {"side": "holder"}).status_code == 302, "a second press changes nothing"
    with pytest.raises(Blocked):
        end_family_binding(row.pk, "holder", by=counter.clerk, on=ON)
    bound(counter, employee, relative, relation="spouse")


def test_a_death_ends_the_bindings(counter, employee, relative):
    row = bound(counter, employee, relative)
    counter.recorded(relative, "report_death", "2026-06-10")
    row.refresh_from_db()
    assert (row.ended_on, row.ended_side) == (ON, "office")


def test_the_number_leads_to_one_person_and_the_look_up_is_on_record(counter, employee, relative):
    assert relative_by_number(identity(4).number, by=counter.clerk, on=ON).pk == relative.pk
    assert Event.objects.filter(verb="look_up_identity", subject=relative.pk).exists()
    with pytest.raises(Blocked) as blocked:
        relative_by_number("830000199001019999", by=counter.clerk, on=ON)
    assert codes(blocked) == ["nobody"]


def test_it_is_asked_for_on_the_page_and_what_was_typed_stays(counter, employee, relative):
    client, address = at(counter.clerk), reverse("open_change", args=[employee.pk, "bind_relative"])
    sent = {
        "relative_number": "830000199001019999",
        "relation": "spouse",
        "both_consent": "on",
        "received_on": "2026-06-10",
    }
    page = client.post(address, sent)
    assert page.status_code == 422 and "830000199001019999" in page.content.decode()
    page = client.post(address, sent | {"relative_number": identity(4).number})
    assert page.status_code == 302
    change = EnrolmentChange.objects.get(act="bind_relative")
    assert (change.relative_id, change.relation, change.both_consent) == (relative.pk, "spouse", True)
    body = client.get(reverse("see_case", args=[change.case_id])).content.decode()
    assert relative.reference in body and relative.name not in body


def test_files_bound_to_each_other_are_not_put_together(counter, employee, relative):
    bound(counter, employee, relative)
    may_move = entry_of("enrolment.FamilyBinding.holder").may_move
    assert may_move(employee, relative) is False
    assert may_move(employee, insured(counter, 6)) is True
