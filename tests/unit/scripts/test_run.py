import socket

import pytest

from handoff import seed
from scripts.ports import free_port
from scripts.run import LOGINS, banner, check_ports
from scripts.steps import StepFailed


def test_free_ports_pass() -> None:
    check_ports({name: str(free_port()) for name in ("DESK_PORT", "BOT_PORT", "ACTIONS_PORT")})


def test_taken_port_is_named_with_a_way_out() -> None:
    environment = {"DESK_PORT": str(free_port()), "ACTIONS_PORT": str(free_port())}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StepFailed) as failure:
            check_ports({**environment, "BOT_PORT": str(port)})
    assert f"Port {port}, on which bot should listen, is taken" in str(failure.value)
    assert f"BOT_PORT={port + 1}" in str(failure.value) or port == 65535


def test_banner_names_both_pages_and_the_logins() -> None:
    text = banner(
        {"DESK_PORT": "8123", "DEMO_AGENT_PASSWORD": "agent-word", "DEMO_SUPERVISOR_PASSWORD": "boss-word"}, 12.4
    )
    assert "http://localhost:8123/\n" in text
    assert "http://localhost:8123/console/" in text
    assert "agent-word" in text
    assert "boss-word" in text


def test_banner_without_demo_passwords_has_no_logins() -> None:
    assert "Demo logins" not in banner({}, 1)


def test_logins_are_those_that_the_seed_makes() -> None:
    agents, supervisor = [name for name, _ in seed._AGENTS], seed._SUPERVISOR[0]
    assert dict.fromkeys(agents, "DEMO_AGENT_PASSWORD") | {supervisor: "DEMO_SUPERVISOR_PASSWORD"} == LOGINS
