"""The desk's own sentences, in the customer's language."""

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache
def _sentences() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(files("handoff").joinpath("wording.yml").read_text("utf-8")))


def say(key: str, lang: str, **values: str) -> str:
    """The sentence `key` in Chinese, or in English for a customer who reads English."""
    return _sentences()[key]["en" if lang.startswith("en") else "zh"].format(**values)
