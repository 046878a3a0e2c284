"""The lean parts give what Rasa's own give; the trained assistant is the judge."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List

import pytest
from aiohttp import web
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine import loader
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.action_server import DOMAIN_UNKNOWN, LeanRemoteAction
from bot.graph_runner import OrderedGraphRunner
from bot.rule_policy import RecentRulePolicy

ROOT = Path(__file__).resolve().parents[2]
EXECUTION = ExecutionContext(GraphSchema({}), "model")
TEXTS = ("到哪了", "73100000000011", "如东送不送", "快递丢了，怎么赔", "？？？")


@pytest.fixture(scope="module")
def ways_to_run(model: str, tmp_path_factory: pytest.TempPathFactory) -> List[Any]:
    """The model and how it runs: by Rasa's scheduler and by ours."""
    return [
        loader.load_predict_graph_runner(tmp_path_factory.mktemp("model"), Path(model), LocalModelStorage, runner)
        for runner in (DaskGraphRunner, OrderedGraphRunner)
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_a_model_runs_the_same_without_a_scheduler(ways_to_run: List[Any], text: str) -> None:
    found = []
    for metadata, graph in ways_to_run:
        tracker = DialogueStateTracker.from_events("c1", [], metadata.domain.slots)
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
        (message,) = graph.run(inputs=dict(inputs), targets=[metadata.nlu_target])[metadata.nlu_target]
        tracker.update(UserUttered(text, message.get("intent")))
        decided = graph.run(inputs={PLACEHOLDER_TRACKER: tracker}, targets=[metadata.core_target])
        found.append((message.get("intent"), message.get("entities"), decided[metadata.core_target].probabilities))

    assert found[0] == found[1]


def test_the_recent_states_decide_as_the_whole_history(agent: Any) -> None:
    rules = next(
        node._component
        for node in agent.processor.graph_runner._instantiated_nodes.values()
        if isinstance(node._component, RulePolicy)
    )
    policies = [
        policy(dict(rules.config), None, Resource("rules"), EXECUTION, rules.featurizer, rules.lookup)
        for policy in (RulePolicy, RecentRulePolicy)
    ]
    tracker = DialogueStateTracker.from_events("c1", [], agent.domain.slots)
    for event in _every_intent_and_form(agent.domain):
        tracker.update(event, agent.domain)
        whole, recent = (policy.predict_action_probabilities(tracker, agent.domain) for policy in policies)
        assert recent.probabilities == whole.probabilities
        assert [type(one) for one in recent.events] == [type(one) for one in whole.events]
        assert recent.is_end_to_end_prediction == whole.is_end_to_end_prediction


def _every_intent_and_form(domain: Domain) -> List[Any]:
    events: List[Any] = [ActionExecuted("action_session_start"), ActionExecuted("action_listen")]
    for intent in domain.intents:
        events += [UserUttered("x", {"name": intent, "confidence": 1.0}), ActionExecuted("action_listen")]
        events += [SlotSet("claim_assessed", intent < "m")]
    for form in domain.form_names:
        events += [UserUttered("x", {"name": "inform", "confidence": 1.0}), ActionExecuted(form), ActiveLoop(form)]
        events += [ActionExecuted("action_listen"), UserUttered("x", {"name": "thank", "confidence": 1.0})]
        events += [ActionExecuted("utter_thank"), ActiveLoop(None), SlotSet("requested_slot", None)]
    return events


class Actions:
    """An action server that remembers what it was sent and, like rasa-sdk, keeps the domain."""

    def __init__(self, answer: Any) -> None:
        self.calls: List[Dict[str, Any]] = []
        self.connections: set = set()
        self._answer, self._digest = answer, ""

    async def webhook(self, request: web.Request) -> web.Response:
        call = await request.json()
        self.calls.append(call)
        self.connections.add(request.transport)
        if "domain" not in call and call["domain_digest"] != self._digest:
            return web.json_response({"action_name": call["next_action"]}, status=DOMAIN_UNKNOWN)
        self._digest = call["domain_digest"]
        return web.json_response(self._answer)


def served(actions: Actions, talk: Callable[[EndpointConfig], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        app = web.Application()
        app.router.add_post("/webhook", actions.webhook)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        try:
            return await talk(EndpointConfig(f"http://127.0.0.1:{port}/webhook"))
        finally:
            await runner.cleanup()

    return asyncio.run(run())


DOMAIN = Domain.from_yaml('version: "3.1"\nactions: [action_track]')


async def call(action: RemoteAction) -> Any:
    ranking = [{"name": "track_parcel", "confidence": 0.9}]
    said = UserUttered("到哪了", ranking[0], [], {"intent": ranking[0], "intent_ranking": ranking, "entities": []})
    tracker = DialogueStateTracker.from_events("c1", [said], DOMAIN.slots)
    return await action.run(CollectingOutputChannel(), TemplatedNaturalLanguageGenerator({}), tracker, DOMAIN)


def test_the_domain_is_sent_once_and_the_connection_kept() -> None:
    actions = Actions({"events": [{"event": "slot", "name": "waybill", "value": "1"}], "responses": [{"text": "好"}]})

    async def talk(endpoint: EndpointConfig) -> Any:
        return [await call(LeanRemoteAction("action_track", endpoint)) for _ in range(3)]

    results = served(actions, talk)

    assert ["domain" in one for one in actions.calls] == [False, True, False, False]
    assert len(actions.connections) == 1
    assert [(answer.text, slot.key) for answer, slot in results] == [("好", "waybill")] * 3


def test_an_action_server_that_restarted_gets_the_domain_again() -> None:
    actions = Actions({"events": [], "responses": []})

    async def talk(endpoint: EndpointConfig) -> None:
        await call(LeanRemoteAction("action_track", endpoint))
        actions._digest = ""
        await call(LeanRemoteAction("action_track", endpoint))

    served(actions, talk)

    assert ["domain" in one for one in actions.calls] == [False, True, False, True]


def test_the_latest_message_keeps_its_ranking() -> None:
    actions = Actions({"events": [], "responses": []})

    served(actions, lambda endpoint: call(LeanRemoteAction("action_track", endpoint)))

    tracker = actions.calls[-1]["tracker"]
    assert len(tracker["latest_message"]["intent_ranking"]) == 1
    assert tracker["events"][0]["parse_data"]["intent_ranking"] == []
    assert tracker["events"][0]["text"] == "到哪了"


@pytest.mark.parametrize("answer", [{"events": "x"}, {"events": ["x"]}, {"responses": {}}])
def test_an_answer_of_the_wrong_form_is_an_error(answer: Any) -> None:
    with pytest.raises(RasaException):
        served(Actions(answer), lambda endpoint: call(LeanRemoteAction("action_track", endpoint)))


LAUNCH = """
from bot.without_tensorflow import import_rasa
import_rasa()
import sys
from bot.lean import apply
apply(); apply()
assert "jax" not in sys.modules, "TensorFlow was imported after all"
from rasa.core.agent import Agent
import asyncio
print(asyncio.run(Agent.load(sys.argv[1]).parse_message("到哪了"))["intent"]["name"])
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
import tensorflow as tf
try:
    tf.keras.layers.Dense(3)
except RuntimeError as error:
    print(error)
"""


def test_the_launcher_runs_the_model_without_tensorflow(model: str) -> None:
    done = subprocess.run([sys.executable, "-c", LAUNCH, model], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "track_parcel" in done.stdout
    assert "needs TensorFlow" in done.stdout
