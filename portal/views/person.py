"""The page of a person: identity, cover across years, documents, cases, history; everything masked until asked for."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.case_pages.views import Bar, Press, bar_of, whole
from casework.casefile.choices import REVEAL_REASONS
from casework.casefile.services.events import record_look, reveal
from casework.desk.forms import RevealForm
from casework.desk.queries.case_page import Entry, Timeline
from casework.desk.queries.work import row_of
from casework.engine.words import words_for
from casework.models import CaseFile, Event
from casework.steps.views.access import needs, posts_only
from claims.offsite.queries.filings import filings_of
from claims.offsite.views import shown_of
from claims.suspensions.queries.suspensions import suspensions_of
from enrolment.activation.queries.activation_advice import advice_for
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.consent.queries.reach import agrees_to_messages
from enrolment.consent.queries.standing import was_told
from enrolment.contributions.queries.cover import record_of
from enrolment.contributions.views.people import cover_shown
from enrolment.duplicates.queries.pairs import unsettled_of
from enrolment.expiry.services.rekeying import waits_for_second
from enrolment.messages.queries.shown import told_to
from enrolment.models import Person, PersonFacts
from enrolment.persons.access import person_or_404
from enrolment.persons.queries.standings import standings_of
from enrolment.persons.queries.written_to import CONSENT, basis_of, choice_of
from enrolment.persons.rules.masks import masked

# Events of a page of a person's history.
PERSON_HISTORY = 60


@needs("see_person")
@require_GET
def see_person(request, person_id):
    """The overview."""
    person = person_or_404(request.officer, person_id, "merged_into")
    record_look("see_person", by=request.officer, shown=[person.pk])
    return render(request, "portal/person.html", _context(request, person))


def _context(request, person: Person) -> dict:
    officer = request.officer
    cases = CaseFile.objects.visible_to(officer).filter(subject=person.pk, reference__isnull=False)
    sealed = [(name, label, str(getattr(person, name))) for name, label in labels().items()]
    knows_kind = officer.may("see_document_kind")
    documents = list(person.documents.select_related("kind")) if knows_kind else []
    for document in documents:
        document.waits = waits_for_second(document)
    bar, today = identity_bar(person, officer), officer.on
    chosen = choice_of(person.pk)
    active = person.activations.exclude(state__in=["closed", "deactivated"]).select_related("case").first()
    return {
        "person": person,
        "bar": bar,
        **cover_shown(record_of(person.pk), today),
        "documents": documents,
        "sealed": [entry for entry in sealed if entry[2]],
        "rows": [row_of(case, today) for case in cases.order_by("-opened_at")[:50]],
        "timeline": person_timeline(person),
        "advice": advice_for(
            documents, officer.office, today, get_language(), enrolled=bar.cover is not None, activation=active
        )
        if knows_kind
        else [],
        "activation": active,
        "may_change": officer.may("open_change") and not gone(person),
        # Of somebody who has died an heir claims.
        "may_claim": officer.may("open_claim") and person.merged_into_id is None,
        "may_see_claims_year": officer.may("see_claims_year"),
        "may_claim_maternity": officer.may("open_maternity") and not gone(person),
        "may_file": officer.may("open_filing") and not gone(person),
        "may_suspend": officer.may("open_suspension") and not gone(person),
        "suspensions": suspensions_of(person) if officer.may("see_case") else [],
        "filings": [shown_of(one) for one in filings_of(person)] if officer.may("see_case") else [],
        "may_correct_death": officer.may("open_change")
        and person.died_on is not None
        and person.merged_into_id is None,
        "may_print": officer.may("issue_paper"),
        "may_see_privacy": officer.may("see_privacy"),
        "may_request": officer.may("open_data_request"),
        "was_told": was_told(person.pk),
        "may_tell": officer.may("give_notice") and person.merged_into_id is None and person.died_on is None,
        "may_see_contributions": officer.may("see_contributions"),
        "may_see_account": officer.may("see_account"),
        "may_reveal": officer.may("reveal_field"),
        "may_rekey": officer.may("rekey_document"),
        "may_add_document": officer.may("add_document"),
        "bar_of_acts": _acts(person, officer, active, enrolled=bar.cover is not None),
        "facts": facts_shown(person),
        "standings": standings_of(person.pk),
        "told": told_to(person.pk) if officer.may("see_mailings") else [],
        "chosen_channel": chosen,
        "consent_missing": chosen is not None
        and basis_of(chosen.channel, today) == CONSENT
        and not agrees_to_messages(person.pk, chosen.channel, today),
        "may_choose_channel": officer.may("choose_channel") and not gone(person),
        "on": today,
        "joined": list(person.merged_from.all()),
        "pairs": unsettled_of(person.pk),
        "may_judge": officer.may("judge_duplicate"),
        "reveal_reasons": REVEAL_REASONS,
    }


def gone(person: Person) -> bool:
    """Whether nothing is done any more on this file: she died, or it was merged into another."""
    return person.merged_into_id is not None or person.died_on is not None


def _acts(person: Person, officer, active, *, enrolled: bool) -> Bar:
    """What a person's page is for: enrolling her; then opening her code while she has none and none is under way."""
    if gone(person):
        return bar_of(())
    if not enrolled:
        applies = Press(label=words_for("open_application").act, url=reverse("open_application"), by_post=True)
        return bar_of((applies,) if officer.may("open_application") else ())
    if not officer.may("open_activation") or active is not None:
        return bar_of(())
    fields = (("person", person.pk),)
    opens = Press(label=_("Activate the insurance code"), url=reverse("open_activation"), by_post=True, fields=fields)
    return bar_of((opens,))


