"""What granting a request brings about. Facts are changed by the one act that verifies them, consents by their own statements; what
other acts change is put right by those, and the decision names the case."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.consent.queries.speakers import Speaker
from enrolment.consent.queries.standing import by_consent, newest_statements
from enrolment.consent.queries.texts import text_of_purpose
from enrolment.consent.rules.purposes import DECLINED, GIVEN
from enrolment.consent.services.notices import Shown
from enrolment.consent.services.statements import Said, take_back, write_statement
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.queries.situation import case_that_did, document_was_changed
from enrolment.data_requests.rules.rights import ACT, COMPLETE, DELETE, DOCUMENT, EXPLAIN, RESTRICT, table
from enrolment.data_requests.services.opening import CONTRADICTED, NOT_EMPTY
from enrolment.persons.models.person import Person
from enrolment.persons.queries.details import as_value, contradicted_by
from enrolment.persons.queries.identity import values_of
from enrolment.persons.services.facts import current_facts, verify_facts

NO_DOCUMENT = _("No document of this person was recorded or closed since the request. Do that first, on her page.")
NO_CASE = _("Write the reference of the closed case by which the record was put right.")
NO_ANSWER = _("Write the explanation: it is printed on the answer.")


@dataclass(frozen=True, kw_only=True)
class Granting:
    """A request that is being granted: the locked case and person, what the deciding officer typed, who and when."""

    case: CaseFile
    request: DataRequest
    person: Person
    reference: str
    answer: str
    by: Officer
    on: date


def fulfil(granting: Granting) -> None:
    """Bring about what was asked for, in the transaction of the decision. Raises Blocked where something is missing still."""
    request = granting.request
    field = table().fields.get(request.about)
    if request.right == EXPLAIN and not granting.answer:
        raise Blocked(Reason("no_answer", NO_ANSWER, "answer"))
    if request.right == RESTRICT:
        stop_purpose(granting)
    elif field is not None and field.holds == ACT:
        name_the_act(granting)
    elif field is not None:
        write_fact(granting)


def write_fact(granting: Granting) -> None:
    """The value that was claimed, or none, becomes the person's fact: verified by the officer who decides, taken down by the one
    who asked."""
    request, person = granting.request, granting.person
    values: dict[str, object] = {}
    emptied: tuple[str, ...] = ()
    if request.right == COMPLETE and values_of(person)[request.about]:
        raise Blocked(Reason("not_empty", NOT_EMPTY))
    if request.right == DELETE:
        emptied = (request.about,)
    else:
        value = as_value(request.about, request.claimed.open_for_work())
        # Asked again under the lock of the file: a document may have come since.
        if contradicted_by(person, request.about, value):
            raise Blocked(Reason("contradicted", CONTRADICTED))
        values = {request.about: value}
    verify_facts(
        person,
        values,
        document=current_facts(person).document,
        by=granting.by,
        case=granting.case,
        on=granting.on,
        taken_by=granting.case.opened_by,
        emptied=emptied,
    )


def name_the_act(granting: Granting) -> None:
    """What an act of its own changes was changed by that act: a document since the request, another record by a case."""
    request = granting.request
    if request.about == DOCUMENT:
        if not document_was_changed(request):
            raise Blocked(Reason("no_document", NO_DOCUMENT))
        return
    done = case_that_did(request, granting.reference)
    if done is None:
        raise Blocked(Reason("no_case", NO_CASE, "reference"))
    request.done_by = done


def stop_purpose(granting: Granting) -> None:
    """Every consent to the purpose that stands is taken back; where none does, that she does not want it is on record."""
    request, person, on = granting.request, granting.person, granting.on
    speaker = Speaker(party=request.asked_by, row=request.representative, against="")
    standing = [row for row in newest_statements(person.pk).filter(purpose=request.about) if row.says == GIVEN]
    for row in standing:
        take_back(person, row.purpose, row.receiver, speaker, case=granting.case, by=granting.by, on=on)
    purpose = by_consent(on).get(request.about)
    if standing or purpose is None or purpose.names:
        return
    version = text_of_purpose(purpose.text, on).starts_on.isoformat()
    shown = Shown(version=version, language=granting.case.client_language, speaker=speaker.key)
    said = Said(purpose=purpose.code, says=DECLINED, shown=shown)
    write_statement(person, purpose, said, speaker, case=granting.case, by=granting.by, on=on)
