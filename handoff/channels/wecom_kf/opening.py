"""Everything of WeCom's customer service that lives as long as the desk, made from the settings; nothing connects yet."""

from dataclasses import dataclass

import structlog

from courier.clock import Clock
from handoff.attachments.service import Attachments
from handoff.channels.outbox import Outbox
from handoff.channels.status.book import StatusBook
from handoff.channels.status.port import names_by_token
from handoff.channels.tencent.token import Tokens
from handoff.channels.wecom_kf.carrier import KfCarrier
from handoff.channels.wecom_kf.client import KfClient
from handoff.channels.wecom_kf.company import Company
from handoff.channels.wecom_kf.elsewhere import Elsewhere
from handoff.channels.wecom_kf.handing_over import HandingOver
from handoff.channels.wecom_kf.intake import Intake
from handoff.channels.wecom_kf.known import known_accounts
from handoff.channels.wecom_kf.puller import Puller
from handoff.channels.wecom_kf.reports import Reports
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.conversations.service import Conversations
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.inboxes import Inboxes

log = structlog.get_logger()


@dataclass(frozen=True)
class WeCom:
    """The ways out; the way in is opened once there is an outbox."""

    company: Company
    carrier: KfCarrier
    handing_over: HandingOver


def open_wecom(
    settings: WeComSettings,
    *,
    attachments: Attachments,
    database: Database,
    bus: EventBus,
    clock: Clock,
    book: StatusBook,
) -> WeCom:
    """Accounts with faults are told in the log and not served; the others are."""
    for name, account in settings.accounts.items():
        if faults := account.faults():
            log.error("wecom.account.refused", account=name, faults="; ".join(faults), see="WECOM_KF_ACCOUNTS")
    watch = book.watch("wecom_kf", names_by_token(known_accounts(settings)))
    client = KfClient(settings.wecom_api_url, Tokens(database, clock), watch)
    company = Company(settings, client, Elsewhere(database, bus, clock), attachments, database, bus, clock)
    return WeCom(company, KfCarrier(company), HandingOver(company))


def open_puller(wecom: WeCom, conversations: Conversations, outbox: Outbox, book: StatusBook) -> Puller:
    """The way in."""
    company = wecom.company
    reports = Reports(company.database, company.bus, company.clock)
    intake = Intake(company, conversations=conversations, outbox=outbox, reports=reports)
    return Puller(company.settings, company.client, Inboxes(company.database, company.clock), intake, book)
