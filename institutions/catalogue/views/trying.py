"""Trying lines against the supervision rules: what a bill would hit, read at once and kept nowhere."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.steps.views.access import needs
from institutions.catalogue.choices import RuleKind
from institutions.catalogue.forms import TryForm
from institutions.catalogue.queries.trying import Tried, try_lines
from institutions.catalogue.rules.supervision import Finding
from institutions.catalogue.words import OF_LIMITS, finding_words


def _said(finding: Finding) -> dict:
    """A finding as it is read: the kind, the lines, what it says, the rule's own text with its source."""
    rule = finding.rule
    kind = OF_LIMITS.get(rule.kind) or RuleKind(rule.kind).label
    return {"finding": finding, "kind": kind, "words": finding_words(finding), "rule": rule}


def _answer(tried: Tried) -> dict:
    return {"tried": tried, "findings": [_said(one) for one in tried.found]}


@needs("try_rules")
@require_http_methods(["GET", "HEAD", "POST"])
def try_rules(request):
    """The form, and below it what the lines hit. Four queries beside those of every page."""
    code = request.GET.get("institution", "").replace("\x00", "")[:40]
    form = TryForm(
        request.POST if request.method == "POST" else None, initial={"institution": code}, on=request.officer.on
    )
    context = {"form": form, "title": _("Try lines against the supervision rules")}
    if form.is_bound and form.is_valid():
        context |= _answer(try_lines(form.at, form.facts(), request.officer.on)) | {"at": form.at}
    return render(request, "institutions/catalogue/try_rules.html", context, status=422 if form.errors else 200)
