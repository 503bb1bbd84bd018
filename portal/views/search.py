"""One search box that recognises what was typed. By POST: no number and no name ever stands in an address."""

import re
import unicodedata

from django.shortcuts import redirect, render

from casework.casefile.services.events import record, record_look
from casework.drafts.views import kept_fields
from casework.engine.table import workflow_of
from casework.look_ups.services import Braked, brake
from casework.look_ups.views import words_of
from casework.models import CaseFile
from casework.papers.forms import CheckCodeForm
from casework.papers.services.paper_checks import verify_paper
from casework.rulebook.rules import check_code
from casework.rulebook.rules.check_code import CheckCodeUnreadable
from casework.steps.views.access import needs
from enrolment.documents.queries import documents_by_numbers, number_hash
from enrolment.employers.queries.search import employers_by_name
from enrolment.hires.queries.search import hires_by_name, hires_by_tail
from enrolment.identities.rules.typed import is_like_number, is_tail_alone, numbers_in, tails_in
from enrolment.models import Employer, Hire
from enrolment.persons.queries.search import people_by_name, people_by_tail, people_shown
from portal.views.found import Found, explained, next_acts

REFERENCE = re.compile(r"[0-9]{6}[A-Z0-9]{0,4}-[A-Z]{2}-[0-9]{4}-[0-9]{6}")
LONGEST = 200
USCC = "uscc"


@needs("search")
def search(request):
    """One question; beyond what an hour allows, the answer says when the next is possible."""
    try:
        return _search(request)
    except Braked as braked:
        return _show(request, Found(), {"braked": words_of(braked)}, status=422)


def _search(request):
    """A case reference, a paper's check code, a number, the end of a number with a year of birth, or a name.

    Without a question the page shows the box, filled with what was typed when a session ended."""
    if request.method != "POST":
        kept = kept_fields(request)
        return _show(request, Found(), {"asked": kept.get("q", "") if kept else ""})
    typed = unicodedata.normalize("NFKC", request.POST.get("q", ""))[:LONGEST].replace("\x00", "").strip()
    reference = REFERENCE.search(typed.upper())
    if reference:
        return _by_reference(request, reference.group())
    if _is_check_code(typed):
        return _paper(request, typed)
    numbers = numbers_in(typed, request.officer.on)
    if USCC in numbers:
        return _by_code(request, numbers[USCC])
    pairs = tails_in(typed, request.officer.on)
    if numbers:
        return _by_number(request, typed, set(numbers.values()), pairs)
    if pairs:
        brake(request.officer)
        found = _by_tail(request, Found(recognised="tail"), pairs)
        record("search", by=request.officer, facts={"kind": "tail", "found": not found.nothing})
        return _answer(request, found)
    return _answer(request, _by_text(request, typed))


def _is_check_code(typed: str) -> bool:
    """Twelve characters with a right check character, or what a scanner types from a paper's QR code."""
    try:
        check_code.read(typed)
    except CheckCodeUnreadable:
        return typed.upper().startswith(check_code.PREFIX)
    return True


def _paper(request, typed: str):
    request.officer.must("verify_paper")
    form = CheckCodeForm({"code": typed})
    form.is_valid()
    checked = verify_paper(typed, by=request.officer)
    form.explain(checked.result)
    return render(request, "casework/papers/verify_paper.html", {"form": form, "checked": checked})


def _by_reference(request, reference: str):
    case = CaseFile.objects.visible_to(request.officer).filter(reference=reference).first()
    if case:
        return redirect(workflow_of(case.kind).url_name, case_id=case.pk)
    return _show(request, Found(recognised="reference", places=["cases"]))


def _by_code(request, uscc: str):
    employer = Employer.objects.visible_to(request.officer).filter(uscc=uscc).first()
    if employer:
        return redirect("see_employer", employer_id=employer.pk)
    return _show(request, Found(recognised="employer", places=["codes"]))


def _by_number(request, typed: str, numbers: set[str], pairs: list[tuple[str, int]]):
    """Within the officer's own files; another office's person is found only by looking her up, with a reason.

    Eight digits may be the end of a number and a year as well: so they are read when no such number is on file."""
    officer = request.officer
    brake(officer)
    documents = documents_by_numbers(numbers)
    record("search", by=officer, facts={"kind": "number", "found": any(not row.superseded_at for row in documents)})
    people = people_shown(list(dict.fromkeys(row.person_id for row in documents)), officer)
    if len(people) == 1:
        return redirect("see_person", person_id=people[0].pk)
    found = Found(recognised="number", places=["numbers"])
    found.add_people(people, officer)
    if people:
        return _answer(request, found)
    visible = CaseFile.objects.visible_to(officer)
    hires = Hire.objects.filter(number_hash__in=[number_hash(number) for number in numbers], case__in=visible)
    newest = hires.order_by("-case__opened_at").first()
    if newest:
        return redirect("see_hire", case_id=newest.pk)
    if pairs:
        return _answer(request, _by_tail(request, found, pairs))
    # A short name with figures may look like the number of a passport.
    found.add_employers(employers_by_name(typed, officer))
    return _answer(request, found)


def _by_tail(request, found: Found, pairs: list[tuple[str, int]]) -> Found:
    officer = request.officer
    found.add_people(people_by_tail(pairs, officer), officer)
    found.add_hires(hires_by_tail(pairs, officer))
    found.places.append("tails")
    return found


def _by_text(request, typed: str) -> Found:
    """A name of a person, of somebody known by a hire, or of an employer. What is meant as a number is told what is wrong with
    it, and is no name of a person."""
    officer = request.officer
    if is_tail_alone(typed):
        return Found(recognised="tail_alone")
    found = Found(recognised="name", places=["people", "hires", "employers"])
    if is_like_number(typed):
        found = Found(recognised="slip", slips=explained(typed, officer.on), places=["employers"])
    else:
        found.add_people(people_by_name(typed, officer), officer)
        found.add_hires(hires_by_name(typed, officer))
    found.add_employers(employers_by_name(typed, officer))
    return found


def _answer(request, found: Found):
    record_look("search", by=request.officer, shown=found.shown())
    return _show(request, found)


def _show(request, found: Found, more: dict | None = None, status: int = 200):
    """The page, with what was asked in the box, so that a slip of the hand need not be typed anew."""
    context = {
        "found": found,
        "may": next_acts(request.officer),
        "sees_people": request.officer.may("see_person"),
        "sees_employers": request.officer.may("see_employer"),
        "asked": request.POST.get("q", "")[:LONGEST],
    }
    return render(request, "portal/search.html", context | (more or {}), status=status)
