"""What a client claims to be stands on the application; her file is asked, and changed only when papers were verified."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Duty, User
from enrolment.applications.models.applicant import Applicant
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.admission import held_elsewhere
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.document_key import companion_key
from enrolment.duplicates.services.finding import NAMES_HER_DOCUMENT, note_pair
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import (
    PROVEN,
    SAID,
    Identity,
    are_only_claimed_in,
    differences,
    proven_differences,
    values_of,
)
from enrolment.persons.services.documents import (
    NumberTaken,
    add_document,
    close_document,
    verify_document,
)
from enrolment.persons.services.facts import claim_facts, verify_facts
from enrolment.persons.services.people import register_person

NUMBER_OF_ANOTHER = _("This number belongs to another person. Compare it with the document again.")
DIFFERS = _("The file of this number says otherwise. Say which of the two it is before you go on.")
DIFFERS_SINCE = _(
    "The file says otherwise since this application was handed in. Return it, so that the counter says what of the difference."
)
OTHER_PERSON = _("You found that the number is another person's. Compare it with the document and correct it.")


class HeldElsewhere(Blocked):
    """The person is registered at another office; `document` names her for the acts that are open to this counter."""

    def __init__(self, document, reason: Reason):
        super().__init__(reason)
        self.document = document


def identity_of(applicant: Applicant) -> Identity:
    """The claim of a case as it was typed."""
    return Identity(
        kind=applicant.kind_id,
        issuer=applicant.issuer,
        number=applicant.number.open_for_work(),
        issued_on=applicant.issued_on,
        expires_on=applicant.expires_on,
        issue_count=applicant.issue_count,
        **values_of(applicant),
    )


def settle_claim(
    application: EnrolmentApplication, identity: Identity, companion: str, difference: str, move: Move
) -> None:
    """Find or register the person an application is for, and write what it claims of her.

    Raises Blocked: the number is another person's, the file says otherwise and nothing was said of it; HeldElsewhere.
    """
    before, ruled_out = application.document, _ruled_out(application)
    if ruled_out:
        # The number was another person's: this application is not hers, whoever it is of now.
        application.person = None
    document = _document_for(application, identity, companion, move)
    application.document, application.person = document, document.person
    if before and before.pk != document.pk:
        _let_go(before, move)
    new = are_only_claimed_in(document.person, move.case)
    found = [] if new else differences(document.person, identity)
    if ruled_out == document.person_id and proven_differences(found):
        raise Blocked(Reason("number_of_another_person", NUMBER_OF_ANOTHER, "number"))
    _must_be_said(found, difference)
    _write_applicant(application, identity, companion, [each.field for each in found], difference)
    if new:
        claim_facts(document.person, _claimed(identity), document=document, by=move.by, case=move.case)
    # The residence permit is one file's, the travel permit it prints another's: one of the two is wrong, or both are one human's.
    printed = companion_document(identity.kind, companion)
    if printed and printed.person_id != document.person_id:
        note_pair(document.person, printed.person, [NAMES_HER_DOCUMENT], move.case)


def _ruled_out(application: EnrolmentApplication):
    """The key of the person that a supervisor found the applicant is not; None without such a verdict."""
    return application.person_id if application.doubt == EnrolmentApplication.Doubt.OTHER else None


def _claimed(identity: Identity) -> dict:
    return {field: getattr(identity, field) for field in PROVEN + SAID}


def _must_be_said(found: list, difference: str) -> None:
    """A difference that a paper must show is named by the counter: renewed, or not sure. Another person's number is corrected;
    once it is, what was said of the wrong one is no matter."""
    if not proven_differences(found):
        return
    if difference == Applicant.Difference.OTHER:
        raise Blocked(Reason("number_of_another_person", OTHER_PERSON, "number"))
    if not difference:
        raise Blocked(Reason("differs_from_file", DIFFERS, "difference"))


def _document_for(application, identity: Identity, companion: str, move: Move) -> IdentityDocument:
    """The document's row: a known one, a further one of the person known by the travel permit or by this application, or the
    first one of somebody new."""
    known = document_by_key(identity.key)
    if known:
        return _usable(known, application, move)
    person = _person_behind(application, identity, companion, move)
    try:
        if person:
            return add_document(person, identity, by=move.by, case=move.case)
        return register_person(identity, home=move.case.office, by=move.by, on=move.on, case=move.case)
    except NumberTaken as taken:
        return _usable(taken.document, application, move)


def _usable(document: IdentityDocument, application: EnrolmentApplication, move: Move) -> IdentityDocument:
    person = document.person
    if application.person_id and application.person_id != person.pk:
        raise Blocked(Reason("number_of_another_person", NUMBER_OF_ANOTHER, "number"))
    if person.home_office_id != move.case.office_id:
        raise HeldElsewhere(document, held_elsewhere(person))
    return document


def _person_behind(application, identity: Identity, companion: str, move: Move) -> Person | None:
    """Who is known already though this document is not: by an earlier round of the case, or by the travel permit whose
    number the residence permit prints."""
    if application.person_id:
        return application.person
    other = companion_document(identity.kind, companion)
    return _usable(other, application, move).person if other else None


def companion_document(kind: str, companion: str) -> IdentityDocument | None:
    """The document on record that a residence permit names by its number; None when it names none or nobody holds it."""
    key = companion_key(kind, companion)
    return document_by_key(key) if key else None


def _let_go(document: IdentityDocument, move: Move) -> None:
    """A number that was typed wrong, or a document claimed in vain, is not the person's: it was this case's claim alone."""
    if document.case_id == move.case.pk and document.verified_on is None:
        close_document(document, by=move.by, case=move.case)


def _write_applicant(
    application: EnrolmentApplication, identity: Identity, companion: str, differs_in: list[str], difference: str
) -> None:
    row = Applicant.objects.filter(pk=application.pk).first()
    fresh = row is None
    row = fill_applicant(row or Applicant(application=application), identity, differs_in)
    row.companion_number, row.difference = companion, difference if differs_in else ""
    row.save(force_insert=fresh, force_update=not fresh)
    application.applicant = row
    application.doubt = EnrolmentApplication.Doubt.OPEN if row.difference == Applicant.Difference.UNSURE else ""
    application.doubt_judged_by, application.doubt_reason = None, ""


def fill_applicant(row: Applicant, identity: Identity, differs_in: list[str]) -> Applicant:
    """Let what a case says of its applicant be what was typed, and name in what the file says otherwise. Writes nothing."""
    row.kind_id, row.issuer, row.number = identity.kind, identity.issuer, identity.number
    for field, value in _claimed(identity).items():
        setattr(row, field, value)
    row.issued_on, row.expires_on, row.issue_count = identity.issued_on, identity.expires_on, identity.issue_count
    row.differs_in = differs_in
    return row


def take_over(application: EnrolmentApplication, *, by, on: date, case) -> None:
    """The papers were compared by a second officer: what the case claims becomes the person's facts and document."""
    identity = identity_of(application.applicant)
    # What is handed in has both (application_sent_has_person).
    claimed = IdentityDocument.objects.select_related("person").get(applications=application)
    _must_have_been_asked(application, claimed.person, identity, case)
    document = verify_document(claimed, identity, by=by, case=case, on=on)
    values = _claimed(identity)
    verify_facts(claimed.person, values, document=document, by=by, case=case, on=on, taken_by=_taken_by(case))
    application.document = document
    application.person = document.person
    application.person.refresh_from_db()
    _record_companion(application.applicant, document.person, by=by, case=case, on=on)


