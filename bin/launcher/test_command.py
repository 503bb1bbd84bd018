"""bin/test [--full | --browser | --mutants] [arguments]: the tests, on a throw-away PostgreSQL and Redis of their own."""

import os
import signal
from pathlib import Path

from launcher import environment
from launcher.foreground import run_through
from launcher.layout import Layout
from launcher.locks import try_lock
from launcher.preparation import ensure_catalogues, ensure_key_ring
from launcher.servers import Servers
from launcher.speech import Refused, say
from launcher.stamps import Stamp, digest_of
from launcher.virtualenv import BROWSER, DEVELOPMENT, ensure_installed

QUICK, FULL, BROWSER_TESTS = "not browser and not fault and not load", "not browser", "browser and not load"
PROFILES = ("--full", "--browser", "--mutants")
SLOTS = 8
# pytest ended by itself: all passed, some failed, or none was found.
ORDERLY_ENDS = (0, 1, 5)


def run(layout: Layout, arguments: list[str]) -> int:
    """Run pytest and return its exit code; say at the end what this machine could not check."""
    profile = next((name for name in PROFILES if name in arguments), "")
    rest = [argument for argument in arguments if argument not in PROFILES]
    ensure_installed(layout, BROWSER if profile == "--browser" else DEVELOPMENT)
    slot = _free_slot(layout)
    servers = Servers.for_tests(layout)
    not_checked = layout.var / "test-not-checked.txt"
    not_checked.write_text("")
    with servers.running():
        urls = servers.urls(f"minbao_{slot}", redis_number=slot)
        ensure_key_ring(layout, servers)
        ensure_catalogues(layout, servers)
        env = environment.for_owner(layout, servers, **urls)
        if profile == "--mutants":
            return _mutants(layout, env, rest)
        env["HYPOTHESIS_PROFILE"] = "full" if profile == "--full" else "quick"
        code = _pytest(layout, slot, env, profile, rest)
        if profile == "--full" and code == 0 and not rest and not os.environ.get("CI"):
            code = _mutants(layout, env, [])
    _say_not_checked(not_checked)
    return code


def _mutants(layout: Layout, env: dict[str, str], arguments: list[str]) -> int:
    """Mutants of the rules, of some files every day (tests/mutants/): a score, which no run fails by."""
    env["HYPOTHESIS_PROFILE"] = "mutants"
    command = [str(layout.python), "-m", "tests.mutants", *arguments]
    return run_through(command, env, layout.root, polite=signal.SIGINT)


def pytest_options(profile: str, arguments: list[str]) -> list[str]:
    """The options before the caller's own; two processes unless one single test or another number is asked for."""
    marker = {"--full": FULL, "--browser": BROWSER_TESTS}.get(profile, QUICK)
    options = [] if any(argument.startswith("-m") for argument in arguments) else ["-m", marker]
    single = any("::" in argument for argument in arguments)
    own_number = any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    return options if single or own_number else [*options, "-n", "2"]


def _free_slot(layout: Layout) -> int:
    """A number no other run of this checkout uses now: it names the databases. The lock lasts as long as we live."""
    for slot in range(SLOTS):
        if try_lock(layout.run / f"test-{slot}.lock") is not None:
            return slot
    raise Refused(f"{SLOTS} runs of bin/test are under way in this folder; wait for one to end.")


def _pytest(layout: Layout, slot: int, env: dict[str, str], profile: str, arguments: list[str]) -> int:
    """Keep the test databases between runs while migrations and reference data are the same, and the last run ended."""
    stamp, digest = Stamp(layout.stamps, f"test-database-{slot}"), schema_digest(layout.root)
    reuse = ["--reuse-db"] if stamp.matches(digest) else ["--reuse-db", "--create-db"]
    stamp.clear()
    command = [str(layout.python), "-m", "pytest", *reuse, *pytest_options(profile, arguments), *arguments]
    # An interrupt, not a kill: pytest ends its own processes and fixtures before the servers go.
    code = run_through(command, env, layout.root, polite=signal.SIGINT)
    if code in ORDERLY_ENDS:
        stamp.write(digest)
    return code


def schema_digest(root: Path) -> str:
    """Changes with anything a test database is made from: migrations, models, reference data, requirements."""
    apps = sorted(file.parent for file in root.glob("*/__init__.py"))
    patterns = ("migrations/*.py", "**/models.py", "**/models/**/*.py", "**/*.toml", "**/*.csv", "**/*.json")
    files = {file for app in apps for pattern in patterns for file in app.glob(pattern)} | {root / "requirements.txt"}
    return digest_of(part for file in sorted(files) for part in (str(file.relative_to(root)), file))


def _say_not_checked(file: Path) -> None:
    lines = sorted(set(file.read_text().splitlines()) - {""})
    if lines:
        say("Not checked on this machine:" + "".join(f"{os.linesep}  - {line}" for line in lines))
