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
from enrolment.documents.queries import documents_by_number, number_hash
from enrolment.documents.rules.identity_numbers import KINDS, check, fold
from enrolment.models import Employer, Hire, Person
from enrolment.persons.queries.search import people_by_name

REFERENCE = re.compile(r"[0-9]{6}[A-Z0-9]{0,4}-[A-Z]{2}-[0-9]{4}-[0-9]{6}")
LONGEST = 200


@needs("search")
def search(request):
    """One question; beyond what an hour allows, the answer says when the next is possible."""
    try:
        return _search(request)
    except Braked as braked:
        return _show(request, {"recognised": "", "braked": words_of(braked)}, status=422)


def _search(request):
    """A case reference, a paper's check code, a document number, an employer's code, or a name.

    Without a question the page shows the box, filled with what was typed when a session ended."""
    if request.method != "POST":
        kept = kept_fields(request)
        return _show(request, {"recognised": ""}, asked=kept.get("q", "") if kept else "")
    typed = unicodedata.normalize("NFKC", request.POST.get("q", ""))[:LONGEST].replace("\x00", "").strip()
    reference = REFERENCE.search(typed.upper())
    if reference:
        return _by_reference(request, reference.group())
    if _is_check_code(typed):
        return _paper(request, typed)
    folded = fold(typed)
    kinds = [kind for kind in KINDS if folded and check(kind, folded, on=request.officer.on).valid]
    if "uscc" in kinds:
        return _employers(request, folded)
    if any(char.isdigit() for char in folded) and kinds:
        return _by_number(request, check(kinds[0], folded, on=request.officer.on).normalised)
    return _by_name(request, typed)


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
    return _nothing(request, "reference")


def _by_number(request, normalised: str):
    """Within the officer's own files; another office's person is found only by looking her up, with a reason."""
    brake(request.officer)
    held = list(documents_by_number(normalised))
    record("search", by=request.officer, facts={"kind": "number", "found": bool(held)})
    visible = Person.objects.visible_to(request.officer).filter(pk__in=[document.person_id for document in held])
    people = list(visible.select_related("home_office"))
    if len(people) == 1:
        return redirect("see_person", person_id=people[0].pk)
    if people:
        record_look("search", by=request.officer, shown=[person.pk for person in people])
        return _show(request, {"recognised": "number", "people": people})
    hire = Hire.objects.filter(
        number_hash=number_hash(normalised), case__in=CaseFile.objects.visible_to(request.officer)
    )
    newest = hire.order_by("-case__opened_at").first()
    return redirect("see_hire", case_id=newest.pk) if newest else _nothing(request, "number")


def _employers(request, uscc: str):
    rows = list(Employer.objects.visible_to(request.officer).filter(uscc=uscc).select_related("office"))
    if rows:
        return redirect("see_employer", employer_id=rows[0].pk)
    return _show(request, {"recognised": "employer", "employers": rows})


def _by_name(request, typed: str):
    people = people_by_name(typed, request.officer) if len(typed) > 1 or _is_han(typed) else []
    record_look("search", by=request.officer, shown=[person.pk for person in people])
    return _show(request, {"recognised": "name", "people": people})


def _is_han(text: str) -> bool:
    return bool(text) and "CJK" in unicodedata.name(text[0], "")


def _nothing(request, recognised: str):
    return _show(request, {"recognised": recognised})


def _show(request, context: dict, asked: str | None = None, status: int = 200):
    """The page, with what was asked in the box, so that a slip of the hand need not be typed anew."""
    asked = request.POST.get("q", "")[:LONGEST] if asked is None else asked
    return render(request, "portal/search.html", context | {"asked": asked}, status=status)
