"""System checks with ids. Production refuses to start on an error; papers and fonts are warnings that name the cure."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register, run_checks
from django.db import connection

from casework.papers.queries.paper_fonts import needs_vendored_font, pango_missing
from casework.sealing.ring import RingProblem, current_ring
from portal.settings import ENV


@register(Tags.security)
def production_environment(**_kwargs):
    """What must hold before a production portal opens its doors."""
    if not ENV.production:
        return []
    problems = []
    if settings.SECRET_KEY in settings.INSECURE_KEYS or len(settings.SECRET_KEY) < 40:
        problems.append(Error("SECRET_KEY is missing, the default, or shorter than 40 characters.", id="portal.E001"))
    try:
        current_ring()
    except RingProblem as problem:
        problems.append(Error(f"KEY_RING_FILE: {problem}", id="portal.E002"))
    if (
        not ENV.allowed_hosts
        or "*" in ENV.allowed_hosts
        or set(ENV.allowed_hosts) <= {"localhost", "127.0.0.1", "[::1]"}
    ):
        problems.append(Error("ALLOWED_HOSTS must name the portal's own hosts.", id="portal.E003"))
    if settings.DEBUG:
        problems.append(Error("DEBUG must be off in production.", id="portal.E004"))
    if not ENV.database_url or not ENV.redis_url:
        problems.append(Error("DATABASE_URL and REDIS_URL must be set in production.", id="portal.E005"))
    if ENV.behind_tls_proxy is None:
        text = "BEHIND_TLS_PROXY must say where clients' addresses come from: 1 = the proxy's X-Forwarded-For, 0 = no proxy."
        problems.append(Error(text, id="portal.E007"))
    return problems


def refuse_unsafe_start() -> None:
    """Called when the web process starts: stops it with the list of errors."""
    errors = [message for message in run_checks(tags=[Tags.security]) if message.id.startswith("portal.E")]
    if errors:
        raise SystemExit("\n".join(str(message) for message in errors))


@register(Tags.database)
def database_locale(databases=None, **_kwargs):
    """Every database is made with the builtin C.UTF-8 locale: under ctype C, trigrams of Chinese names are silently
    empty, and other locales sort differently from machine to machine."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datlocprovider::text, datlocale, pg_encoding_to_char(encoding) FROM pg_database"
            " WHERE datname = current_database()"
        )
        found = cursor.fetchone()
    if found == ("b", "C.UTF-8", "UTF8"):
        return []
    hint = "CREATE DATABASE … LOCALE_PROVIDER builtin LOCALE 'C.UTF-8' ENCODING UTF8 TEMPLATE template0"
    return [Error(f"The database has locale {found}; the portal needs builtin C.UTF-8.", hint=hint, id="portal.E006")]


@register()
def papers(**_kwargs):
    """Papers need Pango and a Chinese font; without them they are print pages, or use the vendored font."""
    notes = []
    if pango_missing():
        packages = " ".join(pango_missing())
        notes.append(Warning(f"Papers are print pages, not PDF: install {packages}.", id="portal.W001"))
    if needs_vendored_font():
        message = "Noto Sans CJK is not on this machine: papers use the vendored Minbao Paper Sans, without the rarest characters."
        notes.append(Warning(message, hint="install fonts-noto-cjk", id="portal.W002"))
    return notes
