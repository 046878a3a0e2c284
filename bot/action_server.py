"""Calls of the action server over one kept connection, with the domain sent once instead of each time."""

import asyncio
import hashlib
import json as json_format
from types import TracebackType
from typing import Any, Dict, Optional, Text, Type
from weakref import WeakKeyDictionary

import aiohttp
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.action_call import body

DOMAIN_UNKNOWN = 449
# Shorter than the action server keeps idle connections, so that it is never the one to close them.
KEEP_ALIVE_S = 10


class ActionServer(EndpointConfig):
    """The action server as an endpoint that remembers its connection and the domain's digest.

    The digest is rasa-sdk's own protocol: an action server that does not know it asks for the domain with status 449.
    """

    def __init__(self, endpoint: EndpointConfig) -> None:
        """Takes over the settings of the endpoint."""
        vars(self).update(vars(endpoint))
        self._sessions: "WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.ClientSession]" = WeakKeyDictionary()
        self._domain: Optional[Dict[Text, Any]] = None
        self._digest = ""

    def session(self) -> Any:
        """The one session of this event loop, which stays open after use."""
        loop = asyncio.get_running_loop()
        if loop not in self._sessions:
            self._sessions[loop] = aiohttp.ClientSession(
                headers=self.headers,
                auth=aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"])
                if self.basic_auth
                else None,
                timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
                connector=aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_S),
            )
        return _Borrowed(self._sessions[loop])

    async def request(self, *words: Any, json: Any = None, **settings: Any) -> Any:
        """Sends the call without the domain, and again with it if the action server does not know it yet."""
        if not isinstance(json, dict) or "domain" not in json:
            return await self._send(*words, json=json, **settings)
        domain, events = json.pop("domain"), json["tracker"]["events"]
        call = {**json, "domain_digest": self._digest_of(domain)}
        try:
            return await self._send(*words, data=body(call, events), **settings)
        except ClientResponseError as error:
            if error.status != DOMAIN_UNKNOWN:
                raise
        return await self._send(*words, data=body({**call, "domain": domain}, events), **settings)

    async def _send(self, *words: Any, **settings: Any) -> Any:
        try:
            return await super().request(*words, **settings)
        except aiohttp.ServerDisconnectedError:
            # The kept connection was closed at this very moment. Actions are keyed by message, so once more is harmless.
            return await super().request(*words, **settings)

    def _digest_of(self, domain: Dict[Text, Any]) -> Text:
        if domain is not self._domain:
            text = json_format.dumps(domain, sort_keys=True, default=str)
            self._domain, self._digest = domain, hashlib.sha256(text.encode()).hexdigest()
        return self._digest


class LeanRemoteAction(RemoteAction):
    """Rasa's remote action, called through ActionServer and with a quick look at the answer."""

    def __init__(self, name: Text, action_endpoint: Optional[EndpointConfig]) -> None:
        """Shares one ActionServer between all actions of the endpoint."""
        super().__init__(name, action_endpoint and self._server(action_endpoint))

    @classmethod
    def _server(cls, endpoint: EndpointConfig) -> ActionServer:
        if isinstance(endpoint, ActionServer):
            return endpoint
        shared: Optional[ActionServer] = vars(endpoint).get("action_server")
        if shared is None:
            shared = vars(endpoint)["action_server"] = ActionServer(endpoint)
        return shared

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> Dict[Text, Any]:
        """The call, whose events are still events; ActionServer writes them."""
        call: Dict[Text, Any] = {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": list(tracker.events)},
            "version": rasa.__version__,
            "domain": domain.as_dict(),
        }
        return call

    def _validate_action_result(self, result: Dict[Text, Any]) -> bool:
        """Checks the form of the answer; Rasa compiles a JSON schema anew for each. Raises RasaException."""
        events, responses = result.get("events", []), result.get("responses", [])
        well_formed = isinstance(events, list) and isinstance(responses, list)
        if not well_formed or not all(isinstance(one, dict) for one in [*events, *responses]):
            raise RasaException(f"The action server's answer to '{self.name()}' is not a list of events and responses.")
        return True


class _Borrowed:
    """A session that is not closed by the one who uses it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], at: Optional[TracebackType]
    ) -> None:
        return None
