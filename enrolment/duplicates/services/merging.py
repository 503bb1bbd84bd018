"""Joining two files of one human, and taking it back. What hangs on a person is a table (duplicates/table.py); every row that
moves is written down."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.duplicates.models.merge import Merge, MovedRow
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.duplicates.queries.merge_preview import merge_preview
from enrolment.duplicates.services.facts_back import facts_come_back
from enrolment.duplicates.services.finding import carry_over
from enrolment.duplicates.services.judging import not_about_oneself
from enrolment.duplicates.table import MOVES, POSTED_AGAIN, HangsOn, all_entries, entry_of
from enrolment.persons.models.person import Person
from enrolment.persons.services.name_keys import write_name_keys

MERGED_AWAY = _("One of the two was merged into another file already. Judge the file that goes on.")
IN_THE_WAY = _("What was written since stands in the way, such as another cover of the same period. End that first.")
NOT_JUDGED = _("Nobody has judged yet that the two are one human.")
JUDGED_BY_HER = _("You judged that the two are one human. A colleague has to merge the files.")
OTHER_OFFICE = _("The other file is kept at another office. Ask for its transfer first.")
CONFIRMATION_MISSING = _(
    "Enter the confirmation with which the national platform ended the enrolment that does not stand."
)
REASON_MISSING = _("Say why the merge is taken back.")
NOT_IN_FORCE = _("This merge is not in force.")
PERSON_NO = "enrolment.Person.platform_person_no"


@dataclass(frozen=True)
class MergeChoice:
    """Which file goes on; which covers are struck where two would overlap, with the platform's confirmation."""

    kept: Person
    struck: tuple = ()
    platform_confirmation: str = ""


@transaction.atomic
def merge_files(pair: PossibleDuplicate, choice: MergeChoice, *, by: Officer, on: date) -> Merge:
    """Join the pair's other file to the kept one. Raises Blocked with everything that stands against it, PermissionDenied."""
    by.must("merge_files")
    not_about_oneself(pair, by)
    pair = PossibleDuplicate.objects.select_for_update().get(pk=pair.pk)
    kept, joined = _locked(pair, choice.kept)
    _refuse(pair, kept, joined, choice, by)
    merge = Merge.objects.create(
        pair=pair,
        kept_person=kept,
        joined_person=joined,
        merged_by=by.user,
        merged_on=on,
        platform_confirmation=choice.platform_confirmation,
    )
    try:
        with transaction.atomic():
            _strike(merge, choice)
            for entry in all_entries():
                _bring_over(entry, merge)
    except IntegrityError as problem:
        raise Blocked(Reason("in_the_way", IN_THE_WAY)) from problem
    Person.objects.filter(pk=joined.pk).update(merged_into=kept)
    joined.merged_into = kept
    _bring_number_over(merge)
    _after(kept, joined)
    carry_over(joined, kept)
    for person in (kept, joined):
        record("merge_files", by=by, subject=person.pk, facts={"merge": str(merge.pk), "kept": str(kept.pk)})
    return merge


def _locked(pair: PossibleDuplicate, kept: Person) -> tuple[Person, Person]:
    people = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[pair.first_id, pair.second_id])}
    return people[kept.pk], people[pair.other_than(kept.pk)]


def _refuse(pair: PossibleDuplicate, kept: Person, joined: Person, choice: MergeChoice, by: Officer) -> None:
    reasons = []
    if kept.merged_into_id or joined.merged_into_id:
        reasons.append(Reason("merged_away", MERGED_AWAY))
    if pair.verdict != PossibleDuplicate.Verdict.SAME:
        reasons.append(Reason("not_judged", NOT_JUDGED))
    elif pair.judged_by_id == by.user.pk:
        reasons.append(Reason("judged_by_her", JUDGED_BY_HER))
    if Person.objects.visible_to(by).filter(pk__in=[kept.pk, joined.pk]).count() != 2:
        reasons.append(Reason("other_office", OTHER_OFFICE))
    reasons += merge_preview(kept, joined).reasons(choice.struck)
    if choice.struck and not choice.platform_confirmation.strip():
        reasons.append(Reason("confirmation_missing", CONFIRMATION_MISSING, "platform_confirmation"))
    if reasons:
        raise Blocked(*reasons)


def _strike(merge: Merge, choice: MergeChoice) -> None:
    """An enrolment that does not stand beside the other is reversed and not written anew."""
    for entry in all_entries():
        if entry.post_again is None:
            continue
        struck = _rows(entry).filter(pk__in=choice.struck, superseded_at=None)
        struck = struck.filter(**{f"{entry.field}__in": [merge.kept_person_id, merge.joined_person_id]})
        for row in struck:
            MovedRow.objects.create(merge=merge, entry=entry.code, key=str(row.pk))
            _again(entry, row, None)


def _rows(entry: HangsOn):
    return apps.get_model(entry.model)._default_manager.order_by("pk")


