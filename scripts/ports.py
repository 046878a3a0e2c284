"""Free ports of this machine."""

import socket


def free_port() -> int:
    """A port that is free until somebody takes it, normally the program that is started with it a moment later."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
