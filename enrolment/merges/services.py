"""What a merge of two files does with everything that casework and enrolment hang on a person, at one glance. Other apps
register their own rows (duplicates/table.py)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Reason
from casework.models import User
from enrolment.activation.models.activation import CodeActivation
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.admission import OPEN_STATES
from enrolment.changes.models import EnrolmentChange
from enrolment.code_batches.models import CodeBatchLine
from enrolment.contributions.models.bill import Bill
from enrolment.contributions.services.paid_time import post_again as post_paid_again
from enrolment.coverage.services import post_again
from enrolment.data_requests.models import DataRequest
from enrolment.duplicates import table
from enrolment.duplicates.table import MOVES, POSTED_AGAIN, STAYS, HangsOn
from enrolment.persons.models.contact_choice import ContactChoice
from enrolment.persons.models.family_binding import FamilyBinding
from enrolment.persons.models.person import Person
from enrolment.persons.models.standing import Standing
from enrolment.transfers.models import TransferRequest

BOTH_OPEN = _("Both files have an open application. End one of them first.")
ONE_DIED = _("One of the files says that the person died, the other does not say so. Record it in the other one first.")
BINDING_ASKED = _("One of the files asks that the other be bound to its personal account. Withdraw that request first.")
HISTORY = _("History: it says what was done, by whom and about whom.")


def two_open_applications(kept: Person, joined: Person) -> list[Reason]:
    """One human has one open application. One query."""
    open_ones = EnrolmentApplication.objects.filter(person__in=[kept, joined], state__in=OPEN_STATES)
    return [Reason("two_open_applications", BOTH_OPEN)] if open_ones.count() > 1 else []


def no_code_of_her_own(kept: Person, joined: Person) -> bool:
    """Whether the kept file takes the other's activations: one active or open activation a file."""
    live = CodeActivation.objects.exclude(state__in=["closed", "deactivated"])
    return not (live.filter(person=kept).exists() and live.filter(person=joined).exists())


def no_batch_of_both(kept: Person, joined: Person) -> bool:
    """Whether no batch of codes has a line of each: a person stands in a batch once. One query."""
    hers = CodeBatchLine.objects.filter(person=kept).values("batch")
    return not CodeBatchLine.objects.filter(person=joined, batch__in=hers).exists()


def no_transfer_of_her_own(kept: Person, joined: Person) -> bool:
    """Whether the kept file takes the other's transfers: one open request a file."""
    asked = TransferRequest.objects.filter(state="requested")
    return not (asked.filter(person=kept).exists() and asked.filter(person=joined).exists())


def one_of_them_died(kept: Person, joined: Person) -> list[Reason]:
    """One human has died or not, on one day. No query."""
    return [] if kept.died_on == joined.died_on else [Reason("one_died", ONE_DIED)]


def no_change_of_her_own(kept: Person, joined: Person) -> bool:
    """Whether the kept file takes the other's changes: one open request of an act a file. Two queries."""
    acts = [
        set(
            EnrolmentChange.objects.filter(person=person, state__in=["requested", "assessed"]).values_list(
                "act", flat=True
            )
        )
        for person in (kept, joined)
    ]
    return not acts[0] & acts[1]


def no_binding_twice(kept: Person, joined: Person) -> bool:
    """Whether neither is bound to the other, nor both to the same person. Three queries."""
    both = [kept.pk, joined.pk]
    if FamilyBinding.objects.filter(holder__in=both, member__in=both).exists():
        return False
    others = [
        set(FamilyBinding.objects.filter(ended_on=None, holder=one.pk).values_list("member", flat=True))
        | set(FamilyBinding.objects.filter(ended_on=None, member=one.pk).values_list("holder", flat=True))
        for one in (kept, joined)
    ]
    return not others[0] & others[1]


def no_binding_of_each_other(kept: Person, joined: Person) -> list[Reason]:
    """Whoever is one human is not bound to her own account: that request is decided first. One query."""
    both = [kept.pk, joined.pk]
    asked = EnrolmentChange.objects.filter(person__in=both, relative__in=both, state__in=["requested", "assessed"])
    return [Reason("binding_asked", BINDING_ASKED)] if asked.exists() else []


