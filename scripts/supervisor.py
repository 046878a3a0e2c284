"""Runs the programs of the Procfile side by side and starts again the one that dies; built on honcho.

Honcho by itself stops everything when one program ends. Here the desk has to stay up while the assistant is away.
"""

import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import IO, Any

from honcho.manager import KILL_WAIT, SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer
from honcho.process import Process

RESTART_PAUSE_S = 2.0
ORPHAN_CHECK_S = 1.0
TERMINAL_CHECK_S = 1.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOUD = re.compile(
    r"\b(WARNING|ERROR|CRITICAL|Traceback)\b|\"level\": ?\"(warning|error|critical)\"|\[(warning|error|critical) *\]"
)


class RestartingProcess(Process):  # type: ignore[misc]  # honcho is not typed
    """One program with its children: its own process group, started again until the supervisor stops."""

    def __init__(self, command: str, *, start: Event, stopping: Event, **options: Any) -> None:
        super().__init__(command, **options)
        self._start = start
        self._stopping = stopping

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        """Run inside a helper process of honcho's, which lives exactly as long as the program is wanted."""
        self._events = events
        if ignore_signals:
            for number in SIGNALS:
                signal.signal(number, signal.SIG_IGN)
        threading.Thread(target=self._watch, args=(os.getppid(),), daemon=True).start()
        self._start.wait()
        code = 0
        while not self._stopping.is_set():
            code = self._run_once()
            if self._stopping.is_set():
                break
            self._tell(f"ended with code {code}; starting it again in {RESTART_PAUSE_S:.0f} s")
            if self._stopping.wait(RESTART_PAUSE_S):
                break
        self._send_message({"returncode": code}, type="stop")

    def _run_once(self) -> int:
        """Start the program, pass on its output, and leave nothing of its process group behind when it ends."""
        self._child = child = self._child_ctor(self.cmd, env=self.env, cwd=self.cwd, preexec_fn=_hear_signals_again)
        self._send_message({"pid": child.pid}, type="start")
        if self._stopping.is_set():
            self._signal_group(signal.SIGTERM)
        for line in iter(child.stdout.readline, b""):
            self._send_message(line)
        child.stdout.close()
        code = int(child.wait())
        self._signal_group(signal.SIGKILL)
        return code

    def _watch(self, supervisor: int) -> None:
        """End the program when it is no longer wanted, and also when the supervisor was killed outright."""
        while not self._stopping.wait(ORPHAN_CHECK_S):
            if os.getppid() != supervisor:
                self._signal_group(signal.SIGKILL)
                os._exit(1)
        self._signal_group(signal.SIGTERM)
        time.sleep(KILL_WAIT)
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: int) -> None:
        if self._child is None:
            return
        try:
            os.killpg(self._child.pid, number)
        except ProcessLookupError:
            return  # The whole group has ended already, which is what was wanted.

    def _tell(self, text: str) -> None:
        self._events.put(Message("line", f"{self.name} {text}\n", self._clock.now(), SYSTEM_PRINTER_NAME, None))


class Supervisor(Manager):  # type: ignore[misc]  # honcho is not typed
    """Honcho's manager, except that only `terminate` or a signal ends it.

    Programs named in `waiting` start when `release` is called, the others at once.
    """

    def __init__(self, printer: Printer, *, waiting: Collection[str] = ()) -> None:
        super().__init__(printer)
        self._stopping = multiprocessing.Event()
        self._released = multiprocessing.Event()
        self._at_once = multiprocessing.Event()
        self._at_once.set()
        # A thread that starts a process of its own while the helper processes are being forked would hang: they would
        # inherit the pipe at whose end it waits. So threads wait for this first.
        self.launched = threading.Event()
        self._waiting = waiting
        self._process_ctor = self._make_process

    def loop(self) -> None:
        """Run until SIGINT, SIGTERM or SIGHUP (a closed terminal), then until every program has ended."""
        signal.signal(signal.SIGHUP, _treat_as_sigterm)
        if sys.stdout.isatty():
            threading.Thread(target=_end_with_terminal, daemon=True).start()
        try:
            super().loop()
        finally:
            self.terminate()

    def terminate(self) -> None:
        """Make all programs end: each helper process asks its own first and kills what is left after five seconds."""
        self._stopping.set()
        self._released.set()

    @property
    def stopping(self) -> bool:
        """Whether the programs were asked to end."""
        return self._stopping.is_set()

    def release(self) -> None:
        """Start the programs that were waiting."""
        self._released.set()

    def say(self, text: str) -> None:
        """Print a message of the supervisor's own, in order with the programs' output; safe from any thread."""
        self.events.put(Message("line", text + "\n", self._clock.now(), SYSTEM_PRINTER_NAME, None))

    def _start(self) -> None:
        super()._start()
        self.launched.set()

    def _make_process(self, command: str, name: str, **options: Any) -> RestartingProcess:
        start = self._released if name in self._waiting else self._at_once
        return RestartingProcess(command, name=name, start=start, stopping=self._stopping, **options)

    def _all_started(self) -> bool:
        """A program that was stopped while it waited never tells honcho that it started."""
        return self._stopping.is_set() or bool(super()._all_started())


class LogPrinter(Printer):  # type: ignore[misc]  # honcho is not typed
    """Keeps each program's whole output in var/log/<program>.log and, unless verbose, shows only warnings and errors."""

    def __init__(self, folder: Path, *, verbose: bool) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._verbose = verbose
        self._files: dict[str, IO[str]] = {}
        self._loud: dict[str, bool] = {}
        # A step that is being counted in place is drawn again within a second.
        self._clear_line = "\r\033[K" if sys.stdout.isatty() else ""

    def write(self, message: Message) -> None:
        """Called by honcho for each line of output."""
        text = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        if message.name != SYSTEM_PRINTER_NAME:
            self._file(message.name).write(text)
            if not self._verbose and not self._is_loud(message.name, text):
                return
        with suppress(OSError):  # A terminal that was closed must not keep us from stopping what runs in it.
            self._show(message, text)

    def _show(self, message: Message, text: str) -> None:
        print(self._clear_line, end="")
        if message.name == SYSTEM_PRINTER_NAME:
            print(text, end="", flush=True)
        else:
            super().write(message)

    def _is_loud(self, name: str, text: str) -> bool:
        """Indented lines belong to the line before them, as in a stack trace."""
        if not text.startswith((" ", "\t")):
            self._loud[name] = bool(LOUD.search(text))
        return self._loud.get(name, False)

    def _file(self, name: str) -> IO[str]:
        if name not in self._files:
            self._files[name] = (self._folder / f"{name}.log").open("w", encoding="utf-8", buffering=1)
        return self._files[name]


def _end_with_terminal() -> None:
    """Only a shell passes SIGHUP on to us; `make run` as the terminal's one command keeps it to itself."""
    while os.isatty(sys.stdout.fileno()):
        time.sleep(TERMINAL_CHECK_S)
    os.kill(os.getpid(), signal.SIGTERM)


def _hear_signals_again() -> None:
    """The helper process ignores these signals, and a program would inherit that."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def _treat_as_sigterm(_number: int, _frame: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
