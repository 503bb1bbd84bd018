"""The help page: how the portal is worked, with the sheet of keys."""

from django.shortcuts import render

from casework.steps.views.access import open_to_staff


@open_to_staff
def help(request):
    """What a clerk needs to know before the first case, and the keys."""
    return render(request, "portal/help.html")