def no_request_of_her_own(kept: Person, joined: Person) -> bool:
    """Whether the kept file takes the other's requests: one open request of a right and field a file. Two queries."""
    hers, theirs = (
        set(DataRequest.objects.filter(person=person, state="asked").values_list("right", "about"))
        for person in (kept, joined)
    )
    return not hers & theirs


def no_standing_twice(kept: Person, joined: Person) -> bool:
    """Whether nothing of one kind would hold twice at a time. Two queries."""
    hers, theirs = (
        list(Standing.objects.known().filter(person=person).exclude(kind="disease").order_by("starts_on"))
        for person in (kept, joined)
    )
    return not any(
        a.kind == b.kind and a.starts_on <= (b.ends_on or date.max) and b.starts_on <= (a.ends_on or date.max)
        for a in hers
        for b in theirs
    )


def no_wish_of_her_own(kept: Person, _joined: Person) -> bool:
    """Whether the kept file says nothing of how she is written to: one wish a file. One query."""
    return not ContactChoice.objects.known().filter(person=kept).exists()


def no_officer_of_her_own(kept: Person, _joined: Person) -> bool:
    """Whether the kept file is nobody's own yet: one officer, one file."""
    return not User.objects.filter(own_subject=kept.pk).exists()


def register() -> None:
    """Tell the table. The order is that of moving; cover comes last and goes back first."""
    table.register(
        HangsOn(model="enrolment.IdentityDocument", field="person", label=_("identity documents"), how=MOVES),
        HangsOn(
            model="enrolment.EnrolmentApplication",
            field="person",
            label=_("applications"),
            how=MOVES,
            against=two_open_applications,
        ),
        HangsOn(
            model="enrolment.CodeActivation",
            field="person",
            label=_("activations of the code"),
            how=MOVES,
            may_move=no_code_of_her_own,
            why=_("Both have one: the second code is closed on the national platform."),
        ),
        HangsOn(
            model="enrolment.CodeBatchLine",
            field="person",
            label=_("lines of batches of codes"),
            how=MOVES,
            may_move=no_batch_of_both,
            why=_("One batch holds both: the second line waits for nothing any more."),
        ),
        HangsOn(model="enrolment.RegisterReport", field="person", label=_("reports of registers"), how=MOVES),
        HangsOn(
            model="enrolment.TransferRequest",
            field="person",
            label=_("transfers"),
            how=MOVES,
            may_move=no_transfer_of_her_own,
            why=_("Both are asked for: one request is decided first."),
        ),
        HangsOn(
            model="enrolment.EnrolmentChange",
            field="person",
            label=_("changes of the enrolment"),
            how=MOVES,
            against=one_of_them_died,
            may_move=no_change_of_her_own,
            why=_("Both ask for the same change: one request is decided first."),
        ),
        HangsOn(
            model="enrolment.EnrolmentChange",
            field="relative",
            label=_("bindings to a personal account asked for"),
            how=MOVES,
            against=no_binding_of_each_other,
            may_move=no_binding_twice,
            why=_("Both are bound to one account, or one to the other's."),
        ),
        *(
            HangsOn(
                model="enrolment.FamilyBinding",
                field=field,
                label=label,
                how=MOVES,
                may_move=no_binding_twice,
                why=_("Both are bound to one account, or one to the other's."),
            )
            for field, label in (
                ("holder", _("relatives bound to the personal account")),
                ("member", _("personal accounts the person is bound to")),
            )
        ),
        HangsOn(
            model="enrolment.DataRequest",
            field="person",
            label=_("requests about personal information"),
            how=MOVES,
            may_move=no_request_of_her_own,
            why=_("Both ask for the same: one request is decided first."),
        ),
        HangsOn(
            model="enrolment.ContactChoice",
            field="person",
            label=_("wishes how to be written to"),
            how=MOVES,
            may_move=no_wish_of_her_own,
            why=_("The file that goes on has a wish of its own: that one holds."),
        ),
        HangsOn(
            model="enrolment.ResidenceCheck",
            field="person",
            label=_("residences asked about"),
            how=STAYS,
            why=HISTORY,
        ),
        HangsOn(
            model="enrolment.PersonMessage",
            field="person",
            label=_("messages to people"),
            how=STAYS,
            why=HISTORY,
        ),
        HangsOn(
            model="enrolment.Standing",
            field="person",
            label=_("what holds of the person"),
            how=MOVES,
            may_move=no_standing_twice,
            why=_("Both files say the same of the person for the same time."),
        ),
        HangsOn(model="enrolment.Hire", field="person", label=_("hires"), how=MOVES),
        HangsOn(model="enrolment.Representative", field="person", label=_("who acts for her"), how=MOVES),
        HangsOn(model="enrolment.Representative", field="file", label=_("for whom she acts"), how=MOVES),
        HangsOn(model="enrolment.NoticeGiven", field="person", label=_("notices on personal information"), how=MOVES),
        # Of one purpose what was said last holds, whichever file it was said of.
        HangsOn(model="enrolment.ConsentStatement", field="person", label=_("consents"), how=MOVES),
        HangsOn(model="casework.CaseFile", field="subject", label=_("cases"), how=MOVES),
        HangsOn(
            model="casework.User",
            field="own_subject",
            label=_("an officer's own file"),
            how=MOVES,
            may_move=no_officer_of_her_own,
        ),
        HangsOn(
            model="enrolment.Enrolment",
            field="person",
            label=_("periods of cover"),
            how=POSTED_AGAIN,
            post_again=post_again,
            behind="enrolment.EnrolmentApplication.person",
            behind_field="application",
        ),
        *_what_is_paid(),
        *_what_stays(),
    )


