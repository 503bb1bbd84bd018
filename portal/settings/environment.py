"""The one typed reading of the environment. Every variable the portal knows stands in `Environment`, and in .env.example."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parents[2]
INSECURE_SECRET_KEY = "insecure-development-key-never-use-in-production"


class EnvironmentProblem(Exception):
    """A variable holds something the portal cannot use; the message names the variable and what is allowed."""


def _text(raw: str) -> str:
    return raw


def _flag(raw: str) -> bool:
    allowed = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
    try:
        return allowed[raw.strip().lower()]
    except KeyError:
        raise ValueError("allowed: 1, true, yes, 0, false, no") from None


def _told_flag(raw: str) -> bool | None:
    """A flag that must be said: None when nothing was."""
    return None if not raw.strip() else _flag(raw)


def _words(raw: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in raw.split(",") if word.strip())


def _positive(raw: str) -> int:
    number = int(raw)
    if number <= 0:
        raise ValueError("allowed: a whole number above 0")
    return number


def _one_of(*choices: str):
    def read(raw: str) -> str:
        if raw not in choices:
            raise ValueError(f"allowed: {', '.join(choices)}")
        return raw

    return read


def _mail_url(raw: str) -> str:
    if raw and urlsplit(raw).scheme not in ("smtp", "smtps", "smtp+tls"):
        raise ValueError("allowed: empty, or smtp://, smtps:// or smtp+tls:// with user:password@host:port")
    return raw


def _address(raw: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", raw):
        raise ValueError("allowed: one e-mail address")
    return raw


def _public_address(raw: str) -> str:
    if raw and not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?", raw):
        raise ValueError("allowed: empty, or https:// and a host, as clients type it")
    return raw.rstrip("/")


READERS = {
    "MINBAO_ENV": (_one_of("development", "production"), "development"),
    "MINBAO_VAR": (_text, str(BASE_DIR / "var")),
    "DEBUG": (_flag, "0"),
    "SECRET_KEY": (_text, INSECURE_SECRET_KEY),
    "KEY_RING_FILE": (_text, ""),
    "ALLOWED_HOSTS": (_words, "localhost,127.0.0.1,[::1]"),
    "CSRF_TRUSTED_ORIGINS": (_words, ""),
    "BEHIND_TLS_PROXY": (_told_flag, ""),
    "DATABASE_URL": (_text, ""),
    "DATABASE_POOL": (_flag, "1"),
    "REPLICA_URL": (_text, ""),
    "REPLICA_SECONDS": (_positive, "30"),
    "APP_DATABASE_ROLE": (_text, "minbao_app"),
    "REDIS_URL": (_text, ""),
    "IDLE_MINUTES": (_positive, "15"),
    "SESSION_HOURS": (_positive, "12"),
    "SESSIONS_PER_ACCOUNT": (_positive, "3"),
    "LOOK_UPS_PER_HOUR": (_positive, "60"),
    "MISSES_PER_HOUR": (_positive, "15"),
    "ENQUIRIES_PER_HOUR": (_positive, "60"),
    "ENQUIRY_MISSES_PER_HOUR": (_positive, "20"),
    "PUBLIC_READINGS_PER_HOUR": (_positive, "300"),
    "PUBLIC_ADDRESS": (_public_address, ""),
    "PROOF_MINUTES": (_positive, "10"),
    "ACCOUNT_CODE_HOURS": (_positive, "72"),
    "PLACE_FOLDERS": (_words, ""),
    "LOG_LEVEL": (_one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    "UPLOAD_MEGABYTES": (_positive, "10"),
    "MAIL_URL": (_mail_url, ""),
    "MAIL_FROM": (_address, "minbao@localhost"),
}


@dataclass(frozen=True, kw_only=True)
class Environment:
    """All settings that differ between machines."""

    minbao_env: str
    minbao_var: str
    debug: bool
    secret_key: str
    key_ring_file: str
    allowed_hosts: tuple[str, ...]
    csrf_trusted_origins: tuple[str, ...]
    behind_tls_proxy: bool | None
    database_url: str
    database_pool: bool
    replica_url: str
    replica_seconds: int
    app_database_role: str
    redis_url: str
    idle_minutes: int
    session_hours: int
    sessions_per_account: int
    look_ups_per_hour: int
    misses_per_hour: int
    enquiries_per_hour: int
    enquiry_misses_per_hour: int
    public_readings_per_hour: int
    public_address: str
    proof_minutes: int
    account_code_hours: int
    place_folders: tuple[str, ...]
    log_level: str
    upload_megabytes: int
    mail_url: str
    mail_from: str

    @property
    def production(self) -> bool:
        return self.minbao_env == "production"

    @property
    def var(self) -> Path:
        return Path(self.minbao_var)


def read_environment(source: dict[str, str] | None = None) -> Environment:
    """Read and check every variable. Raises EnvironmentProblem naming the variable."""
    source = os.environ if source is None else source
    values = {}
    for name, (reader, default) in READERS.items():
        try:
            values[name.lower()] = reader(source.get(name, default))
        except ValueError as problem:
            raise EnvironmentProblem(f"{name}: {problem}") from None
    if not values["key_ring_file"]:
        values["key_ring_file"] = str(Path(values["minbao_var"]) / "keys" / "ring.json")
    return Environment(**values)


def mail_settings(url: str, folder: Path) -> dict:
    """Django's settings for outgoing mail: the server of a URL, or files in a folder when there is none."""
    if not url:
        return {"EMAIL_BACKEND": "portal.mail_files.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }
