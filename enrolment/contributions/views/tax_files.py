"""The tax authority's files: sending one, and what came of those that were sent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.imports.words import FILES
from casework.steps.views.access import needs
from casework.workbooks.services.files import WorkbookRefused
from enrolment.contributions.forms import TaxFileForm
from enrolment.contributions.models.tax_file import TaxFile
from enrolment.contributions.services.tax_files import TEXT, SentBefore, book_tax_file
from enrolment.coverage.rules.records.errors import FactsError
from enrolment.coverage.words.errors import error_text

SHOWN, PROBLEMS_SHOWN = 50, 200
# What is said otherwise of these files than of workbooks that somebody fills in.
SAID = {
    "too_many_rows": gettext_lazy("The file has more than %(rows)s rows. Send it in several files."),
    "content_differs": gettext_lazy("The content of the file is not what its name says. Send the file as it came."),
    "too_many_sheets": gettext_lazy("The workbook has more than %(sheets)s sheet. Send the one with the payments."),
    "other_kind": gettext_lazy("Only CSV files and XLSX workbooks are read."),
}


@needs("book_tax_file")
def send_tax_file(request):
    """The form for a file, and the files that were sent before."""
    form = TaxFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (sent := _booked(request, form)) is not None:
        return redirect("see_tax_file", file_id=sent.pk)
    files = TaxFile.objects.visible_to(request.officer).select_related("office")
    context = {"form": form, "files": files[:SHOWN]}
    status = 422 if form.errors else 200
    return render(request, "enrolment/contributions/tax_files.html", context, status=status)


def _booked(request, form: TaxFileForm) -> TaxFile | None:
    """What came of a file; None when it is not read, said beside the field."""
    upload = form.cleaned_data["file"]
    try:
        sent = book_tax_file(upload.file, upload.name, by=request.officer, on=request.officer.on)
    except SentBefore as before:
        messages.info(request, _("This file was booked before; nothing was changed."))
        return before.earlier
    except WorkbookRefused as refused:
        params = {"rows": f"{TEXT.rows:,}", "megabytes": TEXT.megabytes, "columns": TEXT.columns} | refused.params
        form.add_error("file", str((FILES | SAID)[refused.code]) % params)
    except FactsError as error:
        form.add_error("file", error_text(error))
    else:
        messages.success(request, _("File of the tax office booked"))
        return sent
    return None


@needs("book_tax_file")
@require_GET
def see_tax_file(request, file_id):
    """What came of one file, and which rows were not booked."""
    files = TaxFile.objects.visible_to(request.officer).select_related("office")
    sent = files.filter(pk=file_id).first()
    if sent is None:
        raise Http404
    context = {"sent": sent, "problems": sent.problems.all()[:PROBLEMS_SHOWN]}
    return render(request, "enrolment/contributions/tax_file.html", context)
