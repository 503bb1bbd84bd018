"""The live catalogue: every component of the pages in each of its states, in the reader's language."""

from decimal import Decimal
from types import SimpleNamespace as Sample

from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from casework.steps.views.access import needs
from portal import catalogue_samples as samples


@needs("see_rules")
def components(request):
    """All components with sample data; the samples are invented."""
    return render(request, "portal/components.html", _context())


def _context() -> dict:
    bound = samples.SampleForm({"name": "陳小明", "birth_on": "07/06/2024"})
    bound.is_valid()
    return {
        "states": samples.states(),
        "clocks": samples.clocks(),
        "bar": samples.identity(),
        "findings": samples.findings(),
        "papers": samples.papers(),
        "timeline": samples.timeline(),
        "sections": samples.sections(),
        "work_rows": samples.work_rows(),
        "years": samples.cover_years(),
        "plots": samples.plots(),
        "jobs": samples.jobs(),
        "money": samples.money(),
        "sentences": samples.sentences(),
        "empty_form": samples.SampleForm(auto_id="empty_%s"),
        "bound_form": bound,
        "chips": [Sample(label=_("overdue"), url="#filters"), Sample(label=_("mine only"), url="#filters")],
        "documents": [
            Sample(url=static("icons/sample-permit.svg"), label=_("identity document"), media_type="image/svg+xml")
        ],
        "next_steps": [_("A second officer compares the papers with what was entered.")],
        "consequences": [_("The application ends. A new one needs all papers again.")],
        "used": Decimal("3200.00"),
        "limit": Decimal("5000.00"),
    }
