"""`make stop`: ends what `make run` started in another terminal."""

import os
import signal
import sys
import time

from scripts.paths import RUNNER_PID
from scripts.pid_file import holder

TIMEOUT_S = 15


def main() -> int:
    """Ask the supervisor to end and wait for it; exit code 1 if it does not."""
    pid = holder(RUNNER_PID)
    if pid is None:
        print("Nothing is running.")
        return 0
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        if holder(RUNNER_PID) is None:
            print("Stopped.")
            return 0
        time.sleep(0.2)
    print(f"Process {pid} did not end within {TIMEOUT_S} s.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
