"""The admin site: the portal's own log-in, nothing deletable, rights by appointment."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.publication.services import publication

# What Django's own pages say to screen readers and its Simplified catalogue lacks: collected here, so that ours has it.
SAID_BY_DJANGO = (_("Model name"), _("Add link"), _("Change or view list link"))


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = _("Minbao administration")
    index_title = _("Offices, staff and reference data")
    enable_nav_sidebar = True
    # Rights come from appointments alone, and attempts to log in are on record in the history.
    NOT_SHOWN = frozenset({"auth", "axes"})

    # The tables by what is done with them, in this order; what stands nowhere else comes last.
    TASKS = (
        (
            _("Rules and texts"),
            (
                "checklistitem",
                "papertext",
                "noticetext",
                "returncause",
                "designationentry",
                "documentkind",
                "nationalcode",
                "activationrule",
                "acceptancesetting",
                "rulevalue",
                "tableentry",
                "calendaryear",
                "policyversion",
            ),
        ),
        (_("Offices and staff"), ("office", "user", "appointment", "place")),
        (_("Cases, history and looks"), ("casefile", "event", "look", "employer")),
        (_("Messages and jobs"), ("mailing", "jobrun")),
    )

    def get_app_list(self, request, app_label=None):
        """Grouped by task instead of by program; the page of one app stays as it is."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = {model["object_name"].lower(): model for app in apps for model in app["models"]}
        groups = [
            self._group(str(name), [models.pop(each) for each in names if each in models], number)
            for number, (name, names) in enumerate(self.TASKS)
        ]
        rest = self._group(str(_("Other tables")), sorted(models.values(), key=lambda each: str(each["name"])), 99)
        return [group for group in (*groups, rest) if group["models"]]

    @staticmethod
    def _group(name: str, models: list[dict], number: int) -> dict:
        return {
            "name": name,
            "app_label": f"task-{number}",
            "app_url": reverse("admin:index"),
            "has_module_perms": True,
            "models": models,
        }

    def index(self, request, extra_context=None):
        """First what waits for a second person."""
        waiting = publication.drafts(request.officer) if request.officer.may("publish_rules") else []
        rows = [(row, row._meta.verbose_name, row.drafted_by_id == request.user.pk) for row in waiting]
        return super().index(request, {"waiting": rows, **(extra_context or {})})

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
