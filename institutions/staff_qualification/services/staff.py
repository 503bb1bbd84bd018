"""The staff of institutions: registered with their promise of service, and ended when they leave."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.names.rules.folding import fold_name
from casework.staff.officer import Officer
from institutions.designation.queries.designation import succession_of
from institutions.register.models.institution import Institution
from institutions.staff_qualification.models import StaffPerson, StaffPost
from institutions.staff_qualification.services.following import staff_follows

OTHER_NAME = _(
    "This code is registered with another name. Compare both: the code is hers for life, a wrong name is corrected on her page."
)
POSTED = _("This person has a post here on one of these days already.")
GOES_ON = _("Another institution goes on for this one from %(day)s: %(code)s. Register the post there from that day.")
ENDED = _("This post was ended already.")
BEFORE_IT_BEGAN = _("The post begins on %(day)s.")


@dataclass(frozen=True, kw_only=True)
class StaffData:
    """Somebody of the staff, with the day her written promise was signed and the first day here."""

    code: str
    name: str
    kind: str
    promised_on: date
    starts_on: date


@transaction.atomic
def register_institution_staff(institution: Institution, data: StaffData, *, by: Officer, on: date) -> StaffPost:
    """Register somebody, known from elsewhere or new; of an earlier day where another institution goes on by now, the post follows
    there as those did that were known. Raises Blocked, PermissionDenied, Institution.DoesNotExist."""
    by.must("register_institution_staff")
    # A merger that is being recorded takes along whoever is registered by then.
    institution = Institution.objects.visible_to(by).select_for_update(of=("self",)).get(pk=institution.pk)
    succession = succession_of(institution)
    if succession is not None and data.starts_on >= succession.starts_on:
        named = {"day": succession.starts_on, "code": succession.successor.code}
        raise Blocked(Reason("goes_on_elsewhere", GOES_ON % named, "starts_on"))
    person, _new = StaffPerson.objects.get_or_create(code=data.code, defaults={"name": data.name})
    # In whichever script it is typed: the code is one person's for life.
    if person.name_key != fold_name(data.name):
        raise Blocked(Reason("other_name", OTHER_NAME, "name"))
    try:
        with transaction.atomic():
            post = StaffPost.objects.create(
                person=person,
                institution=institution,
                kind=data.kind,
                promised_on=data.promised_on,
                starts_on=data.starts_on,
            )
    except IntegrityError as problem:
        raise Blocked(Reason("posted", POSTED, "starts_on")) from problem
    if succession is not None:
        staff_follows(succession, by.user)
        post.refresh_from_db()
    facts = {"institution": institution.code, "post": str(post.pk), "on": on.isoformat()}
    record("register_institution_staff", by=by, facts=facts)
    return post


@transaction.atomic
def end_staff_post(post: StaffPost, last_day: date, *, by: Officer) -> StaffPost:
    """The last day of a post; points stay with the person. Raises Blocked, PermissionDenied, Institution.DoesNotExist."""
    by.must("register_institution_staff")
    Institution.objects.visible_to(by).get(pk=post.institution_id)
    post = StaffPost.objects.select_for_update().get(pk=post.pk)
    if post.ends_on is not None:
        raise Blocked(Reason("ended", ENDED, "ends_on"))
    if last_day < post.starts_on:
        raise Blocked(Reason("before_it_began", BEFORE_IT_BEGAN % {"day": post.starts_on}, "ends_on"))
    post.ends_on = last_day
    post.save(update_fields=["ends_on"])
    record("end_staff_post", by=by, facts={"post": str(post.pk), "until": last_day.isoformat()})
    return post
