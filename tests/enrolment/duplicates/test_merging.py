"""Two files of one human: found across offices, judged, merged, and taken back."""

from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models, transaction

from casework.engine.refusals import Blocked
from casework.models import CaseFile
from enrolment.applications.services import enrolments
from enrolment.duplicates import table
from enrolment.duplicates.queries.merge_preview import merge_preview
from enrolment.duplicates.queries.pairs import pairs_visible_to, unsettled, unsettled_of
from enrolment.duplicates.services import judging, merging
from enrolment.duplicates.services.merging import MergeChoice
from enrolment.models import Enrolment, IdentityDocument, Merge, Person, PossibleDuplicate
from enrolment.persons.queries.search import people_by_name
from tests.builders import (
    JIMEI,
    data,
    enrolled,
    hired,
    identity,
    op,
    platform_record,
    submitted,
    verified,
)

pytestmark = pytest.mark.django_db
RESIDENT = identity(8, name="陈双保", latin_name="", language="zh-hans")
TRAVELLER = identity(110, name="陳雙保", latin_name="CHEN SHUANG-PAO", language="zh-hant")


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


@pytest.fixture
def supervisor(staff):
    return staff("supervisor")


@pytest.fixture
def two(clerk, reviewer):
    """One human verified twice, under two documents."""
    return verified(clerk, reviewer, data(RESIDENT)), verified(clerk, reviewer, data(TRAVELLER))


def the_pair() -> PossibleDuplicate:
    return PossibleDuplicate.objects.get()


def same(pair, by):
    return judging.judge_duplicate(pair.pk, "same", "两证照片、签名一致", by=by)


def enrol(case, reviewer):
    case.refresh_from_db()
    return enrolments.enrol(case.pk, platform_record(), by=reviewer, on=reviewer.on, seen=case.version, op=op())


def merged(pair, reviewer, supervisor, kept=None, **choice):
    same(pair, reviewer)
    pair.refresh_from_db()
    return merging.merge_files(pair, MergeChoice(kept or pair.first, **choice), by=supervisor, on=supervisor.on)


def test_a_second_file_is_found_in_another_script_and_stops_both_enrolments(two, reviewer):
    assert the_pair().basis[0] == "same_name"
    for case in two:
        with pytest.raises(Blocked) as blocked:
            enrol(case, reviewer)
        assert codes(blocked) == {"possible_duplicate"}


@pytest.mark.parametrize(
    "change", [{"birth_on": date(1990, 1, 2)}, {"sex": "male"}, {"name": "陈三宝", "latin_name": ""}]
)
def test_another_day_sex_or_name_is_somebody_else(clerk, change):
    submitted(clerk, data(TRAVELLER))
    # A number of her own; who is born on another day or is a man has one that says so.
    if "birth_on" in change or "sex" in change:
        other = replace(identity(112 if "birth_on" in change else 111), name="陳雙保", latin_name="", **change)
    else:
        other = replace(RESIDENT, **change)
    submitted(clerk, data(other))
    assert not PossibleDuplicate.objects.exists()


def test_judged_different_both_go_on(two, reviewer):
    judging.judge_duplicate(the_pair().pk, "different", "两人同时到场", by=reviewer)
    for case in two:
        assert enrol(case, reviewer).state == "enrolled"


def test_judged_the_same_nobody_is_enrolled_before_the_merge(two, reviewer):
    same(the_pair(), reviewer)
    with pytest.raises(Blocked) as blocked:
        enrol(two[0], reviewer)
    assert codes(blocked) == {"files_to_merge"}


def test_a_verdict_needs_a_reason_and_the_right(two, clerk, reviewer):
    with pytest.raises(Blocked):
        judging.judge_duplicate(the_pair().pk, "same", "  ", by=reviewer)
    with pytest.raises(PermissionDenied):
        same(the_pair(), clerk)


def test_who_judged_does_not_merge(two, reviewer):
    pair = same(the_pair(), reviewer)
    with pytest.raises(Blocked) as blocked:
        merging.merge_files(pair, MergeChoice(pair.first), by=reviewer, on=reviewer.on)
    assert "judged_by_her" in codes(blocked)


