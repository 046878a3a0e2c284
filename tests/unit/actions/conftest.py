"""Actions under test: the company's real facts, the real wording, a few parcels, and a desk that remembers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SkillAction
from actions.desk import CaseChange, DeskUnavailable, NewCase, OpenedCase
from actions.forms import SkillForm
from actions.services import Services
from courier.clock import BEIJING
from courier.facts import Facts, load_facts
from courier.tails import MemoryTailLog
from courier.tracking import NullSource, People, Person, PhoneTailNeeded, Scan, SourceUnavailable, Tracking
from courier.vocabulary import canonical_waybill, phones, places, times, waybills
from courier.wording import PROMISE, Checker, Reader, choose

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
Event = Mapping[str, Any]

CHECKER = Checker(load_facts().wording)
# Responses that tell a promise again which was recorded when its case was opened.
RETOLD = frozenset(
    {
        "utter_case_open",
        "utter_case_overdue",
        "utter_case_added",
        "utter_case_told_more",
        "utter_case_withdrawal_noted",
        "utter_claim_payout_of_claim",
        "utter_phrase_done_promised",
    }
)

ORIGIN, CENTRE, DESTINATION = "南京鼓楼网点", "南京中转部", "上海浦东张江网点"
IN_TRANSIT, OUT, LOCKER, SIGNED, PROBLEM, RETURNED, STUCK, UNKNOWN = (f"7310000000000{n}" for n in range(1, 9))


def _scan(hours_ago: float, kind: str, outlet: str, city: str = "南京市", note: str = "") -> Scan:
    return Scan(NOW - timedelta(hours=hours_ago), kind, outlet, city, note)


def _tracking(waybill: str, status: str, *scans: Scan) -> Tracking:
    return Tracking(
        waybill,
        "zto",
        found=True,
        status=status,  # type: ignore[arg-type]
        kind="goods",
        insured=False,
        declared_value=Decimal(0),
        origin="江苏省南京市鼓楼区",
        destination="上海市浦东新区",
        sent_at=NOW - timedelta(days=2),
        scans=(*scans, _scan(48, "收件", ORIGIN)),
    )


PARCELS = {
    IN_TRANSIT: _tracking(IN_TRANSIT, "in_transit", _scan(6, "到件", CENTRE)),
    OUT: replace(
        _tracking(OUT, "out_for_delivery", _scan(2, "派件", DESTINATION, "上海市")), kind="document", insured=True
    ),
    LOCKER: _tracking(LOCKER, "in_locker", _scan(3, "入柜", DESTINATION, "上海市")),
    SIGNED: replace(
        _tracking(SIGNED, "signed", _scan(28, "签收", DESTINATION, "上海市")),
        insured=True,
        declared_value=Decimal(3000),
    ),
    PROBLEM: _tracking(PROBLEM, "problem", _scan(10, "问题件", DESTINATION, "上海市", "收件人电话无人接听")),
    RETURNED: _tracking(RETURNED, "returned", _scan(30, "退件", DESTINATION, "上海市", "收件人拒收")),
    STUCK: _tracking(STUCK, "stuck", _scan(300, "到件", CENTRE)),
}


RECEIVER, SENDER, COURIER = (
    Person("李小明", "13800001234"),
    Person("张大伟", "13900005678"),
    Person("王师傅", "13700009999"),
)
ADDRESS, CONTENT, SIGNED_BY, CODE = "上海市浦东新区张江路88号3栋502室", "祖传茶叶", "门卫老赵代签", "取件码667788"
PEOPLE = {
    waybill: People(
        waybill, SENDER, RECEIVER, ADDRESS, CONTENT, COURIER, (SIGNED_BY, CODE), signed_by=SIGNED_BY, in_locker=CODE
    )
    for waybill in PARCELS
}
# What nobody may read who did not give the tail.
SECRETS = (
    "李小明",
    "张大伟",
    "王师傅",
    "13800001234",
    "13900005678",
    "13700009999",
    "张江路88号",
    "祖传茶叶",
    "老赵",
    "667788",
)


@dataclass
class Parcels:
    """A tracking source with the parcels above; one that fails, or wants to know who asks, if a test says so."""

    error: SourceUnavailable | None = None
    tail: str | None = None
    name = "parcels"

    def serves(self, carrier: str | None) -> bool:
        return True

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        if self.error:
            raise self.error
        if self.tail and phone_tail != self.tail:
            raise PhoneTailNeeded(mismatch=phone_tail is not None)
        return PARCELS.get(canonical_waybill(waybill)) or await NullSource().track(waybill)

    async def people(self, waybill: str) -> People | None:
        return PEOPLE.get(canonical_waybill(waybill))

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        if self.error:
            raise self.error
        people = await self.people(waybill)
        return tail == self.tail or (people is not None and people.knows_tail(tail))

    async def close(self) -> None:
        return None


@dataclass
class RecordingDesk:
    """Keeps what it is given; the same idempotency key gives the same case, as at the real desk."""

    cases: dict[str, tuple[NewCase, OpenedCase]] = field(default_factory=dict)
    promised: dict[str, tuple[str, datetime, str]] = field(default_factory=dict)
    # Who was promised an answer of which case: (conversation, number).
    owed: set[tuple[str, str]] = field(default_factory=set)
    handoffs: list[tuple[str, str, str]] = field(default_factory=list)
    changes: dict[str, tuple[str, CaseChange]] = field(default_factory=dict)
    ratings: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    withdrawn: dict[str, tuple[str, str]] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)
    is_down: bool = False

    async def open_case(self, case: NewCase) -> OpenedCase:
        self._answer()
        about = str((case.details or {}).get("about") or "")
        number = f"Q{len(self.cases) + 1:04d}"
        opened = OpenedCase(number, case.kind, "open", case.deadline_at, about, case.waybill)
        return self.cases.setdefault(case.idempotency_key, (case, opened))[1]

    async def amend(self, number: str, change: CaseChange) -> OpenedCase:
        self._answer()
        self.changes.setdefault(change.idempotency_key, (number, change))
        key, (case, opened) = next((key, one) for key, one in self.cases.items() if one[1].number == number)
        told = {
            name: value for name in ("waybill", "outlet", "summary") if (value := getattr(change, name)) is not None
        }
        details = {**(case.details or {}), **(change.details or {})}
        self.cases[key] = (replace(case, **told, details=details), opened)
        return opened

    async def withdraw(self, number: str, conversation_id: str, note: str, idempotency_key: str) -> None:
        self._answer()
        self.withdrawn.setdefault(idempotency_key, (number, note))

    async def rate(self, conversation_id: str, score: int, comment: str | None, idempotency_key: str) -> None:
        self._answer()
        self.ratings.setdefault(idempotency_key, (score, comment))

    async def unanswered(self, conversation_id: str, outlet: str, idempotency_key: str) -> None:
        self._answer()
        self.silent.setdefault(idempotency_key, outlet)

    async def promise(
        self, conversation_id: str, text: str, due_at: datetime, case_number: str, idempotency_key: str
    ) -> None:
        self._answer()
        self.promised.setdefault(idempotency_key, (text, due_at, case_number))
        self.owed.add((conversation_id, case_number))

    @property
    def promises(self) -> list[tuple[str, datetime, str]]:
        return list(self.promised.values())

    async def hand_off(self, conversation_id: str, reason: str, trigger: str, skill: str) -> None:
        self._answer()
        self.handoffs.append((reason, trigger, skill))

    async def cases_of(self, waybill: str, asked_in: str) -> list[OpenedCase]:
        self._answer()
        return [self._as_seen(one, asked_in) for one in self.cases.values() if one[0].waybill == waybill]

    async def cases_in(self, conversation_id: str) -> list[OpenedCase]:
        self._answer()
        found = [one for one in self.cases.values() if one[0].conversation_id == conversation_id]
        return [self._as_seen(one, conversation_id) for one in found]

    async def case(self, number: str, asked_in: str) -> OpenedCase | None:
        self._answer()
        return next((self._as_seen(one, asked_in) for one in self.cases.values() if one[1].number == number), None)

    @property
    def opened(self) -> list[NewCase]:
        return [case for case, _ in self.cases.values()]

    def _as_seen(self, one: tuple[NewCase, OpenedCase], asked_in: str) -> OpenedCase:
        case, opened = one
        return replace(opened, own=case.conversation_id == asked_in or (asked_in, opened.number) in self.owed)

    def _answer(self) -> None:
        if self.is_down:
            raise DeskUnavailable("the test switched it off")


@dataclass(frozen=True)
class Said:
    """One answer: the response's name, the text as the customer reads it, its buttons and its card."""

    response: str
    text: str
    buttons: list[dict[str, str]]
    card: Mapping[str, Any] | None

    @property
    def titles(self) -> list[str]:
        return [button["title"] for button in self.buttons]


