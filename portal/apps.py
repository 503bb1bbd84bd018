from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Minbao"

    def ready(self):
        from portal import checks

        self.checks = checks


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin_site.PortalAdminSite"
