from pathlib import Path

import pytest

from scripts.process_environment import port_of, process_environment


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DESK_PORT=8100\nBOT_TOKEN=from-file\n")
    environment = process_environment({"DESK_PORT": "8200"}, tmp_path / ".env")
    assert environment["DESK_PORT"] == "8200"
    assert environment["BOT_TOKEN"] == "from-file"


def test_addresses_follow_from_the_ports(tmp_path: Path) -> None:
    environment = process_environment({"BOT_PORT": "5105", "ACTIONS_PORT": "5155"}, tmp_path / "none")
    assert environment["BOT_URL"] == "http://127.0.0.1:5105"
    assert environment["ACTION_ENDPOINT_URL"] == "http://127.0.0.1:5155/webhook"
    assert environment["DESK_URL"] == "http://127.0.0.1:8000"
    assert environment["PUBLIC_URL"] == "http://localhost:8000"
    assert environment["DESK_PORT"] == "8000"


def test_address_that_is_set_is_kept(tmp_path: Path) -> None:
    environment = process_environment({"BOT_URL": "http://rasa:5005", "BOT_PORT": "5105"}, tmp_path / "none")
    assert environment["BOT_URL"] == "http://rasa:5005"


@pytest.mark.parametrize("value", ["80a", "-1", "0", "65536", "8000 "])
def test_port_that_is_none_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="DESK_PORT must be a number between 1 and 65535"):
        port_of("desk", {"DESK_PORT": value})
