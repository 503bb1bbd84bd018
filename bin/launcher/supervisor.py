"""Keeps the programs of the portal running: reports a death, starts again with growing pauses, stops all in order."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from launcher.layout import Layout
from launcher.process import last_lines, open_log, wrapped
from launcher.speech import Refused, say

# A program that ends within this many seconds of its first start would do so again: a person must look.
FIRST_SECONDS = 8.0
STEADY_SECONDS = 60.0
LONGEST_PAUSE = 60.0
LOOK_EVERY = 0.25
STOP_PATIENCE = 20.0


@dataclass(kw_only=True)
class Program:
    """One program to keep running. `failures` counts deaths since it last ran steadily."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    failures: int = 0
    proven: bool = False


def pause_after(failures: int) -> float:
    """Seconds to wait before the next start: 1, 2, 4, ... up to a minute."""
    return min(LONGEST_PAUSE, 2.0 ** max(0, failures - 1))


@dataclass
class Supervisor:
    """A set of programs, in the order of starting; they are stopped in the opposite order."""

    layout: Layout
    environment: Mapping[str, str]
    programs: list[Program]
    asked_to_stop: int = field(default=0)

    def start(self) -> None:
        """Start all, and from now on take Ctrl-C, SIGTERM and a closed terminal as a wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_wish)
        for program in self.programs:
            self._start(program)

    def watch(self, each_round: Callable[[], None]) -> None:
        """Look after the programs until asked to stop. Raises Refused when one ends as soon as it is started."""
        while not self.asked_to_stop:
            for program in self.programs:
                self._look_at(program)
            each_round()
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Ask all to end, last started first, and wait for each; a second wish to stop ends the waiting."""
        for program in reversed(self.programs):
            self._signal(program, signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE
        for program in reversed(self.programs):
            while self._runs(program) and time.monotonic() < deadline and self.asked_to_stop < 2:
                time.sleep(0.05)
            if self._runs(program):
                say(f"  {program.name} does not end by itself; killing it.")
            self._signal(program, signal.SIGKILL)
            if program.process:
                program.process.wait()

    def _note_wish(self, number: int, frame: object) -> None:
        self.asked_to_stop += 1

    def _start(self, program: Program) -> None:
        with open_log(self.layout, program.name) as log:
            program.process = subprocess.Popen(
                wrapped(program.command, "--die-with", str(os.getpid())),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(self.environment),
                cwd=self.layout.root,
                start_new_session=True,
            )
        program.started_at = time.monotonic()

    def _look_at(self, program: Program) -> None:
        if program.process is None:
            if time.monotonic() >= program.start_again_at:
                self._start(program)
            return
        age = time.monotonic() - program.started_at
        if (code := program.process.poll()) is not None:
            self._note_death(program, code, age)
        elif age > FIRST_SECONDS:
            program.proven = True
            if age > STEADY_SECONDS:
                program.failures = 0

    def _note_death(self, program: Program, code: int, age: float) -> None:
        self._signal(program, signal.SIGKILL)
        log = self.layout.log / f"{program.name}.log"
        end = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
        report = f"{program.name} ended ({end}); the end of {log}:\n{last_lines(self.layout, program.name)}"
        if not program.proven and age <= FIRST_SECONDS:
            raise Refused(f"{report}\nIt ended as soon as it was started, so everything is stopped.")
        program.failures += 1
        pause = pause_after(program.failures)
        say(f"{report}\n  starting it again in {pause:.0f} s")
        program.process, program.start_again_at = None, time.monotonic() + pause

    @staticmethod
    def _runs(program: Program) -> bool:
        return program.process is not None and program.process.poll() is None

    @staticmethod
    def _signal(program: Program, number: signal.Signals) -> None:
        """To the program; a killing blow goes to its whole group, so that no worker of it is left over."""
        if program.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if number == signal.SIGKILL:
                os.killpg(program.process.pid, number)
            else:
                program.process.send_signal(number)
