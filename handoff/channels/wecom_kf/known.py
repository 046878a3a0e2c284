"""The companies' customer service for the operators' page."""

from handoff.channels.status.port import KnownAccount
from handoff.channels.wecom_kf.client import token_key
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.storage.outgoing import WECOM_KF


def known_accounts(settings: WeComSettings) -> list[KnownAccount]:
    """Every account of the settings."""
    return [
        KnownAccount(
            channel="wecom_kf",
            name=name,
            path=f"/channels/wecom-kf/{name}",
            setting="WECOM_KF_ACCOUNTS",
            addresses=(f"{WECOM_KF}:{name}:",),
            faults=tuple(account.faults()),
            token_key=token_key(account),
        )
        for name, account in settings.accounts.items()
    ]
