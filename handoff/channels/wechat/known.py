"""The Official Accounts for the operators' page."""

from handoff.channels.status.port import KnownAccount
from handoff.channels.wechat.settings import WeChatSettings
from handoff.storage.outgoing import WECHAT, WECHAT_PASSIVE


def known_accounts(settings: WeChatSettings) -> list[KnownAccount]:
    """Every account of the settings."""
    return [
        KnownAccount(
            channel="wechat",
            name=name,
            path=f"/channels/wechat/{name}",
            setting="WECHAT_ACCOUNTS",
            addresses=(f"{WECHAT}:{name}", f"{WECHAT_PASSIVE}:{name}"),
            faults=tuple(account.faults()),
            token_key=account.app_id if account.customer_service else None,
        )
        for name, account in settings.accounts.items()
    ]
