"""The admin site: the portal's own log-in, nothing deletable, rights by appointment."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = _("Minbao administration")
    index_title = _("Offices, staff and reference data")
    enable_nav_sidebar = True
    # Rights come from appointments alone, and attempts to log in are on record in the history.
    NOT_SHOWN = frozenset({"auth", "axes"})

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        shown = [model for model in models if model._meta.app_label not in self.NOT_SHOWN]
        super().register(shown, admin_class, **options)

    def get_urls(self):
        """Django's address that leads from any row to its page "on the site" is left out: rows have their own links."""
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]

    def login(self, request, extra_context=None):
        """There is one log-in page, with its lock-out."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied("no admin rights")
            return redirect("admin:index")
        return redirect(f"{reverse('log_in')}?next={reverse('admin:index')}")

    def has_permission(self, request):
        return (
            request.user.is_active and request.user.is_authenticated and request.user.is_staff and bool(request.officer)
        )
