"""The list of documents that run out, and the second reading of one that was renewed abroad."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from enrolment.documents.models import IdentityDocument
from enrolment.expiry.forms import RekeyForm
from enrolment.expiry.queries import expiring
from enrolment.expiry.services.rekeying import DONE, Typed, waits_for_second
from enrolment.expiry.services.rekeying import rekey_document as rekey
from enrolment.persons.models.person import Person


@needs("see_expiring")
@require_GET
def see_expiring(request):
    """Whose documents run out next; the person's page is where a renewed one is recorded."""
    rows, following = expiring(request.officer, request.GET.get("after", "")[:80])
    record_look("see_expiring", by=request.officer, shown=[row.task.document.person_id for row in rows])
    may_open = request.officer.may("see_person")
    return render(
        request, "enrolment/expiry/see_expiring.html", {"rows": rows, "following": following, "may_open": may_open}
    )


@needs("rekey_document")
def rekey_document(request, person_id, document_id):
    """The form, empty: what the first officer typed is not shown."""
    officer = request.officer
    visible = Person.objects.visible_to(officer).filter(pk=person_id)
    document = get_object_or_404(IdentityDocument.objects.select_related("kind"), pk=document_id, person__in=visible)
    if not waits_for_second(document):
        # A second press, or a colleague was quicker.
        messages.info(request, DONE)
        return redirect("see_person", person_id=person_id)
    form = RekeyForm(request.POST or None, on=officer.on, document=document)
    if request.method == "POST" and form.is_valid() and _rekeyed(request, document, form):
        return redirect("see_person", person_id=person_id)
    record_look("rekey_document", by=officer, shown=[document.person_id])
    context = {"person": document.person, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/expiry/rekey_document.html", context, status=422 if form.errors else 200)


def _rekeyed(request, document: IdentityDocument, form: RekeyForm) -> bool:
    try:
        rekey(document.pk, Typed(**form.cleaned_data), by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        form.add_reasons(blocked)
        return False
    messages.success(request, _("Both readings agree: the document is verified."))
    return True
