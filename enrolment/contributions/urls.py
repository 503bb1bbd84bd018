"""Addresses of what people have paid, and of the tax authority's files."""

from django.urls import path

from enrolment.contributions.views import people, tax_files

urlpatterns = [
    path("people/<uuid:person_id>/contributions/", people.see_contributions, name="see_contributions"),
    path("people/<uuid:person_id>/contributions/record/", people.record_payment_of, name="record_payment"),
    path("people/<uuid:person_id>/contributions/bill/", people.issue_bill_of, name="issue_bill"),
    path(
        "people/<uuid:person_id>/contributions/<uuid:payment_id>/strike/", people.strike_payment, name="strike_payment"
    ),
    path("tax-files/", tax_files.send_tax_file, name="book_tax_file"),
    path("tax-files/<uuid:file_id>/", tax_files.see_tax_file, name="see_tax_file"),
]
