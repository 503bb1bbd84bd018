from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Minbao"

    def ready(self):
        from portal import checks

        self.checks = checks
