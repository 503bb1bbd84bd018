"""The address of enquiries; its language stands in it, what is asked does not."""

from django.urls import path

from casework.enquiry import views as enquiries

urlpatterns = [
    path("enquiry/", enquiries.enquiry_begins, name="enquiry_begins"),
    path("public/enquiry/<slug:language>/", enquiries.enquiry, name="enquiry"),
]
