"""A child's code is bound to its guardian's account: the guardian stands on the child's file, her own code is active."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.rules.family_account import FACE_AGE, is_bound_to_guardian
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.representatives import relation_words

CLOSED = _("This case is closed.")
COMES_HERSELF = _(
    "From this age on the person passes the face check herself: nothing is done through a guardian alone."
)
NOT_A_GUARDIAN = _("This is no guardian who acts for the child today and whose papers were compared.")
NO_CODE = _(
    "The guardian's own code is not active on record here. Activate it first, or enter the confirmation the platform shows for it."
)


@transaction.atomic
def bind_family_account(
    case_id: uuid.UUID, guardian_id: uuid.UUID, confirmation: str, *, by: Officer, on: date
) -> CodeActivation:
    """Record through whose account a child's code is activated. `confirmation`: of the guardian's own active code, as the
    platform shows it; needed where no active code of hers is on record here.

    Raises Blocked, PermissionDenied, CaseFile.DoesNotExist.
    """
    by.must("bind_family_account")
    case = visible_or_404(case_id, by)
    activation = CodeActivation.objects.select_for_update(of=("self",)).select_related("person").get(case=case)
    if not case.is_open:
        raise Blocked(Reason("case_closed", CLOSED))
    if not is_bound_to_guardian(activation.person.birth_on, on, rule_by_id(FACE_AGE)):
        raise Blocked(Reason("comes_herself", COMES_HERSELF))
    guardian = _guardian(activation, guardian_id, on)
    if not confirmation and not has_active_code(guardian):
        raise Blocked(Reason("guardian_has_no_code", NO_CODE, "confirmation"))
    activation.family_guardian, activation.guardian_confirmation = guardian, confirmation
    activation.agent_name, activation.agent_relation = guardian.name, _relation(guardian)
    activation.agent_number, activation.authority_until = guardian.number.open_for_work(), guardian.ends_on
    activation.save()
    facts = {"relation": guardian.relation, "known_here": not confirmation}
    record("bind_family_account", by=by, case=case, subject=case.subject, facts=facts)
    return activation


def _guardian(activation: CodeActivation, guardian_id: uuid.UUID, on: date) -> Representative:
    rows = Representative.objects.filter(pk=guardian_id, person=activation.person_id, kind="guardian")
    guardian = rows.exclude(verified_on=None).first()
    if guardian is None or not guardian.acts_on(on):
        raise Blocked(Reason("not_a_guardian", NOT_A_GUARDIAN, "guardian"))
    return guardian


def has_active_code(guardian: Representative) -> bool:
    """Whether a code of the guardian's own file is active. One query; none for one without a file."""
    if guardian.file_id is None:
        return False
    return CodeActivation.objects.filter(person=guardian.file_id, state__in=("activated", "found_active")).exists()


def _relation(guardian: Representative) -> str:
    """The relation as an agent's is written: in the office's Chinese."""
    with translation.override("zh-hans"):
        return str(relation_words(guardian))[:40]