def _bring_over(entry: HangsOn, merge: Merge) -> None:
    if entry.how not in (MOVES, POSTED_AGAIN):
        return
    if entry.may_move and not entry.may_move(merge.kept_person, merge.joined_person):
        return
    rows = _rows(entry).filter(**{entry.field: merge.joined_person_id})
    if entry.how == MOVES:
        keys = list(rows.values_list("pk", flat=True))
        rows.filter(pk__in=keys).update(**{entry.field: merge.kept_person_id})
        moved = [MovedRow(merge=merge, entry=entry.code, key=str(key)) for key in keys]
    else:
        moved = [
            MovedRow(
                merge=merge, entry=entry.code, key=str(row.pk), becomes=str(_again(entry, row, merge.kept_person).pk)
            )
            for row in rows.filter(superseded_at=None)
        ]
    MovedRow.objects.bulk_create(moved)


def _again(entry: HangsOn, row, person: Person | None):
    """The row written anew for a person; None when it is only reversed. Raises TypeError for an entry that does not."""
    if entry.post_again is None:
        raise TypeError(f"{entry.code} is not written anew")
    return entry.post_again(row, person)


def _bring_number_over(merge: Merge) -> None:
    """The national platform's number of the joined person, where the kept one has none: one number, one file."""
    kept, joined = merge.kept_person, merge.joined_person
    if kept.platform_person_no or not joined.platform_person_no:
        return
    MovedRow.objects.create(merge=merge, entry=PERSON_NO, key=str(joined.pk))
    _hand_number(joined, kept)


def _hand_number(giver: Person, taker: Person) -> None:
    number, giver.platform_person_no = giver.platform_person_no, None
    giver.save(update_fields=["platform_person_no"])
    taker.platform_person_no = number
    taker.save(update_fields=["platform_person_no"])


def _after(kept: Person, joined: Person) -> None:
    """Both are found as they are now: the kept one by every name of both."""
    for person in (joined, kept):
        write_name_keys(person)


@transaction.atomic
def undo_merge(merge: Merge, reason: str, *, by: Officer, on: date) -> Merge:
    """Take a merge back: every row that it moved goes to where it was, with what was written behind it since; what else came
    to the kept file stays there. Raises Blocked, PermissionDenied."""
    by.must("undo_merge")
    not_about_oneself(merge.pair, by)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, joined = _locked(merge.pair, merge.kept_person)
    if Person.objects.visible_to(by).filter(pk=kept.pk).count() != 1:
        raise Blocked(Reason("other_office", OTHER_OFFICE))
    if merge.undone_on is not None or kept.merged_into_id:
        raise Blocked(Reason("not_in_force", NOT_IN_FORCE))
    if not reason.strip():
        raise Blocked(Reason("reason_missing", REASON_MISSING, "reason"))
    Person.objects.filter(pk=joined.pk).update(merged_into=None)
    joined.merged_into = None
    try:
        with transaction.atomic():
            # What was reversed and written anew last, cover first of all, goes back first.
            for moved in merge.moved.order_by("-pk"):
                _bring_back(moved, kept, joined)
    except IntegrityError as problem:
        raise Blocked(Reason("in_the_way", IN_THE_WAY)) from problem
    facts_come_back(merge, kept, joined, by=by, on=on)
    merge.undone_by, merge.undone_on, merge.undone_reason = by.user, on, reason.strip()
    merge.save(update_fields=["undone_by", "undone_on", "undone_reason"])
    PossibleDuplicate.objects.filter(pk=merge.pair_id).update(
        verdict=PossibleDuplicate.Verdict.DIFFERENT, reason=reason.strip(), judged_by=by.user, judged_at=Now()
    )
    _after(kept, joined)
    for person in (kept, joined):
        record("undo_merge", by=by, subject=person.pk, facts={"merge": str(merge.pk)})
    return merge


def _bring_back(moved: MovedRow, kept: Person, joined: Person) -> None:
    if moved.entry == PERSON_NO:
        kept.refresh_from_db(fields=["platform_person_no"])
        _hand_number(kept, joined)
        return
    entry = entry_of(moved.entry)
    rows = _rows(entry)
    if entry.how == MOVES:
        rows.filter(pk=moved.key, **{entry.field: kept.pk}).update(**{entry.field: joined.pk})
        _bring_back_what_follows(entry, moved.key, kept, joined)
        return
    before = rows.get(pk=moved.key)
    if not moved.becomes:
        # Struck: it stands again for whom it stood.
        _again(entry, before, getattr(before, entry.field))
        return
    now = rows.filter(pk=moved.becomes, superseded_at=None).first()
    if now:
        _again(entry, now, joined)


def _bring_back_what_follows(entry: HangsOn, key: str, kept: Person, joined: Person) -> None:
    """A cover that came of a moved application after the merge is that application's, and goes with it."""
    for other in all_entries():
        if other.post_again is None or other.behind != entry.code:
            continue
        came_since = {other.behind_field: key, other.field: kept.pk, "superseded_at": None}
        for row in _rows(other).filter(**came_since):
            _again(other, row, joined)