def test_two_open_applications_stand_against_a_merge(two, reviewer, supervisor):
    with pytest.raises(Blocked) as blocked:
        merged(the_pair(), reviewer, supervisor)
    assert codes(blocked) == {"two_open_applications"}


@pytest.fixture
def one_enrolled(clerk, reviewer):
    """One human, enrolled under one document, registered again under another by a hire's application that is withdrawn."""
    from enrolment.applications.services import applications

    first = enrolled(clerk, reviewer, data(RESIDENT))
    second = submitted(clerk, data(TRAVELLER))
    applications.withdraw(
        second.pk, "entered_in_error", originals_returned=True, by=clerk, on=clerk.on, seen=second.version, op=op()
    )
    return first, second


def state_of(*people) -> dict:
    """Everything that hangs on some people, by entry; cover by its first day, because a row written anew is another row."""
    return {
        entry.code: {
            str(person.pk): sorted(str(getattr(row, _said_by(entry))) for row in _living(entry, person))
            for person in people
        }
        for entry in table.all_entries()
        if entry.how != "stays"
    }


def _said_by(entry) -> str:
    return "starts_on" if entry.how == "posted_again" else "pk"


def _living(entry, person):
    rows = apps.get_model(entry.model)._default_manager.filter(**{entry.field: person.pk})
    return rows.filter(superseded_at=None) if entry.how == "posted_again" else rows


def test_everything_goes_over_and_comes_back(one_enrolled, clerk, reviewer, supervisor):
    resident, traveller = (Person.objects.get(pk=case.subject) for case in one_enrolled)
    hire = hired(clerk, kind=TRAVELLER.kind, number=TRAVELLER.number, name="陳雙保")
    before = state_of(resident, traveller)
    number = resident.platform_person_no
    merge = merged(the_pair(), reviewer, supervisor, kept=traveller)
    kept, joined = Person.objects.get(pk=traveller.pk), Person.objects.get(pk=resident.pk)
    assert joined.merged_into == kept
    assert {len(rows[str(joined.pk)]) for rows in state_of(kept, joined).values()} == {0}
    assert Enrolment.objects.get(superseded_at=None).person == kept
    assert (kept.platform_person_no, joined.platform_person_no) == (number, None)
    # Found by every name, once, as the file that goes on.
    for name in ("陈双保", "CHEN SHUANG-PAO"):
        assert [person.pk for person in people_by_name(name, clerk)] == [kept.pk]
    assert not unsettled().exists()
    merging.undo_merge(merge, "照片比对有误", by=supervisor, on=supervisor.on)
    assert state_of(resident, traveller) == before
    assert Person.objects.get(pk=resident.pk).platform_person_no == number
    assert {person.pk for person in people_by_name("陈双保", clerk)} == {resident.pk, traveller.pk}
    assert CaseFile.objects.get(pk=hire.pk).subject == traveller.pk
    # Who took it back judged anew; nothing of it is forgotten.
    assert (the_pair().verdict, the_pair().judged_by) == ("different", supervisor.user)
    assert Merge.objects.get().undone_reason == "照片比对有误"


def test_two_covers_of_one_human_cannot_stand(clerk, reviewer, supervisor, two):
    """Both were judged different by mistake and enrolled; now they are one."""
    judging.judge_duplicate(the_pair().pk, "different", "误判", by=supervisor)
    for case in two:
        enrol(case, reviewer)
    pair = same(the_pair(), reviewer)
    preview = merge_preview(pair.first, pair.second)
    assert len(preview.clashing) == 2
    with pytest.raises(Blocked) as blocked:
        merging.merge_files(pair, MergeChoice(pair.first), by=supervisor, on=supervisor.on)
    assert codes(blocked) == {"two_covers"}
    struck = Enrolment.objects.get(person=pair.second, superseded_at=None)
    with pytest.raises(Blocked) as blocked:
        merging.merge_files(pair, MergeChoice(pair.first, (struck.pk,)), by=supervisor, on=supervisor.on)
    assert codes(blocked) == {"confirmation_missing"}
    choice = MergeChoice(pair.first, (struck.pk,), "CF-END-1")
    merge = merging.merge_files(pair, choice, by=supervisor, on=supervisor.on)
    assert Enrolment.objects.get(superseded_at=None).person_id == pair.first_id
    merging.undo_merge(merge, "误判", by=supervisor, on=supervisor.on)
    living = Enrolment.objects.filter(superseded_at=None)
    assert {row.person_id for row in living} == {pair.first_id, pair.second_id}


