"""How a case stands, for whoever holds a paper of it: open to everybody, in the language of the address, without names."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from casework.enquiry.forms import NOT_TOGETHER, EnquiryForm
from casework.enquiry.services import EnquiryBraked, Standing, enquire
from casework.requests.client_address import client_address
from casework.steps.views.public import in_its_language, page_languages


@login_not_required
@require_safe
def enquiry_begins(_request):
    """The short address that papers print: leads to the page in the reader's language."""
    return redirect("enquiry", language=translation.get_language())


@login_not_required
@never_cache
@sensitive_post_parameters()
@in_its_language
def enquiry(request, language):
    """The form, and below it how the case stands. What is typed is sent in the body and stands in no address."""
    form = EnquiryForm(request.POST if request.method == "POST" else None)
    standing = _ask(form, request) if form.is_bound and form.is_valid() else None
    context = {"form": form, "standing": standing} | page_languages(language)
    answer = render(request, "casework/enquiry/enquiry.html", context, status=422 if form.errors else 200)
    # No search engine keeps a page on which an answer may stand.
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer


def _ask(form: EnquiryForm, request) -> Standing | None:
    typed = form.cleaned_data
    try:
        found = enquire(typed["reference"], typed["code"], address=client_address(request), on=timezone.localdate())
    except EnquiryBraked as braked:
        at = timezone.localtime(braked.until).strftime("%H:%M")
        form.add_error(None, _("Too many enquiries from this connection. The next one is possible from %s.") % at)
        return None
    if found is None:
        form.add_error(None, NOT_TOGETHER)
    return found
