"""Pages for employers, open to everybody: what to do, with which papers, by when. They show no data of anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.imports.services.templates import template_bytes
from enrolment.employer_desk.queries.employer_guide import guide
from enrolment.hires.views.board import XLSX
from enrolment.rosters.services.kinds import HIRES

LANGUAGES = dict(CLIENT_LANGUAGES)


def _must_be_known(language: str) -> None:
    if language not in LANGUAGES:
        raise Http404


@login_not_required
@require_safe
def employer_guide(request, language):
    """The guide in the language of its address, so that a link means the same to everybody."""
    _must_be_known(language)
    today = timezone.localdate()
    with translation.override(language):
        context = {
            "guide": guide(today),
            "today": today,
            "page_languages": CLIENT_LANGUAGES,
            "page_language": language,
        }
        page = render(request, "enrolment/employer_desk/employer_guide.html", context)
    page["Content-Language"] = language
    return page


@login_not_required
@require_safe
def public_roster_template(request, language):
    """The empty sheet for a roster of hires."""
    _must_be_known(language)
    headers = {"Content-Disposition": f'attachment; filename="roster-{language}.xlsx"'}
    return HttpResponse(template_bytes(HIRES, language), content_type=XLSX, headers=headers)
