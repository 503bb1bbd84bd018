"""Pages for employers, open to everybody: what to do, with which papers, by when. They show no data of anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.imports.services.templates import template_bytes
from casework.steps.views.public import in_its_language, page_languages
from enrolment.employer_desk.queries.employer_guide import guide
from enrolment.hires.views.board import XLSX
from enrolment.rosters.services.kinds import HIRES


@login_not_required
@require_safe
@in_its_language
def employer_guide(request, language):
    """The guide in the language of its address, so that a link means the same to everybody."""
    today = timezone.localdate()
    context = {"guide": guide(today), "today": today} | page_languages(language)
    return render(request, "enrolment/employer_desk/employer_guide.html", context)


@login_not_required
@require_safe
@in_its_language
def public_roster_template(request, language):
    """The empty sheet for a roster of hires."""
    headers = {"Content-Disposition": f'attachment; filename="roster-{language}.xlsx"'}
    return HttpResponse(template_bytes(HIRES, language), content_type=XLSX, headers=headers)
