"""What every part of the channel needs."""

from dataclasses import dataclass

from courier.clock import Clock
from handoff.attachments.service import Attachments
from handoff.channels.wecom_kf.client import KfClient
from handoff.channels.wecom_kf.elsewhere import Elsewhere
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.events import EventBus
from handoff.storage.engine import Database


@dataclass(frozen=True)
class Company:
    """The accounts, the way to WeCom, and what is kept here."""

    settings: WeComSettings
    client: KfClient
    elsewhere: Elsewhere
    attachments: Attachments
    database: Database
    bus: EventBus
    clock: Clock
