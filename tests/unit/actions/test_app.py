"""The action server and domain.yml know the same actions, and the server speaks Rasa's protocol."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from sanic import Sanic

from actions.app import create_app, make_actions
from actions.services import Services
from actions.settings import ActionSettings
from tests.unit.actions.conftest import IN_TRANSIT


def test_the_domain_names_exactly_our_actions(services: Services, domain: dict[str, Any]) -> None:
    ours = sorted(action.name() for action in make_actions(services))

    assert ours == sorted(domain["actions"])


@pytest.fixture
async def address(services: Services) -> AsyncIterator[str]:
    Sanic.test_mode = True
    app = create_app(services)
    server = await app.create_server(host="127.0.0.1", port=0, return_asyncio_server=True, access_log=False)
    assert server is not None
    await server.startup()
    yield f"http://127.0.0.1:{server.server.sockets[0].getsockname()[1]}"
    await server.close()
    Sanic.unregister_app(app)


@pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
async def test_an_action_call_is_answered(address: str, domain: dict[str, Any]) -> None:
    call = {
        "next_action": "action_track",
        "sender_id": "c1",
        "domain": domain,
        "version": "3.6.21",
        "tracker": {
            "sender_id": "c1",
            "slots": {"waybill": IN_TRANSIT},
            "latest_message": {"text": IN_TRANSIT, "intent": {"name": "inform"}, "entities": []},
            "events": [{"event": "user", "text": IN_TRANSIT, "message_id": "c1:1", "metadata": {"lang": "zh-CN"}}],
            "active_loop": {},
        },
    }
    async with httpx.AsyncClient(base_url=address) as client:
        answer = await client.post("/webhook", json=call)

    assert answer.status_code == 200
    assert [one["response"] for one in answer.json()["responses"]] == ["utter_track_in_transit"]


def test_the_secret_has_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERNAL_TOKEN", raising=False)

    with pytest.raises(ValidationError, match="internal_token"):
        ActionSettings(_env_file=None)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERNAL_TOKEN", "secret")
    monkeypatch.setenv("ACTIONS_PORT", "6055")

    settings = ActionSettings(_env_file=None)

    assert (settings.actions_port, settings.actions_host) == (6055, "127.0.0.1")
    assert "secret" not in repr(settings)
