"""Every service of the desk, made once and handed to the edges."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta

from courier.clock import Clock
from courier.collected import Collections
from courier.facts import Facts
from courier.tracking import TrackingSource
from handoff.agents.presence import Presence
from handoff.agents.service import Agents
from handoff.attachments.links import Links
from handoff.attachments.service import Attachments
from handoff.attachments.settings import AttachmentSettings
from handoff.bot import Bot
from handoff.cases.changing import CaseChanges
from handoff.cases.keeper import Keeper
from handoff.cases.promising import Promising
from handoff.cases.service import Cases
from handoff.cases.withdrawing import Withdrawing
from handoff.channels.carrier import Carrier
from handoff.channels.outbox import Outbox
from handoff.channels.rest.carrier import CallbackCarrier
from handoff.channels.rest.signs import CallbackSigns
from handoff.channels.status.book import StatusBook
from handoff.channels.status.own import OWN_ACCOUNTS
from handoff.channels.status.retrying import DeadLetters
from handoff.channels.status.service import ChannelStates
from handoff.channels.tencent.media import MediaFetching, Source
from handoff.channels.wechat.known import known_accounts as wechat_accounts
from handoff.channels.wechat.opening import WeChat, open_wechat
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wecom_kf.known import known_accounts as wecom_accounts
from handoff.channels.wecom_kf.opening import WeCom, open_puller, open_wecom
from handoff.channels.wecom_kf.puller import Puller
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.conversations.reading import Reading
from handoff.conversations.runner import TurnRunner
from handoff.conversations.service import Conversations
from handoff.conversations.serving import Serving
from handoff.conversations.snapshot import Snapshots
from handoff.conversations.turns import Turns
from handoff.core.promises import Terms
from handoff.events import EventBus
from handoff.identities.recognising import Recognising
from handoff.identities.service import Identities
from handoff.outlets.automatic import Automatic
from handoff.outlets.letters import Letters
from handoff.outlets.port import OutletSender
from handoff.outlets.postman import Postman
from handoff.outlets.service import Outlets
from handoff.quality.service import Quality
from handoff.queue.service import Queue
from handoff.reports.service import Reports
from handoff.reports.watching import Watch
from handoff.settings import Settings
from handoff.storage.engine import Database
from handoff.storage.outgoing import WECHAT, WECHAT_PASSIVE, WECOM_KF

# Two tries fit into a turn; storing the answer fits between the turn's limit and the end of its lease.
_TURN_MARGIN_S = 5.0
_LEASE_MARGIN_S = 10.0


@dataclass(frozen=True)
class Services:
    """The use cases, by area."""

    database: Database
    bus: EventBus
    bot: Bot
    source: TrackingSource
    agents: Agents
    attachments: Attachments
    presence: Presence
    cases: Cases
    case_changes: CaseChanges
    withdrawing: Withdrawing
    promising: Promising
    keeper: Keeper
    conversations: Conversations
    recognising: Recognising
    identities: Identities
    serving: Serving
    reading: Reading
    queue: Queue
    quality: Quality
    runner: TurnRunner
    outbox: Outbox
    signs: CallbackSigns
    status_book: StatusBook
    channel_states: ChannelStates
    dead_letters: DeadLetters
    wechat: WeChat
    wecom: WeCom
    puller: Puller
    media: MediaFetching
    outlets: Outlets
    postman: Postman
    reports: Reports
    watch: Watch


def make_services(
    settings: Settings,
    *,
    bot: Bot,
    source: TrackingSource,
    collections: Collections,
    facts: Facts,
    sender: OutletSender,
    automatic: AbstractSet[str],
    wechat: WeChatSettings,
    attachments: AttachmentSettings,
    wecom: WeComSettings,
    clock: Clock,
) -> Services:
    """Wire the areas together; nothing connects yet. `automatic` are the kinds of cases that go to outlets by rule."""
    database, bus = Database(settings.database_url), EventBus()
    turn_limit_s = 2 * settings.bot_timeout_s + _TURN_MARGIN_S
    turns = Turns(database, bus, clock, lease_s=turn_limit_s + _LEASE_MARGIN_S)
    terms = _terms(settings)
    book = StatusBook(database, bus, clock)
    accounts = (*OWN_ACCOUNTS, *wechat_accounts(wechat), *wecom_accounts(wecom))
    states = ChannelStates(database, accounts, settings.public_url)
    letters = Letters(settings.secret_key, settings.public_url)
    forwarding = Automatic(letters, automatic, {one.name for one in facts.outlets})
    links = Links(settings.secret_key, settings.public_url, attachments.attachment_link_minutes)
    callbacks = CallbackCarrier(settings.rest_callback_secret, clock, links, book)
    conversations = Conversations(database, bus, clock, links)
    kept = Attachments(database, clock, links, attachments)
    messenger = open_wechat(wechat, attachments=kept, database=database, bus=bus, clock=clock, book=book)
    company = open_wecom(wecom, attachments=kept, database=database, bus=bus, clock=clock, book=book)
    outbox = Outbox(database, bus, clock, _carriers(callbacks, messenger, company))
    burst_window_s = settings.burst_window_ms / 1000
    return Services(
        database=database,
        bus=bus,
        bot=bot,
        source=source,
        agents=Agents(database, clock, settings.session_hours),
        attachments=kept,
        media=MediaFetching(_sources(messenger, company), kept, database, bus, clock),
        presence=Presence(database, bus, clock, settings.agent_grace_s),
        cases=Cases(database, bus, clock, forwarding, links, law_days=facts.deadlines.complaint_law_days),
        case_changes=CaseChanges(database, bus, clock, forwarding),
        withdrawing=Withdrawing(database, bus, clock, forwarding),
        promising=Promising(database, bus, clock, terms),
        keeper=Keeper(database, bus, clock, terms),
        conversations=conversations,
        recognising=Recognising(database, bus, clock),
        identities=Identities(database, clock),
        serving=Serving(database, bus, clock),
        reading=Reading(database, Snapshots(source, facts, clock), clock, links),
        queue=Queue(database, bus, clock),
        quality=Quality(database, clock),
        runner=TurnRunner(turns, bot, bus, burst_window_s=burst_window_s, turn_limit_s=turn_limit_s),
        outbox=outbox,
        signs=CallbackSigns(callbacks, database, conversations, bus, is_used=bool(settings.callback_hosts)),
        status_book=book,
        channel_states=states,
        dead_letters=DeadLetters(database, clock, states, outbox),
        wechat=messenger,
        wecom=company,
        puller=open_puller(company, conversations, outbox, book),
        outlets=Outlets(database, bus, clock, letters),
        postman=Postman(database, bus, clock, sender),
        reports=Reports(database, bus, clock),
        watch=Watch(database, bus, clock, facts.alerts, collections),
    )


def _carriers(callbacks: CallbackCarrier, wechat: WeChat, wecom: WeCom) -> dict[str, Carrier]:
    """The ways out, by the scheme of a delivery's address."""
    messengers: dict[str, Carrier] = {WECHAT: wechat.carrier, WECHAT_PASSIVE: wechat.carrier, WECOM_KF: wecom.carrier}
    return {"http": callbacks, "https": callbacks} | messengers


def _sources(wechat: WeChat, wecom: WeCom) -> dict[str, Source]:
    """Where customers' pictures and files are fetched, by the scheme of the account's address."""
    of_wechat = dict.fromkeys((WECHAT, WECHAT_PASSIVE), wechat.carrier.media)
    return {**of_wechat, WECOM_KF: wecom.carrier.media}


def _terms(settings: Settings) -> Terms:
    return Terms(
        warning=timedelta(minutes=settings.promise_warning_minutes),
        renewal=timedelta(minutes=settings.promise_renewal_minutes),
        most_renewals=settings.promise_renewals,
    )
