"""Addresses of the institutions of an office."""

from django.urls import path

from institutions.desk.views import contacts, institutions, public

urlpatterns = [
    path("institutions/", institutions.see_institutions, name="see_institutions"),
    path("institutions/register/", institutions.register_institution, name="register_institution"),
    path("institutions/<uuid:institution_id>/", institutions.see_institution, name="see_institution"),
    path("institutions/<uuid:institution_id>/apply/", institutions.apply_designation, name="apply_designation"),
    path(
        "institutions/<uuid:institution_id>/changes/",
        institutions.choose_designation_change,
        name="choose_designation_change",
    ),
    path(
        "institutions/<uuid:institution_id>/changes/<slug:act>/",
        institutions.ask_designation_change,
        name="ask_designation_change",
    ),
    path(
        "institutions/<uuid:institution_id>/contacts/",
        contacts.add_institution_contact,
        name="add_institution_contact",
    ),
    path(
        "institutions/<uuid:institution_id>/contacts/<uuid:contact_id>/",
        contacts.change_institution_contact,
        name="change_institution_contact",
    ),
    path(
        "institutions/<uuid:institution_id>/contacts/<uuid:contact_id>/end/",
        contacts.end_institution_contact,
        name="end_institution_contact",
    ),
    path("public/institutions/<slug:language>/", public.designated_institutions, name="designated_institutions"),
    path(
        "public/institutions/<slug:language>/list.csv",
        public.designated_institutions_file,
        name="designated_institutions_file",
    ),
]
