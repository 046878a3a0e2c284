"""Processes of the desk, forked from one that has read its code already: reading it costs two thirds of a start."""

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess

_ENDS_WITHIN_S = 30
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["handoff.__main__"])


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[ForkServerProcess]:
    """`python -m handoff serve` with this environment and no other; it ends with the block."""
    process = _forks.Process(target=_serve, args=(dict(environment),))
    process.start()
    try:
        yield process
    finally:
        process.terminate()
        process.join(_ENDS_WITHIN_S)
        if process.is_alive():
            process.kill()
            raise TimeoutError("The desk did not end.")


def _serve(environment: Mapping[str, str]) -> None:
    from handoff.__main__ import main

    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["handoff", "serve"]
    main()
