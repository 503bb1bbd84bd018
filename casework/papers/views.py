"""Pages of papers: issue one, see it, print it, check one that somebody brought."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.casefile.models.case_file import CaseFile
from casework.engine.refusals import Blocked, OperationMismatch
from casework.look_ups.services import Braked
from casework.look_ups.views import words_of
from casework.papers.forms import CheckCodeForm
from casework.papers.models.paper import IssuedPaper, PaperPrint
from casework.papers.queries import paper_fonts
from casework.papers.queries.papers import is_superseded
from casework.papers.services import paper_checks, paper_prints
from casework.papers.services.paper_kinds import paper_kind
from casework.papers.services.paper_offers import readable
from casework.papers.services.paper_prints import PaperAltered, print_original
from casework.papers.services.paper_rendering import content_policy
from casework.steps.views.access import needs
from casework.steps.views.refused import say_why


def _paper_or_404(officer, paper_id) -> IssuedPaper:
    visible = CaseFile.objects.visible_to(officer)
    rows = IssuedPaper.objects.defer("content").select_related("case__office", "issued_by")
    paper = get_object_or_404(rows, pk=paper_id, case__in=visible)
    if not readable(paper.case, paper.kind, officer):
        raise Http404
    return paper


@require_safe
@needs("see_case")
def see_paper(request, paper_id):
    """What is on record of a paper, its prints, and the button that prints it."""
    paper = _paper_or_404(request.officer, paper_id)
    return render(request, "casework/papers/paper_see.html", _context(paper, request.officer))


def _context(paper: IssuedPaper, officer) -> dict:
    return {
        "paper": paper,
        "case": paper.case,
        "name": paper_kind(paper.kind).name,
        "prints": paper.prints.select_related("printed_by").order_by("copy_number"),
        "superseded": is_superseded(paper),
        "as_page": paper.media_type == "text/html",
        "pango_missing": paper_fonts.pango_missing(),
        "may_print": officer.may("issue_paper"),
        "sha256": bytes(paper.sha256).hex(),
    }


@needs("issue_paper")
def print_paper(request, paper_id):
    """POST: record a print and lead to it."""
    paper = _paper_or_404(request.officer, paper_id)
    if request.method != "POST":
        return redirect("see_paper", paper_id=paper.pk)
    try:
        _content, number = paper_prints.print_paper(paper, request.officer)
    except PaperAltered:
        return render(request, "casework/papers/paper_altered.html", {"paper": paper, "case": paper.case}, status=409)
    return redirect("see_print", paper_id=paper.pk, copy_number=number)


@require_safe
@needs("issue_paper")
def see_print(request, paper_id, copy_number):
    """One print: whether it is the original or a copy, and the file to put through the printer."""
    paper = _paper_or_404(request.officer, paper_id)
    made = get_object_or_404(paper.prints, copy_number=copy_number, printed_by=request.officer.user)
    context = _context(paper, request.officer) | {"made": made, "original": made.copy_number == paper_prints.ORIGINAL}
    return render(request, "casework/papers/paper_print.html", context)


@require_safe
@needs("issue_paper")
def print_file(request, paper_id, copy_number):
    """The bytes as issued."""
    paper, content = _printed(request, paper_id, copy_number)
    return _file(paper, content, copy_number)


@require_safe
@needs("issue_paper")
def marked_print_file(request, paper_id, copy_number):
    """The same pages with the mark of a copy on them."""
    paper, content = _printed(request, paper_id, copy_number)
    return _file(paper, paper_prints.marked_copy(content, copy_number), copy_number, suffix=f"-copy{copy_number}")


def _printed(request, paper_id, copy_number):
    try:
        return paper_prints.printed_content(paper_id, copy_number, request.officer)
    except (PaperPrint.DoesNotExist, CaseFile.DoesNotExist, PaperAltered):
        raise Http404 from None


def _file(paper: IssuedPaper, content: bytes, copy_number: int, suffix: str = "") -> HttpResponse:
    as_page = paper.media_type == "text/html"
    ending, kind = ("html", "text/html; charset=utf-8") if as_page else ("pdf", paper.media_type)
    headers = {
        "Content-Disposition": f'inline; filename="{paper.reference}{suffix}.{ending}"',
        "X-Content-Type-Options": "nosniff",
        "X-Paper-Copy": str(copy_number),
        "Content-Security-Policy": content_policy(content) if as_page else "default-src 'none'; object-src 'self'",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


@needs("verify_paper")
def verify_paper(request):
    """A code typed or scanned: genuine or not, and no word about whose paper it is."""
    form = CheckCodeForm(request.POST if request.method == "POST" else None)
    checked = None
    if request.method == "POST" and form.is_valid():
        try:
            checked = paper_checks.verify_paper(form.cleaned_data["code"], by=request.officer)
            form.explain(checked.result)
        except Braked as braked:
            form.add_error("code", words_of(braked))
    status = 422 if form.errors else 200
    return render(request, "casework/papers/verify_paper.html", {"form": form, "checked": checked}, status=status)


def to_paper(paper, officer):
    """A fresh paper is printed at once, with the client waiting; one printed before is not silently copied."""
    number = print_original(paper, officer)
    if number is None:
        return redirect("see_paper", paper_id=paper.pk)
    return redirect("see_print", paper_id=paper.pk, copy_number=number)


def issue_about(request, case: CaseFile, issue):
    """Issue a paper of a case by one press and lead to it; where it is refused, back to the case with the reason why. `issue` is a
    service that takes the case, `by`, `on` and `op`, the press, so that a second one issues nothing."""
    try:
        op = uuid.UUID(request.POST["op"]) if "op" in request.POST else None
        paper = issue(case, by=request.officer, on=request.officer.on, op=op)
    except ValueError:
        messages.error(request, _("The page was out of date. Press the button again."))
    except Blocked as blocked:
        say_why(request, blocked)
    except OperationMismatch:
        messages.error(request, _("The case has changed since this page was shown. Press the button again."))
    else:
        return to_paper(paper, request.officer)
    return redirect("see_case", case_id=case.pk)
