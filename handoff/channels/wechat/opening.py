"""Everything of WeChat that lives as long as the desk, made from the settings; nothing connects yet."""

from dataclasses import dataclass

import structlog

from courier.clock import Clock
from handoff.attachments.service import Attachments
from handoff.channels.status.book import StatusBook
from handoff.channels.status.port import names_by_token
from handoff.channels.tencent.token import Tokens
from handoff.channels.wechat.carrier import WeChatCarrier
from handoff.channels.wechat.client import WeChatClient
from handoff.channels.wechat.known import known_accounts
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wechat.typing import TypingSigns
from handoff.events import EventBus
from handoff.storage.engine import Database

log = structlog.get_logger()


@dataclass(frozen=True)
class WeChat:
    """The ways out."""

    carrier: WeChatCarrier
    typing: TypingSigns


def open_wechat(
    settings: WeChatSettings,
    *,
    attachments: Attachments,
    database: Database,
    bus: EventBus,
    clock: Clock,
    book: StatusBook,
) -> WeChat:
    """Accounts with faults are told in the log and not served; the others are."""
    for name, account in settings.accounts.items():
        if faults := account.faults():
            log.error("wechat.account.refused", account=name, faults="; ".join(faults), see="WECHAT_ACCOUNTS")
    watch = book.watch("wechat", names_by_token(known_accounts(settings)))
    client = WeChatClient(settings.wechat_api_url, Tokens(database, clock), watch)
    return WeChat(
        carrier=WeChatCarrier(settings.accounts, client, attachments, database=database, clock=clock),
        typing=TypingSigns(settings.accounts, client, database, bus),
    )