def labels() -> dict[str, str]:
    """The sealed fields of a person with their labels in the reader's language."""
    return {"telephone": _("Telephone"), "address": _("Address"), "agency_number": _("Agency number")}


def facts_shown(person: Person) -> list[PersonFacts]:
    """What was known of the person from when on, newest first, names masked; with those of files merged into hers. One query."""
    hers = Q(person=person.pk) | Q(person__merged_into=person.pk)
    rows = PersonFacts.objects.filter(hers).select_related("case", "verified_by").order_by("-recorded_at")[:30]
    for row in rows:
        row.shown_name = masked(row.name)
    return list(rows)


def person_timeline(person: Person, *, skip: int = 0) -> Timeline:
    """A page of what was done about the person and about files merged into hers, newest first. One query; two when there is
    more."""
    merged = Person.objects.filter(merged_into=person.pk).values("pk")
    events = Event.objects.filter(Q(subject=person.pk) | Q(subject__in=merged))
    rows = list(events.select_related("actor", "office", "case")[skip : skip + PERSON_HISTORY + 1])
    more = len(rows) > PERSON_HISTORY
    entries = [
        Entry(
            at=row.at,
            title=words_for(row.verb).done,
            actor=str(row.actor) if row.actor else "",
            office=str(row.office) if row.office else "",
            detail=row.case.reference if row.case_id and row.case.reference else "",
        )
        for row in rows[:PERSON_HISTORY]
    ]
    return Timeline(entries, events.count() - skip - len(entries) if more else 0, skip)


@needs("see_person")
@require_GET
def see_person_history(request, person_id):
    """The whole history of a person's file, a page at a time."""
    person = person_or_404(request.officer, person_id, "merged_into")
    skip = whole(request.GET.get("skip", ""))
    record_look("see_person_history", by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "timeline": person_timeline(person, skip=skip),
        "skip": skip,
        "older": skip + PERSON_HISTORY,
        "newer": max(skip - PERSON_HISTORY, 0),
    }
    return render(request, "portal/person_history.html", context)


@needs("reveal_field")
@posts_only("see_person", "person_id")
@proven(gettext_lazy("Show a value in full"))
def reveal_field(request, person_id):
    """Show one sealed value in full, once, after the reason is written down."""
    person = person_or_404(request.officer, person_id, "merged_into")
    form = RevealForm(request.POST)
    context = _context(request, person)
    sealed = _sealed_of(person, request.POST.get("field", ""))
    if sealed is None:
        raise Http404
    if not form.is_valid():
        record_look("see_person", by=request.officer, shown=[person.pk])
        return render(request, "portal/person.html", context | {"form": form}, status=422)
    value = reveal(sealed, by=request.officer, reason=form.cleaned_data["reason"])
    return render(request, "portal/person.html", context | {"revealed": value, "field": request.POST["field"]})


def _sealed_of(person: Person, field: str):
    if field in labels():
        return getattr(person, field)
    documents = {f"document:{row.pk}": row.number for row in person.documents.all()}
    return documents.get(field)