@dataclass(frozen=True)
class Outcome:
    """What an action said, and the slots and further actions it left."""

    said: list[Said]
    slots: dict[str, Any]
    followups: list[str]
    events: list[Event]

    @property
    def responses(self) -> list[str]:
        return [one.response for one in self.said]

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.said)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:rasa_sdk.*")


@pytest.fixture(scope="session")
def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture
def desk() -> RecordingDesk:
    return RecordingDesk()


@pytest.fixture
def source() -> Parcels:
    return Parcels()


@pytest.fixture
def services(facts: Facts, source: Parcels, desk: RecordingDesk) -> Services:
    return Services(facts, source, desk, lambda: NOW, MemoryTailLog(facts.privacy.wrong_tails))


class Conversation:
    """Plays customer messages into actions, and keeps slots and events as Rasa would."""

    def __init__(self, services: Services, domain: Mapping[str, Any], lang: str = "zh-CN") -> None:
        self.services, self.domain, self.lang = services, domain, lang
        self.id = "c1"
        self.slots: dict[str, Any] = {}
        self.events: list[Event] = []
        self.form: str | None = None
        self.latest: dict[str, Any] = {}

    def says(self, text: str, intent: str = "inform", confidence: float = 0.95, **entities: str) -> "Conversation":
        """The customer writes; waybills, phones, places and times are found, other entities are given."""
        found = list(_entities(text)) + [{"entity": name, "value": value} for name, value in entities.items()]
        self.latest = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [{"name": intent, "confidence": confidence}, {"name": "complain", "confidence": 0.01}],
            "entities": found,
        }
        number = sum(event["event"] == "user" for event in self.events) + 1
        message = {"event": "user", "text": text, "message_id": f"{self.id}:{number}", "metadata": {"lang": self.lang}}
        self.events.append(message)
        for entity in found:
            if entity["entity"] in ("waybill", "phone", "place"):
                self._set(str(entity["entity"]), entity["value"])
        return self

    def with_attachments(self, *kinds: str) -> "Conversation":
        """What came with the latest message."""
        self.events[-1]["metadata"] |= {"attachments": list(kinds)}
        return self

    def briefly(self, **form: Any) -> "Conversation":
        """What the assistant reads in the form of the latest message, which is short."""
        text = self.latest["text"]
        plain = {"asks": None, "says": None, "neither": False, "another": False, "corrects": False, "denied": []}
        self.latest["brief"] = {**plain, "goes_on": False, "rest": "", "plain": text, **form}
        return self

    def wishes(self, **told: str) -> "Conversation":
        """The latest message has several wishes, each told in its own part of it."""
        text = self.latest["text"]
        self.latest["wishes"] = [
            {
                "name": name,
                "confidence": 0.9,
                "text": part,
                "start": text.index(part),
                "end": text.index(part) + len(part),
            }
            for name, part in told.items()
        ]
        return self

    def presses(self, payload: str) -> "Conversation":
        """The customer presses a button with this payload."""
        intent, _, entities = payload.removeprefix("/").partition("{")
        values = json.loads("{" + entities) if entities else {}
        self.says(payload, intent, 1.0)
        self.latest["entities"] = [{"entity": name, "value": value} for name, value in values.items()]
        for name, value in values.items():
            if name in ("waybill", "phone", "place"):
                self._set(name, value)
        return self

    async def run(self, action: type[SkillAction]) -> Outcome:
        """Perform an action for the latest message."""
        performer = action(self.services)
        outcome = await self._perform(performer)
        self.events.append({"event": "action", "name": performer.name()})
        return outcome

    async def fill(self, form: type[SkillForm]) -> Outcome:
        """Let a form take the latest message in, activating it if it is not active."""
        performer = form(self.services)
        if self.form != form.form:
            self.form = form.form
            self.events.append({"event": "active_loop", "name": form.form})
        outcome = await self._perform(performer)
        self.events.append({"event": "action", "name": form.form})
        if outcome.slots.get("requested_slot") is None:
            self.form = None
            self.events.append({"event": "active_loop", "name": None})
        return outcome

    async def _perform(self, performer: SkillAction | SkillForm) -> Outcome:
        dispatcher = CollectingDispatcher()
        tracker = Tracker(
            self.id, dict(self.slots), self.latest, list(self.events), False, None, {"name": self.form}, ""
        )
        events = await performer.run(dispatcher, tracker, self.domain)  # type: ignore[arg-type]
        changed = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        said = [self._render(message) for message in dispatcher.messages]
        self._check_promises(said)
        for name, value in changed.items():
            self._set(name, value)
        followups = [event["name"] for event in events if event["event"] == "followup"]
        return Outcome(said, changed, followups, list(events))

    def _check_promises(self, said: list[Said]) -> None:
        """Whoever says a promise has recorded it, with the time that the customer reads (BUSINESS B10)."""
        assert isinstance(self.services.desk, RecordingDesk)
        due = {f"{at.astimezone(BEIJING):%H:%M}" for _, at, _ in self.services.desk.promises}
        for one in said:
            promises = one.response not in RETOLD and PROMISE in {found.rule for found in CHECKER.check(one.text)}
            assert not promises or any(clock in one.text for clock in due), f"{one.text} was said without a promise"

    def _set(self, slot: str, value: Any) -> None:
        self.slots[slot] = value
        self.events.append({"event": "slot", "name": slot, "value": value})

    def _render(self, message: Mapping[str, Any]) -> Said:
        """Fill the response in as Rasa does; a placeholder without a value fails the test."""
        variations = self.domain["responses"][message["response"]]
        reader = Reader.of([event for event in self.events if event["event"] == "user"], self.slots)
        variation = choose(variations, reader)
        values = {**self.slots, **message}
        missing = [name for _, name, _, _ in Formatter().parse(variation["text"]) if name and values.get(name) is None]
        assert not missing, f"{message['response']} was said without {missing}"
        own = [{**button, "payload": button["payload"].format()} for button in variation.get("buttons") or []]
        custom = message.get("custom") or {}
        text = variation["text"].format(**values)
        return Said(message["response"], text, own + list(message.get("buttons") or []), custom.get("card"))


@pytest.fixture
def conversation(services: Services, domain: dict[str, Any]) -> Conversation:
    return Conversation(services, domain)


@pytest.fixture
def english(services: Services, domain: dict[str, Any]) -> Conversation:
    return Conversation(services, domain, "en")


def _entities(text: str) -> Iterator[dict[str, Any]]:
    for waybill in waybills(text):
        yield {"entity": "waybill", "value": waybill.value, "start": waybill.start, "end": waybill.end}
    for phone in phones(text):
        yield {"entity": "phone", "value": phone.value, "start": phone.start, "end": phone.end}
    for start, end in dict.fromkeys((place.start, place.end) for place in places(text)):
        yield {"entity": "place", "value": text[start:end], "start": start, "end": end}
    for time in times(text, NOW):
        yield {"entity": "time"} | asdict(time)
