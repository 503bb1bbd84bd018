"""bin/up [--bind HOST:PORT]: the whole portal in the foreground, until Ctrl-C."""

import argparse
import os
import time
from collections.abc import Callable, Mapping

from launcher import address, environment
from launcher.layout import Layout, make_folder
from launcher.locks import sole
from launcher.preparation import has_command, prepare
from launcher.process import run_child
from launcher.servers import Servers
from launcher.speech import say
from launcher.supervisor import Program, Supervisor
from launcher.virtualenv import ensure_installed

QUEUES = ("counter", "bulk")
WEB_PROCESSES = 2
SERVERS_LOOKED_AT_EVERY = 5.0


def run(layout: Layout, arguments: list[str]) -> int:
    """Start everything, wait, stop everything."""
    parser = argparse.ArgumentParser(prog="bin/up", description="Starts the portal; Ctrl-C stops it.")
    parser.add_argument("--bind", metavar="HOST:PORT", help="where to listen (default 127.0.0.1:8000, or PORT)")
    host, port = address.chosen(parser.parse_args(arguments).bind)
    # The descriptor is the lock: kept open until this process ends.
    lock = sole(layout.run / "up.lock", f"process {os.getpid()}, http://{address.as_text(host, port)}/")
    try:
        address.check_free(host, port)
        ensure_installed(layout)
        servers = Servers.for_work(layout)
        say("Starting ...")
        with servers.running():
            prepare(layout, servers)
            _serve(layout, servers, host, port)
    finally:
        os.close(lock)
    say("Stopped.")
    return 0


def _serve(layout: Layout, servers: Servers, host: str, port: int) -> None:
    env = environment.for_app(layout, servers)
    supervisor = Supervisor(layout, env, programs(layout, host, port))
    supervisor.start()
    try:
        supervisor.watch(_each_round(layout, servers, env, host, port))
    finally:
        say("Stopping ...")
        supervisor.stop()


def programs(layout: Layout, host: str, port: int) -> list[Program]:
    """Web server, one worker per queue, and the clock, in the order of starting."""
    python = str(layout.python)
    celery = [python, "-m", "celery", "-A", "portal.celery:app"]
    schedule = layout.var / "beat"
    make_folder(schedule)
    web = [python, "-m", "gunicorn", "-c", "python:portal.web_server", "portal.wsgi"]
    web += ["--bind", address.as_text(host, port), "--workers", str(WEB_PROCESSES)]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    workers = [
        Program(
            name=f"worker-{queue}", command=[*celery, "worker", "-Q", queue, "-n", f"{queue}@%h", "-c", "1", *quiet]
        )
        for queue in QUEUES
    ]
    beat = [*celery, "beat", "--schedule", str(schedule / "schedule"), "--pidfile", "", "--loglevel", "INFO"]
    return [Program(name="web", command=web), *workers, Program(name="beat", command=beat)]


def _each_round(layout: Layout, servers: Servers, env: Mapping[str, str], host: str, port: int) -> Callable[[], None]:
    """What is done between two looks at the programs: greet once, and see that the private servers are up."""
    greeted, looked_at = False, time.monotonic()

    def act() -> None:
        nonlocal greeted, looked_at
        if not greeted and address.answers(host, port):
            greeted = True
            _greet(layout, env, host, port)
        if time.monotonic() - looked_at > SERVERS_LOOKED_AT_EVERY:
            looked_at = time.monotonic()
            servers.keep_running()

    return act


def _greet(layout: Layout, env: Mapping[str, str], host: str, port: int) -> None:
    say(f"\nMinbao runs at http://{address.as_text(host, port)}/   (logs: {layout.log}; Ctrl-C stops it)")
    if env["MINBAO_ENV"] == "development" and has_command(layout, "seed_demo"):
        command = [str(layout.python), "manage.py", "welcome"]
        shown = run_child(command, env, layout.root)
        say(shown.stdout if shown.returncode == 0 else "The demonstration log-ins could not be read.")
        if not address.is_loopback(host):
            say(
                f"Other machines can reach {host}, and everybody who reads this page knows the passwords above:\n"
                "use a demonstration that others can reach for synthetic people only, and stop it when it is over."
            )
