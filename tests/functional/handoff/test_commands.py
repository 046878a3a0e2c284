"""`python -m handoff agent` makes people who can log in; no command starts with what is wrong."""

import subprocess
import sys

import pytest

from handoff.errors import WrongCredentials
from tests.functional.handoff.conftest import SECRET, Desk


def make_agent(url: str, password: str) -> "subprocess.CompletedProcess[str]":
    secrets = dict.fromkeys(("SECRET_KEY", "INTERNAL_TOKEN", "BOT_TOKEN"), SECRET.get_secret_value())
    command = [sys.executable, "-m", "handoff", "agent", "meihua", "--name", "梅花"]
    environment = secrets | {"DATABASE_URL": url}
    return subprocess.run(command, env=environment, input=f"{password}\n", text=True, capture_output=True, check=False)


async def test_the_new_agent_can_log_in(desk: Desk, migrated_url: str) -> None:
    assert make_agent(migrated_url, "a-long-password").stdout == "meihua can log in now.\n"
    _, me = await desk.services.agents.login("meihua", "a-long-password")
    assert (me.display_name, me.role) == ("梅花", "agent")


async def test_a_short_password_is_refused(desk: Desk, migrated_url: str) -> None:
    refused = make_agent(migrated_url, "short")
    assert (refused.returncode, "at least 10 characters" in refused.stderr) == (1, True)
    with pytest.raises(WrongCredentials):
        await desk.services.agents.login("meihua", "short")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"OUTLET_CHANNEL": "webhook"}, "needs OUTLET_WEBHOOK_URL"),
        ({"FACTS_DIR": "nowhere"}, "The facts are wrong: nowhere"),
    ],
)
def test_what_is_wrong_is_named_before_anything_starts(wrong: dict[str, str], named: str) -> None:
    secrets = dict.fromkeys(("SECRET_KEY", "INTERNAL_TOKEN", "BOT_TOKEN"), SECRET.get_secret_value())
    command = [sys.executable, "-m", "handoff", "serve"]
    environment = secrets | wrong
    refused = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    assert (refused.returncode, named in refused.stderr) == (2, True)
