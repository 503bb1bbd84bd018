"""Django settings. What differs between machines comes from `environment.py`; everything else is the same everywhere."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.settings.database import database_settings, process_kind, replica_settings
from portal.settings.environment import BASE_DIR, INSECURE_SECRET_KEY, mail_settings, read_environment
from portal.settings.logs import logging_settings

ENV = read_environment()

ENV_BASE = BASE_DIR
DEBUG = ENV.debug
# An empty key would stop Django with its own words; the system check names it and what is wanted.
SECRET_KEY = ENV.secret_key or INSECURE_SECRET_KEY
ALLOWED_HOSTS = list(ENV.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.csrf_trusted_origins)
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

# One direction: an app imports only from those below it in this list of ours (tests/test_architecture.py).
OUR_APPS = ["portal", "claims", "enrolment", "institutions", "casework"]
INSTALLED_APPS = [
    "modeltranslation",
    # Bottom first, so that reference data of a lower app is there when an upper app's is loaded after a migrate.
    *(f"{app}.apps.{app.title()}Config" for app in reversed(OUR_APPS)),
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "casework.middleware.request_id",
    "portal.gate.probes",
    "portal.gate.known_methods",
    "casework.middleware.storable_cookies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.middleware.language",
    "portal.gate.limited_bodies",
    "django.middleware.common.CommonMiddleware",
    "casework.middleware.readable_requests",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "casework.middleware.session_limits",
    "casework.middleware.keep_expired_form",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "casework.middleware.acting_officer_middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "casework.middleware.private_pages",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.frame",
            ],
        },
    },
]
FORM_RENDERER = "casework.steps.forms.light_renderer.LightRenderer"

DATABASE_URL = ENV.database_url or "postgresql:///minbao"
DATABASES = {"default": database_settings(DATABASE_URL, pool=ENV.database_pool, process=process_kind())}
if ENV.replica_url:
    DATABASES["replica"] = replica_settings(ENV.replica_url, process=process_kind())
DATABASE_ROUTERS = ["casework.tables.services.replica.Router"] if ENV.replica_url else []
REPLICA_SECONDS = ENV.replica_seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Triggers are part of the schema, in the migrations; nothing is installed behind their back.
PGTRIGGER_MIGRATIONS = True

AUTH_USER_MODEL = "casework.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "casework.authentication.AppointmentBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "casework.accounts.services.password_length.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "home"

# A counter hall shares one address: the lock is on the pair, never on the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 10 / 60  # hours
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "casework.authentication.locked_out"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "casework.requests.client_address.client_address"
AXES_USERNAME_CALLABLE = "casework.authentication.user_name_of"

SESSION_ENGINE = "casework.accounts.queries.sessions"
SESSION_COOKIE_AGE = ENV.session_hours * 3600
# Further log-ins end the oldest session of the account.
SESSIONS_PER_ACCOUNT = ENV.sessions_per_account
# What one officer may look up in an hour, in all and without finding anything.
LOOK_UPS_PER_HOUR = ENV.look_ups_per_hour
MISSES_PER_HOUR = ENV.misses_per_hour
ENQUIRIES_PER_HOUR, ENQUIRY_MISSES_PER_HOUR = ENV.enquiries_per_hour, ENV.enquiry_misses_per_hour
PUBLIC_READINGS_PER_HOUR = ENV.public_readings_per_hour
PUBLIC_ADDRESS = ENV.public_address
# How long a typed password counts before a weighty act, and how long the codes for a new one may be used.
PROOF_MINUTES = ENV.proof_minutes
ACCOUNT_CODE_HOURS = ENV.account_code_hours
IDLE_SECONDS = ENV.idle_minutes * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "portal.views.errors.form_token_refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.production
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = ENV.production
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if ENV.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.production
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_TLS_PROXY = bool(ENV.behind_tls_proxy)
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The longest grid: 200 lines of a receipt with six cells each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1300
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# Places beside Fujian are folders of data files: those of the project, and those this installation has of its own.
PLACE_FOLDERS = [BASE_DIR / "portal" / "places" / "chengdu", *ENV.place_folders]
UPLOAD_BYTES = ENV.upload_megabytes * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hans"
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = ENV.var / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EVIDENCE_ROOT = ENV.var / "evidence"
KEY_RING_FILE = ENV.key_ring_file
APP_DATABASE_ROLE = ENV.app_database_role

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

REDIS_URL = ENV.redis_url
CELERY_BROKER_URL = ENV.redis_url.replace("unix://", "redis+socket://", 1) or "redis://localhost:6379/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "counter"
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_PUBLISH_RETRY = False

# EMAIL_BACKEND and its facts: a server, or files.
globals().update(mail_settings(ENV.mail_url, ENV.var / "mail"))
MAIL_FROM = DEFAULT_FROM_EMAIL = ENV.mail_from
# The class that speaks to the operator of text messages (casework/mailings/services/channels.py); none is connected.
SMS_CHANNEL = ""

LOGGING = logging_settings(ENV.log_level)
SILENCED_SYSTEM_CHECKS: list[str] = []
# Names only, shown on the help page; never a secret.
DEMONSTRATION = not ENV.production
INSECURE_KEYS = {INSECURE_SECRET_KEY, ""}
LANGUAGE_LABEL = _("Language")
