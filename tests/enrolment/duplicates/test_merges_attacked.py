"""What somebody who had not built it found: chains of merges, facts that crossed over, covers that were struck, one's own file."""

import pytest
from django.core.exceptions import PermissionDenied

from casework.engine.refusals import Blocked
from enrolment.applications.services import applications, doubts
from enrolment.duplicates.queries.pairs import unsettled_of
from enrolment.duplicates.services import judging, merging
from enrolment.duplicates.services.merging import MergeChoice
from enrolment.models import Enrolment, EnrolmentApplication, Person, PossibleDuplicate
from tests.builders import answered, data, identity, op, residence_permit, submitted, to_correct, verified
from tests.enrolment.applications.test_whose_file import verify, withdraw
from tests.enrolment.duplicates.test_merging import enrol, same

pytestmark = pytest.mark.django_db
R = identity(8, name="陈双保", latin_name="")
T = identity(110, name="陳雙保", latin_name="TAN SIANG-PO", telephone="13900000000")
C = identity(212, name="TAN SIANG PO", latin_name="TAN SIANG PO")


@pytest.fixture
def office(staff):
    return staff("counter_clerk"), staff("reviewer"), staff("supervisor")


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


def pair_of(one, other) -> PossibleDuplicate:
    first, second = sorted((one, other), key=lambda each: each.pk)
    return PossibleDuplicate.objects.get(first=first, second=second)


def person_of(case) -> Person:
    return Person.objects.get(pk=EnrolmentApplication.objects.get(case=case).person_id)


def merge(pair, kept, supervisor, **choice):
    pair.refresh_from_db()
    return merging.merge_files(pair, MergeChoice(kept, **choice), by=supervisor, on=supervisor.on)


def test_a_third_file_is_asked_about_after_a_merge(office):
    clerk, reviewer, supervisor = office
    a, b, d = (verified(clerk, reviewer, data(who)) for who in (T, R, C))
    first, second, third = (person_of(case) for case in (a, b, d))
    withdraw(a, clerk)
    same(pair_of(first, second), reviewer)
    same(pair_of(first, third), reviewer)
    merge(pair_of(first, second), second, supervisor)
    assert [pair.verdict for pair in unsettled_of(third.pk)] == ["open"]
    for case in (b, d):
        with pytest.raises(Blocked) as blocked:
            enrol(case, reviewer)
        assert codes(blocked) == {"possible_duplicate"}
    # A file that was merged is neither kept nor joined again.
    for kept in (first, third):
        with pytest.raises(Blocked) as blocked:
            merge(pair_of(first, third), kept, supervisor)
        assert "merged_away" in codes(blocked)


def test_a_number_ruled_out_is_corrected_without_touching_the_file_it_is_not(office):
    clerk, reviewer, supervisor = office
    known = verified(clerk, reviewer, data(R))
    withdraw(known, clerk)
    file = person_of(known)
    stranger = identity(8, name="林美玉", latin_name="LIN MEI")
    case = submitted(clerk, data(stranger, difference="unsure"))
    step = {"on": clerk.on, "op": op()}
    case = doubts.judge_identity(case.pk, "other", "照片不符", by=supervisor, seen=case.version, **step)
    case = applications.return_for_papers(
        case.pk, to_correct("number"), by=reviewer, on=clerk.on, seen=case.version, op=op()
    )
    # The same number again is refused, whatever the counter says of it.
    with pytest.raises(Blocked) as blocked:
        what = answered(case, data(stranger, difference="renewed"))
        applications.submit_application(case.pk, what, by=clerk, on=clerk.on, seen=case.version, op=op())
    assert codes(blocked) == {"number_of_another_person"}
    right = data(identity(30, name="林美玉", latin_name="LIN MEI", number=residence_permit(sequence=30)))
    right = answered(case, right, "corrected")
    case = applications.submit_application(case.pk, right, by=clerk, on=clerk.on, seen=case.version, op=op())
    assert person_of(case) != file
    verify(case, reviewer)
    assert (Person.objects.get(pk=file.pk).name, person_of(case).name) == ("陈双保", "林美玉")


