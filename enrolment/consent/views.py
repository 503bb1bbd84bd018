"""How a person's personal information is handled, on one page: what rests on law, what she consents to, what she was told."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from casework.steps.views.refused import say_why
from enrolment.consent.forms import ShownForm, StatementForm, WithdrawForm
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.queries.speakers import speakers_of
from enrolment.consent.queries.standing import by_consent, by_law, consents_of, notices_of
from enrolment.consent.queries.texts import NATIVE, columns_of, notice_on, text_of_purpose
from enrolment.consent.services import notices, statements
from enrolment.consent.words import AGAINST, in_force
from enrolment.persons.access import person_or_404


@needs("see_privacy")
@require_GET
def see_privacy(request, person_id):
    """What is handled and why, what was said about it, and the notices given."""
    person = person_or_404(request.officer, person_id)
    officer = request.officer
    record_look("see_privacy", by=officer, shown=[person.pk])
    open_file = person.merged_into_id is None and person.died_on is None
    context = {
        "person": person,
        "by_law": [
            {"name": in_force(one.name), "holds": in_force(one.holds), "purpose": one} for one in by_law(officer.on)
        ],
        "consents": [_line(one) for one in consents_of(person.pk, officer.on)],
        "notices": notices_of(person.pk),
        "may_tell": officer.may("give_notice") and open_file,
        "may_ask": officer.may("say_consent") and open_file,
        "may_withdraw": officer.may("withdraw_consent") and person.merged_into_id is None,
        "may_print": officer.may("issue_paper"),
        "may_request": officer.may("open_data_request"),
    }
    return render(request, "enrolment/consent/see_privacy.html", context)


def _line(one) -> dict:
    """A consent as the page lists it."""
    purpose = one.purpose
    words = {"name": in_force(purpose.name), "holds": in_force(purpose.holds), "without": in_force(purpose.without)}
    return words | {
        "purpose": purpose,
        "last": one.last,
        "stands": one.stands,
        "anew": one.asked_anew,
        "receiver": one.receiver,
    }


@needs("give_notice")
def give_notice(request, person_id):
    """The notice in Chinese and in the person's language; to whom it was shown is recorded."""
    person = person_or_404(request.officer, person_id)
    text = notice_on(person.birth_on, request.officer.on)

    def record_it(form):
        notices.give_notice(person, form.shown(), by=request.officer, on=request.officer.on)

    context = {"title": _("Give the notice on personal information"), "press": _("The notice was shown")}
    return _shown_page(request, person, text, ShownForm, record_it, context, decides=False)


@needs("say_consent")
def say_consent(request, person_id, purpose):
    """The text of one purpose by itself; what was said to it is recorded."""
    person = person_or_404(request.officer, person_id)
    asked = by_consent(request.officer.on).get(purpose)
    if asked is None:
        raise Http404
    text = text_of_purpose(asked.text, request.officer.on)

    def record_it(form):
        data = form.cleaned_data
        said = statements.Said(
            purpose=purpose, says=data["says"], shown=form.shown(), receiver=data.get("receiver", "")
        )
        statements.say_consent(person, said, by=request.officer, on=request.officer.on)

    context = {"title": in_force(asked.name), "press": _("Record what was said"), "without": in_force(asked.without)}
    return _shown_page(request, person, text, StatementForm, record_it, context, decides=True, names=asked.names)


def _shown_page(request, person, text, form_class, record_it, context, *, decides: bool, **more):
    """A text with a form below it: shown, refused beside the field, or recorded and back to the overview."""
    speakers = speakers_of(person, request.officer.on, decides=decides)
    kept = kept_fields(request)
    open_to = [one for one in speakers if not one.against]
    asked = request.GET.get("language", "")
    language = asked if asked in NATIVE else person.language
    columns = columns_of(text, language)
    start = {
        "version": text.starts_on.isoformat(),
        "language": language,
        "speaker": open_to[0].key if len(open_to) == 1 else None,
    }
    start |= as_initial(kept) if kept else {}
    # Only what stands on the page can have been read.
    more["languages"] = [(code, name) for code, name, _lines in columns]
    form = form_class(request.POST or None, initial=start, speakers=speakers, **more)
    if request.method == "POST" and form.is_valid():
        try:
            record_it(form)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("Recorded."))
            return redirect("see_privacy", person_id=person.pk)
    others = [(code, name) for code, name in NATIVE.items() if code not in dict(more["languages"])]
    return _form_page(request, person, form, speakers, context | {"columns": columns, "others": others})


def _form_page(request, person, form, speakers, context):
    record_look(request.resolver_match.url_name, by=request.officer, shown=[person.pk])
    context |= {
        "person": person,
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
        "closed": [(one.label, AGAINST[one.against]) for one in speakers if one.against],
        "nobody": all(one.against for one in speakers),
    }
    return render(request, "enrolment/consent/shown.html", context, status=422 if form.errors else 200)


@needs("withdraw_consent")
def withdraw_consent(request, person_id, statement_id):
    """Who takes the consent back; what hung on it stops."""
    person = person_or_404(request.officer, person_id)
    rows = ConsentStatement.objects.select_related("text").filter(pk=statement_id, person=person)
    given = rows.first()
    asked = by_consent(request.officer.on).get(given.purpose) if given else None
    if given is None or asked is None:
        raise Http404
    speakers = speakers_of(person, request.officer.on, decides=True)
    open_to = [one for one in speakers if not one.against]
    start = {"speaker": open_to[0].key if len(open_to) == 1 else None}
    form = WithdrawForm(request.POST or None, initial=start, speakers=speakers)
    if request.method == "POST" and form.is_valid() and _taken_back(request, given, form):
        return redirect("see_privacy", person_id=person.pk)
    context = {
        "title": in_force(asked.name),
        "press": _("Take the consent back"),
        "without": in_force(asked.without),
        "receiver": given.receiver,
    }
    return _form_page(request, person, form, speakers, context)


def _taken_back(request, given: ConsentStatement, form: WithdrawForm) -> bool:
    try:
        statements.withdraw_consent(given.pk, form.cleaned_data["speaker"], by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        if any(reason.field == "speaker" for reason in blocked.reasons):
            form.add_reasons(blocked)
            return False
        say_why(request, blocked)
        return True
    messages.success(request, _("The consent is taken back. What was done on it before stays lawful."))
    return True
