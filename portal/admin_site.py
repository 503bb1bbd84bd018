"""The admin site: the portal's own log-in, nothing deletable, rights by appointment."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = _("Minbao administration")
    index_title = _("Offices, staff and reference data")
    enable_nav_sidebar = True

    def login(self, request, extra_context=None):
        """There is one log-in page, with its lock-out."""
        if request.user.is_authenticated:
            return redirect("home")
        return redirect(f"{reverse('log_in')}?next={reverse('admin:index')}")

    def has_permission(self, request):
        return (
            request.user.is_active and request.user.is_authenticated and request.user.is_staff and bool(request.officer)
        )
