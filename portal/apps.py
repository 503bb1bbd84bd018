from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Minbao"

    def ready(self):
        from casework.engine.words import name_pages
        from portal import checks
        from portal.page_names import PAGES

        name_pages(PAGES)
        self.checks = checks


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin_site.PortalAdminSite"
