"""The carrier's system fails while customers ask: the real action server, the real desk, a carrier over HTTP. No mocks."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import yaml

from courier.storage.migrate import migrate
from handoff.calling import http_client
from scripts.paths import ROOT
from scripts.ports import free_port
from tests.functional.courier.servers import base
from tests.functional.courier.servers.base import Reply
from tests.functional.courier.servers.zto import APP_KEY, APP_SECRET, ZtoServer, event
from tests.functional.server.conftest import SECRET, RunningDesk
from tests.functional.server.test_failures import conversation_of
from tests.waiting import eventually

DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))


@dataclass
class Actions:
    """The action server, and one customer's conversation at the desk; it is called as the assistant calls it."""

    url: str
    conversation_id: str
    log: Path
    slots: dict[str, Any] = field(default_factory=dict)

    async def answer(self, text: str, action: str = "action_track") -> list[str]:
        """The names of the responses, with the slots kept as Rasa keeps them."""
        said = {"text": text, "intent": {"name": "track_parcel", "confidence": 0.9}, "entities": []}
        event = {
            "event": "user",
            "text": text,
            "message_id": f"{self.conversation_id}:1",
            "metadata": {"lang": "zh-CN"},
        }
        tracker = {"sender_id": self.conversation_id, "slots": self.slots, "latest_message": said, "events": [event]}
        call = {"next_action": action, "sender_id": self.conversation_id, "domain": DOMAIN, "version": "3.6.21"}
        async with http_client(timeout=20) as client:
            answer = await client.post(f"{self.url}/webhook", json={**call, "tracker": {**tracker, "active_loop": {}}})
        answer.raise_for_status()
        self.slots |= {one["name"]: one["value"] for one in answer.json()["events"] if one["event"] == "slot"}
        return [str(one["response"]) for one in answer.json()["responses"]]

    async def is_alive(self) -> bool:
        async with http_client() as client:
            try:
                return (await client.get(f"{self.url}/health")).is_success
            except httpx.TransportError:
                return False


@pytest.fixture
def waybill() -> str:
    """A parcel of this test alone: what others recorded about theirs would be found."""
    return f"73{uuid4().int % 10**12:012}"


@pytest.fixture
def carrier(waybill: str) -> Iterator[ZtoServer]:
    with ZtoServer() as server:
        server.asks_for_tail = False
        server.parcels[waybill] = [
            event(f"{datetime.now(UTC):%Y-%m-%d} 00:00", "到件", "南京中转部", "南京市", "江苏省")
        ]
        yield server


@pytest.fixture
async def actions(desk: RunningDesk, carrier: ZtoServer, waybill: str, tmp_path: Path) -> AsyncIterator[Actions]:
    sender, port, log = uuid4().hex, free_port(), tmp_path / "actions.log"
    records = f"sqlite+aiosqlite:///{tmp_path}/courier.db"
    await migrate(records)
    async with desk.client() as client:
        await client.post("/channels/rest/webhook", json={"sender": sender, "message": f"{waybill}到哪了"})
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        "ACTIONS_PORT": str(port),
        "DESK_URL": desk.url,
        "INTERNAL_TOKEN": SECRET,
        "COURIER_DATABASE_URL": records,
        "TRACKING_SOURCE": "zto",
        "TRACKING_TIMEOUT_S": "1",
        "ZTO_APP_KEY": APP_KEY,
        "ZTO_APP_SECRET": APP_SECRET,
        "ZTO_API_URL": carrier.url,
    }
    with _running(environment, log):
        running = Actions(f"http://127.0.0.1:{port}", await conversation_of(desk, sender), log, {"waybill": waybill})
        assert await eventually(running.is_alive, within_s=60)
        yield running


@contextmanager
def _running(environment: dict[str, str], log: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "actions"]
    with log.open("wb") as output, subprocess.Popen(command, env=environment, stdout=output, stderr=output) as process:
        try:
            yield
        finally:
            process.terminate()


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        pytest.param(base.SERVER_ERROR, "broken", id="500"),
        pytest.param(base.HTML, "bad_answer", id="html"),
        pytest.param(base.SLOW, "timeout", id="slow"),
    ],
)
async def test_the_customer_gets_an_enquiry_with_a_promise_and_later_the_answer(
    actions: Actions, desk: RunningDesk, carrier: ZtoServer, trouble: Reply, outcome: str
) -> None:
    carrier.fails(trouble)
    assert await actions.answer("到哪了") == ["utter_track_unavailable"]
    assert await actions.answer("到哪了") == ["utter_track_in_transit"]
    assert await actions.answer("到哪了") == ["utter_track_in_transit", "utter_track_as_of"]

    async with desk.client(SECRET) as internal:
        cases = (await internal.get("/internal/cases", params={"conversation_id": actions.conversation_id})).json()
    assert [(case["kind"], case["waybill"], case["details"]["status"]) for case in cases] == [
        ("enquiry", actions.slots["waybill"], "unavailable")
    ]
    assert [promise["state"] for promise in await _promises(desk, actions)] == ["open"]
    log = actions.log.read_text("utf-8")
    assert f"outcome={outcome}" in log
    assert actions.slots["waybill"] not in log


async def test_a_refused_signature_is_the_operators_matter_and_not_the_customers(
    actions: Actions, carrier: ZtoServer
) -> None:
    carrier.refusal = "S211"
    assert await actions.answer("到哪了") == ["utter_track_unavailable"]
    assert "check ZTO_APP_SECRET" in actions.log.read_text("utf-8")


def test_actions_without_the_sources_secret_do_not_start() -> None:
    keep = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = {**keep, "INTERNAL_TOKEN": SECRET, "TRACKING_SOURCE": "kuaidi100", "KUAIDI100_CUSTOMER": "c"}
    refused = subprocess.run(
        [sys.executable, "-m", "actions"], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert refused.returncode == 2
    assert "KUAIDI100_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr


async def _promises(desk: RunningDesk, actions: Actions) -> list[dict[str, Any]]:
    path = f"/api/v1/conversations/{actions.conversation_id}/packet"
    async with desk.client(await desk.login("zhuguan")) as supervisor:
        answer = await supervisor.get(path)
    promises: list[dict[str, Any]] = answer.raise_for_status().json()["promises"]
    return promises
