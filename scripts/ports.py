"""Free ports of this machine."""

import itertools
import os
import socket

# Below those that systems give to outgoing connections, which would take a port between its choice and its use.
_FIRST, _SLICES, _SLICE = 10_000, 220, 100
_offsets = itertools.cycle(range(_SLICE))


def free_port() -> int:
    """A port that is free until the program that it is for takes it; processes that run at once choose from different ones.

    Raises OSError where all of them are taken.
    """
    first = _FIRST + os.getpid() % _SLICES * _SLICE
    for offset in itertools.islice(_offsets, _SLICE):
        if _is_free(first + offset):
            return first + offset
    raise OSError(f"No port from {first} to {first + _SLICE - 1} is free.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