def one_merged_into_the_other(office):
    clerk, reviewer, supervisor = office
    b, a = verified(clerk, reviewer, data(R)), submitted(clerk, data(T))
    kept, joined = person_of(b), person_of(a)
    pair = pair_of(kept, joined)
    judging.judge_duplicate(pair.pk, "different", "误判", by=supervisor)
    enrol(b, reviewer)
    same(pair, reviewer)
    return a, kept, joined, merge(pair, kept, supervisor)


def test_after_a_merge_the_counter_is_asked_of_the_difference_before_anything_is_verified(office):
    _clerk, reviewer, _supervisor = office
    a, kept, _joined, _merge = one_merged_into_the_other(office)
    with pytest.raises(Blocked) as blocked:
        verify(a, reviewer)
    assert codes(blocked) == {"differs_since"} and Person.objects.get(pk=kept.pk).name == "陈双保"


def test_facts_that_a_moved_case_brought_go_back_with_it(office):
    clerk, reviewer, supervisor = office
    a, kept, joined, done = one_merged_into_the_other(office)
    a = applications.return_for_papers(a.pk, to_correct("name"), by=reviewer, on=clerk.on, seen=a.version, op=op())
    # One human has one enrolment: the moved application is only verified here, never enrolled.
    Enrolment.objects.filter(person=kept).update(superseded_at="2026-06-10T00:00Z")
    what = answered(a, data(T, difference="renewed"))
    a = applications.submit_application(a.pk, what, by=clerk, on=clerk.on, seen=a.version, op=op())
    verify(a, reviewer)
    assert Person.objects.get(pk=kept.pk).name == "陳雙保"
    merging.undo_merge(done, "误判", by=supervisor, on=supervisor.on)
    kept, joined = Person.objects.get(pk=kept.pk), Person.objects.get(pk=joined.pk)
    assert (kept.name, kept.latin_name, kept.telephone.open_for_work()) == ("陈双保", "", "")
    assert (joined.name, joined.facts.get(superseded_at=None).verified_on) == ("陳雙保", supervisor.on)


@pytest.fixture
def two_covers(office):
    clerk, reviewer, supervisor = office
    cases = [verified(clerk, reviewer, data(who)) for who in (T, R)]
    people = [person_of(case) for case in cases]
    pair = pair_of(*people)
    judging.judge_duplicate(pair.pk, "different", "误判", by=supervisor)
    for case in cases:
        enrol(case, reviewer)
    return same(pair, reviewer), people


def test_one_cover_has_to_stand(office, two_covers):
    pair, people = two_covers
    both = tuple(Enrolment.objects.values_list("pk", flat=True))
    with pytest.raises(Blocked) as blocked:
        merge(pair, people[0], office[2], struck=both, platform_confirmation="CF-1")
    assert codes(blocked) == {"no_cover_left"}


def test_what_stands_in_the_way_of_an_undoing_is_said(office, two_covers):
    pair, people = two_covers
    supervisor = office[2]
    struck = Enrolment.objects.get(person=people[0])
    done = merge(pair, people[0], supervisor, struck=(struck.pk,), platform_confirmation="CF-1")
    Enrolment.objects.create(person=people[1], scheme="urrbmi", office=struck.office, starts_on=struck.starts_on)
    with pytest.raises(Blocked) as blocked:
        merging.undo_merge(done, "误判", by=supervisor, on=supervisor.on)
    assert codes(blocked) == {"in_the_way"}
    done.refresh_from_db()
    assert done.undone_on is None


def test_nobody_judges_or_merges_her_own_file(office, two_covers):
    pair, people = two_covers
    _clerk, reviewer, supervisor = office
    for officer, person in ((reviewer, people[0]), (supervisor, people[1])):
        officer.user.own_subject = person.pk
        officer.user.save(update_fields=["own_subject"])
    with pytest.raises(PermissionDenied):
        same(pair, reviewer)
    with pytest.raises(PermissionDenied):
        merge(pair, people[0], supervisor)
