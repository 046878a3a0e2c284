"""Rasa itself finds nothing wrong with domain and data: no intent without examples, no rule against another."""

import subprocess
import sys

FILES = ["--config", "config.yml", "--domain", "domain.yml", "--data", "data"]


def test_domain_and_data_are_valid() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate", *FILES],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