def _must_have_been_asked(
    application: EnrolmentApplication, person: Person, identity: Identity, case: CaseFile
) -> None:
    """The file may have changed since the case was handed in, as by a merge: the counter was not asked of that difference."""
    if application.applicant.difference or are_only_claimed_in(person, case):
        return
    if proven_differences(differences(person, identity)):
        raise Blocked(Reason("differs_since", DIFFERS_SINCE))


def _taken_by(case: CaseFile) -> User:
    """Who took the claim down last."""
    maker = Duty.objects.filter(case=case, duty=Duty.Kind.MAKER).select_related("officer").order_by("-taken_at").first()
    return maker.officer if maker else case.opened_by


def _record_companion(applicant: Applicant, person: Person, *, by, case: CaseFile, on: date) -> None:
    """The travel permit that the verified residence permit prints is the same person's from now on, under its own number."""
    identity = identity_of(applicant)
    key = companion_key(identity.kind, applicant.companion_number.open_for_work())
    if key is None or document_by_key(key):
        return
    printed = replace(identity, kind=key.kind, number=key.number, issued_on=None, expires_on=None, issue_count=None)
    document = add_document(person, printed, by=by, case=case)
    IdentityDocument.objects.filter(pk=document.pk).update(verified_on=on, verified_by=by.user)


def let_claim_go(application: EnrolmentApplication, *, by, case) -> None:
    """The application ended before its papers were verified: a document that it alone brought to a known person is none of
    hers. The first document of somebody new stays: it is how her file is found."""
    document = application.document
    if document is None or document.verified_on or document.case_id != case.pk:
        return
    if document.person.documents.filter(superseded_at=None).exclude(pk=document.pk).exists():
        close_document(document, by=by, case=case)