def test_cover_that_came_of_a_moved_application_goes_back_with_it(clerk, reviewer, supervisor):
    from enrolment.applications.services import applications

    resting = submitted(clerk, data(RESIDENT))
    applications.withdraw(
        resting.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=resting.version, op=op()
    )
    open_one = verified(clerk, reviewer, data(TRAVELLER))
    resident, traveller = Person.objects.get(pk=resting.subject), Person.objects.get(pk=open_one.subject)
    merge = merged(the_pair(), reviewer, supervisor, kept=resident)
    enrol(open_one, reviewer)
    assert Enrolment.objects.get(superseded_at=None).person == resident
    merging.undo_merge(merge, "误判", by=supervisor, on=supervisor.on)
    assert Enrolment.objects.get(superseded_at=None).person == traveller


def test_a_file_of_another_office_is_judged_but_not_merged(staff, clerk, reviewer, supervisor):
    verified(staff("counter_clerk", JIMEI), staff("reviewer", JIMEI), data(RESIDENT))
    verified(clerk, reviewer, data(TRAVELLER))
    pair = same(the_pair(), reviewer)
    with pytest.raises(Blocked) as blocked:
        merging.merge_files(pair, MergeChoice(pair.first), by=supervisor, on=supervisor.on)
    assert "other_office" in codes(blocked)


def test_pairs_are_seen_where_one_of_the_files_is(staff, two, reviewer):
    assert pairs_visible_to(reviewer).count() == 1
    assert pairs_visible_to(staff("reviewer", JIMEI)).count() == 0
    with pytest.raises(PossibleDuplicate.DoesNotExist):
        same(the_pair(), staff("reviewer", JIMEI))


def test_a_name_verified_later_is_looked_at_again(clerk, reviewer):
    submitted(clerk, data(TRAVELLER))
    other = replace(RESIDENT, name="张三")
    case = submitted(clerk, data(other))
    assert unsettled_of(case.subject) == []
    from enrolment.persons.services.documents import renew_or_add_document

    person = Person.objects.get(pk=case.subject)
    permit = replace(TRAVELLER, kind="taiwan_travel_permit", number="06550077")
    renew_or_add_document(person, permit, by=clerk, name_proof="更名证明")
    assert len(unsettled_of(case.subject)) == 1


def test_what_the_database_refuses(two, reviewer, supervisor):
    pair = the_pair()
    for change in ({"verdict": "same"}, {"verdict": "different", "judged_by": reviewer.user}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PossibleDuplicate.objects.filter(pk=pair.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        PossibleDuplicate.objects.create(first=pair.second, second=pair.first)
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=pair.first_id).update(merged_into=pair.first_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        pair.delete()


def test_looking_for_a_second_file_asks_as_much_for_a_hundred_born_that_day(clerk, django_assert_max_num_queries):
    from enrolment.duplicates.queries.candidates import candidates

    for sequence in range(10, 40, 2):
        submitted(clerk, data(identity(sequence)))
    with django_assert_max_num_queries(3):
        assert candidates([("不存在", "")], date(1990, 1, 1), "female") == []


# Fields that hold the key of a person without being a foreign key to one.
BY_KEY = {("casework.CaseFile", "subject"), ("casework.User", "own_subject"), ("casework.Event", "subject")}


def test_every_model_with_a_person_has_an_entry():
    """Whoever adds a field that names a person says what a merge does with it."""
    named = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField) and field.related_model is Person
    }
    entries = {(entry.model, entry.field) for entry in table.all_entries()}
    assert entries == named | BY_KEY


def test_a_field_has_one_entry():
    entry = table.all_entries()[0]
    with pytest.raises(ValueError):
        table.register(replace(entry, how="stays"))


def test_nothing_of_a_document_is_lost(one_enrolled, reviewer, supervisor):
    numbers = sorted(str(row.number) for row in IdentityDocument.objects.all())
    merge = merged(the_pair(), reviewer, supervisor)
    assert sorted(str(row.number) for row in IdentityDocument.objects.filter(person=merge.kept_person)) == numbers
    assert merge.merged_on == supervisor.on
