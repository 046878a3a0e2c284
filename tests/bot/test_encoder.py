"""What messages mean, as vectors."""

from pathlib import Path

import numpy as np
import pytest

from bot import encoder
from bot.encoder import DIMENSIONS, vector, vectors


def test_what_means_the_same_is_near_and_what_does_not_is_farther() -> None:
    lost, gone, price = vector("我的快递丢了"), vector("包裹不见了"), vector("寄到北京多少钱")

    assert lost @ gone > lost @ price
    assert np.linalg.norm(lost) == pytest.approx(1, abs=1e-3)


def test_ways_of_typing_make_no_difference() -> None:
    assert (vector("快遞到哪裡了") == vector("快递到哪里了")).all()


@pytest.mark.parametrize("text", ["", " ", "\ud800坏", "前\x00后", "长" * 5000, "😡" * 300])
def test_any_text_has_a_vector(text: str) -> None:
    assert vector(text).shape == (DIMENSIONS,)
    assert np.isfinite(vector(text)).all()


def test_stored_vectors_are_not_computed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "made" / "vectors.npz"
    first = vectors(["到哪了", "多少钱", "到哪了"], store)
    monkeypatch.setattr(encoder, "_engine", lambda: pytest.fail("The store has them."))

    assert (vectors(["多少钱", "到哪了"], store) == first[[1, 0]]).all()


def test_a_few_more_are_added_to_the_store(tmp_path: Path) -> None:
    store = tmp_path / "vectors.npz"
    vectors(["到哪了"], store)
    both = vectors(["到哪了", "转人工"], store)

    assert both[1] @ vector("转人工") == pytest.approx(1, abs=1e-2)


def test_a_damaged_store_is_made_again(tmp_path: Path) -> None:
    store = tmp_path / "vectors.npz"
    store.write_bytes(b"half a file")

    assert vectors(["到哪了"], store).shape == (1, DIMENSIONS)
