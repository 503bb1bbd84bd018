"""What recording a change brings about, one function a code of the data file; all in the transaction of the step."""

from collections.abc import Callable
from datetime import timedelta

from casework.mailings.services.silence import stop_waiting
from enrolment.activation.services import end_with_enrolment
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.possible import other_scheme
from enrolment.changes.services import accounts, details, families, refunds, restoring, years
from enrolment.changes.services.doing import Doing
from enrolment.contributions.services.cover_ends import (
    carry_months,
    end_yearly_cover,
    go_on_from,
    stop_from,
    stop_what_no_enrolment_holds,
)
from enrolment.coverage.models import Enrolment
from enrolment.coverage.services import begin, end_after
from enrolment.persons.models.standing import Standing
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.services.deaths import record_death
from enrolment.persons.services.family_bindings import end_every_binding
from enrolment.persons.services.representatives import end_every_authority

# The whole country in the register of places: where an area is that is no place of this portal.
COUNTRY = "156"


def cover_stops(doing: Doing) -> None:
    """Suspended: the enrolment stands, cover does not."""
    stop_from(doing.person, doing.day, doing.change.reason, by=doing.by)


def cover_goes_on(doing: Doing) -> None:
    """Resumed: the suspension ends the day before."""
    go_on_from(doing.person, doing.day, by=doing.by)


def cover_ends(doing: Doing) -> None:
    """The enrolment ends with the day, and so does what rests on it; a suspension that goes on has nothing left to suspend. Which
    rows that replaced is kept with the change."""
    stood = restoring.rows_standing(doing.person)
    end_after(doing.person, doing.day, doing.change.act)
    end_yearly_cover(doing.person, doing.day, by=doing.by)
    go_on_from(doing.person, doing.day + timedelta(days=1), by=doing.by)
    stop_what_no_enrolment_holds(doing.person, doing.day, doing.change.act, by=doing.by)
    doing.change.replaced = restoring.replaced_since(stood, doing.person)


def scheme_changes(doing: Doing) -> None:
    """The present scheme ends the day before, the other begins: never both, and no day between."""
    held = Enrolment.objects.filter(person=doing.person, superseded_at=None, starts_on__lt=doing.day)
    present = held.select_related("office").latest("starts_on")
    end_after(doing.person, doing.day - timedelta(days=1), doing.change.act)
    end_yearly_cover(doing.person, doing.day - timedelta(days=1), by=doing.by)
    begin(doing.person, other_scheme(present.scheme), present.office, doing.day)


def death_recorded(doing: Doing) -> None:
    """The file says it; pages, messages and later acts ask the file."""
    record_death(doing.person, doing.day, by=doing.by, case=doing.case)


def code_deactivated(doing: Doing) -> None:
    """The code is deactivated, an activation under way ends."""
    end_with_enrolment(doing.person, by=doing.by, on=doing.on)


def authorities_end(doing: Doing) -> None:
    """Nobody acts for her any more, and she for nobody; nobody is bound to her personal account, and she to none."""
    end_every_authority(doing.person, str(doing.case.reference), by=doing.by, on=doing.on)
    end_every_binding(doing.person, by=doing.by, on=doing.on)


def messages_stop(doing: Doing) -> None:
    """What still waits to be sent or served is stopped; what is written later never leaves (persons/queries/addressee.py)."""
    stop_waiting(PERSON, str(doing.person.pk))


def months_carried_over(doing: Doing) -> None:
    """The months the other area certified stand beside those paid here."""
    change = doing.change
    if change.carried_from is not None and change.carried_until is not None:
        carry_months(
            doing.person,
            change.carried_scheme,
            change.area_code,
            change.carried_from,
            change.carried_until,
            country=COUNTRY,
            by=doing.by,
        )


def standing_recorded(doing: Doing) -> None:
    """What holds of the person stands on her file with its time; its proof hangs on the case."""
    change = doing.change
    row = Standing(
        person=doing.person,
        kind=table().acts[change.act].standing,
        starts_on=doing.day,
        ends_on=change.ends_on,
        months=change.months,
        actual_months=change.actual_months,
        case=doing.case,
        recorded_by=doing.by.user,
    )
    row.detail = change.detail.open_for_work()
    row.save(force_insert=True)


def months_certified(_doing: Doing) -> None:
    """The proof of cover is a paper of the case, made from what is paid (services/papers.py)."""


EFFECTS: dict[str, Callable[[Doing], object]] = {
    "cover_stops": cover_stops,
    "cover_goes_on": cover_goes_on,
    "cover_ends": cover_ends,
    "scheme_changes": scheme_changes,
    "death_recorded": death_recorded,
    "death_taken_back": restoring.death_taken_back,
    "cover_restored": restoring.cover_restored,
    "authorities_restored": restoring.authorities_restored,
    "messages_go_on": restoring.messages_go_on,
    "heirs_owed_nothing": restoring.heirs_owed_nothing,
    "code_to_activate": restoring.code_to_activate,
    "code_deactivated": code_deactivated,
    "authorities_end": authorities_end,
    "messages_stop": messages_stop,
    "standing_recorded": standing_recorded,
    "relative_bound": families.relative_bound,
    "premium_refunded": refunds.premium_refunded,
    "details_corrected": details.details_corrected,
    "years_recorded": years.years_recorded,
    "years_paid_back": years.years_paid_back,
    "months_certified": months_certified,
    "months_carried_over": months_carried_over,
    "account_to_heirs": lambda doing: accounts.owe_to_heirs(doing.person, doing.case, by=doing.by, on=doing.on),
    "account_paid_out": lambda doing: accounts.owe_to_person(doing.person, doing.case, by=doing.by, on=doing.on),
    "account_leaves": lambda doing: accounts.send_along(doing.person, doing.case, by=doing.by, on=doing.on),
    "account_brought": lambda doing: accounts.bring(
        doing.person, doing.case, doing.change.carried_amount, by=doing.by, on=doing.on
    ),
}
