"""The live catalogue: every component of the pages in each of its states, in the reader's language."""

from django.shortcuts import render

from casework.views.access import needs


@needs("see_rules")
def components(request):
    """All components with sample data; the samples are invented."""
    return render(request, "portal/components.html", {})
