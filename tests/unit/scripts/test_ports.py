import socket
from contextlib import ExitStack

import pytest

from scripts import ports
from scripts.ports import free_port


@pytest.fixture(autouse=True)
def _untouched_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this process's own, other tests' servers may hold some."""
    monkeypatch.setattr(ports, "_FIRST", 9_800)
    monkeypatch.setattr(ports, "_SLICES", 1)


def test_a_port_is_chosen_once_and_never_one_that_is_taken() -> None:
    taken = free_port()
    with socket.socket() as server:
        server.bind(("127.0.0.1", taken))
        others = [free_port() for _ in range(99)]
    assert len({taken, *others}) == 100
    assert all(port < 32_768 for port in others)


def test_no_free_port_is_an_error() -> None:
    with ExitStack() as stack:
        for port in [free_port() for _ in range(100)]:
            stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
        with pytest.raises(OSError, match=r"No port from \d+ to \d+ is free"):
            free_port()
