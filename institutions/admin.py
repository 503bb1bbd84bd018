"""The tables of institutions in the admin site: the lists a designation is decided by."""

from django.contrib import admin

from casework.admin_bases import TranslatedVersionAdmin
from institutions.designation.models.entry import DesignationEntry


@admin.register(DesignationEntry)
class DesignationEntryAdmin(TranslatedVersionAdmin):
    """The province's lists, so that what is asked of institutions is the same everywhere."""

    list_display = ("name", "belongs", "code", "points", "withdrawn", "starts_on", "status")
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")