def no_bill_for_the_same_time(kept, joined) -> bool:
    """Whether no year or month is billed in both files. Two queries."""
    hers, theirs = (
        set(Bill.objects.known().filter(person=person).values_list("scheme", "year", "month"))
        for person in (kept, joined)
    )
    return not hers & theirs


def _what_is_paid() -> list[HangsOn]:
    return [
        HangsOn(model=f"enrolment.{model}", field="person", label=label, how=POSTED_AGAIN, post_again=post_paid_again)
        for model, label in (
            ("PaidTime", _("paid times")),
            ("CoverStop", _("suspensions of cover")),
            ("CoverPeriod", _("yearly cover")),
        )
    ] + [
        HangsOn(
            model="enrolment.Bill",
            field="person",
            label=_("bills of contributions"),
            how=MOVES,
            may_move=no_bill_for_the_same_time,
            why=_("Both have a bill for the same time: one of them is taken back first."),
        )
    ]


def _what_stays() -> list[HangsOn]:
    return [
        HangsOn(
            model="enrolment.PersonFacts",
            field="person",
            label=_("facts as they were recorded"),
            how=STAYS,
            why=_("They say what each file said; the kept file shows both."),
        ),
        HangsOn(
            model="enrolment.PersonNameKey",
            field="person",
            label=_("keys of the search"),
            how=STAYS,
            why=_("They are written anew: the kept file is found by every name of both."),
            counted=False,
        ),
        *(
            HangsOn(
                model="enrolment.PossibleDuplicate",
                field=field,
                label=_("questions"),
                how=STAYS,
                why=HISTORY,
                counted=False,
            )
            for field in ("first", "second")
        ),
        *(
            HangsOn(model="enrolment.Merge", field=field, label=_("merges"), how=STAYS, why=HISTORY, counted=False)
            for field in ("kept_person", "joined_person")
        ),
        HangsOn(
            model="enrolment.Person",
            field="merged_into",
            label=_("files merged into it"),
            how=STAYS,
            why=_("A chain is followed to its end."),
            counted=False,
        ),
        HangsOn(model="casework.Event", field="subject", label=_("history"), how=STAYS, why=HISTORY),
    ]
