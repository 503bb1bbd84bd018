"""The admin pages of claims: policies are looked at there; they change on their own pages, by two people."""

from django.contrib import admin

from casework.admin_bases import ReadOnlyAdmin
from claims.policies.models import PolicyVersion


@admin.register(PolicyVersion)
class PolicyVersionAdmin(ReadOnlyAdmin):
    list_display = ("code", "version", "place", "starts_on", "ends_on", "status", "demonstration", "published_at")
    list_filter = ("demonstration", "status")
    search_fields = ("code", "version")
    exclude = ("document",)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.officer)
