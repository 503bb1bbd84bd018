"""A relative bound to a personal account: who may be, and what stands against it; asked when it is asked for and again when it
is recorded."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.changes.services.doing import Doing
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.documents.rules.identity_numbers import KINDS, check
from enrolment.identities.services import look_up_identity
from enrolment.persons.models.family_binding import FamilyBinding
from enrolment.persons.models.person import Person
from enrolment.persons.rules.family import CONSENT, basis_of_binding, may_be_bound
from enrolment.persons.services.family_bindings import bind_relative

NOBODY = _("Nobody is on record under this number, or more than one. Compare it with the document digit by digit.")
HERSELF = _("This is the number of a document of the holder herself.")
NOT_BY_RULE = _("The rule of this place lets no such relative be bound.")
NOT_INSURED = _("The relative is not enrolled in basic medical insurance on this day.")
GONE = _("The file of the relative says that she has died, or it was merged into another one.")
BOUND_ALREADY = _("This relative is bound to the account already.")
NO_CONSENT = _("Binding rests on the consent of both: say that both consent, with the paper of each.")
REASON = "bind_relative"


def relative_by_number(number: str, *, by: Officer, on: date) -> Person:
    """The one person with a document of this number, anywhere in the province; the look-up is counted as any. Raises Blocked,
    Braked."""
    normal = {read.normalised for kind in KINDS if (read := check(kind, number)).valid} or {number}
    found = {
        glimpse.person.pk: glimpse.person
        for one in sorted(normal)
        for glimpse in look_up_identity(one, by=by, reason=REASON, on=on)
    }
    if len(found) != 1:
        raise Blocked(Reason("nobody", NOBODY, "relative_number"))
    return next(iter(found.values()))


def against_binding(
    holder: Person, relative: Person, relation: str, *, both_consent: bool, place: str, on: date
) -> list[Reason]:
    """What stands against it besides what stands against the holder's change. Two queries."""
    if relative.pk == holder.pk:
        return [Reason("herself", HERSELF, "relative_number")]
    if relative.died_on is not None or relative.merged_into_id is not None:
        return [Reason("relative_gone", GONE, "relative_number")]
    reasons = []
    if may_be_bound(relation, place, on) is None:
        reasons.append(Reason("not_by_rule", NOT_BY_RULE, "relation"))
    if enrolment_on(relative.pk, on) is None:
        reasons.append(Reason("not_insured", NOT_INSURED, "relative_number"))
    if basis_of_binding(place, on) == CONSENT and not both_consent:
        reasons.append(Reason("no_consent", NO_CONSENT, "both_consent"))
    if FamilyBinding.objects.filter(holder=holder, member=relative, ended_on=None).exists():
        reasons.append(Reason("bound_already", BOUND_ALREADY, "relative_number"))
    return reasons


def relative_bound(doing: Doing) -> None:
    """The relative is bound from the day of the decision. Raises Blocked when something stands against it by now."""
    change, place = doing.change, doing.case.office.place_id
    relative = change.relative
    if relative is None:
        raise Blocked(Reason("nobody", NOBODY, "relative_number"))
    relative = Person.objects.select_for_update().get(pk=relative.pk)
    reasons = against_binding(
        doing.person, relative, change.relation, both_consent=change.both_consent, place=place, on=doing.on
    )
    if reasons:
        raise Blocked(*[Reason(one.code, one.text) for one in reasons])
    basis = basis_of_binding(place, doing.on)
    bind_relative(doing.person, relative, change.relation, basis=basis, case=doing.case, by=doing.by, on=doing.on)
