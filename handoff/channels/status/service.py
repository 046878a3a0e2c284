"""How each account of each channel is doing; for supervisors."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.agents.service import Me
from handoff.channels.status import wording
from handoff.channels.status.port import KnownAccount
from handoff.channels.status.schemas import AccountOut, Counts, Failure, Limit, Refusal
from handoff.errors import Forbidden, NotFound
from handoff.storage.engine import Database
from handoff.storage.outgoing import HELD
from handoff.storage.tables import AccessToken, ChannelStatus, Delivery

_Counted = Sequence[tuple[str, str, int]]


def check_operator(me: Me) -> None:
    """Raise Forbidden for who is no supervisor."""
    if not me.is_supervisor:
        raise Forbidden("Only supervisors see how the channels are doing.")


class ChannelStates:
    """What the channels' page shows."""

    def __init__(self, database: Database, known: Sequence[KnownAccount], public_url: str) -> None:
        self._database = database
        self._known = known
        self._origin = public_url.rstrip("/")

    def find(self, channel: str, account: str) -> KnownAccount:
        """Raises NotFound."""
        for one in self._known:
            if (one.channel, one.name) == (channel, account):
                return one
        raise NotFound("There is no such account in the settings.")

    async def overview(self, me: Me) -> list[AccountOut]:
        """Every account, also those that are refused for what their settings lack. Raises Forbidden."""
        check_operator(me)
        async with self._database.reading() as session:
            rows = {(one.channel, one.account): one for one in (await session.execute(select(ChannelStatus))).scalars()}
            tokens = await _tokens(session)
            counted = await _counted(session)
        return [
            self._view(
                one, rows.get((one.channel, one.name)) or _nothing(one), tokens.get(one.token_key or ""), counted
            )
            for one in self._known
        ]

    def _view(
        self, known: KnownAccount, row: ChannelStatus, token_until: datetime | None, counted: _Counted
    ) -> AccountOut:
        url = f"{self._origin}{known.path}"
        return AccountOut(
            channel=known.channel,
            account=known.name,
            url=url,
            setting=known.setting,
            faults=[wording.fault(one) for one in known.faults],
            accepted_at=row.accepted_at,
            refused=_refusal(row),
            has_token=known.token_key is not None,
            token_until=token_until,
            worked_at=row.worked_at,
            failed=_failure(row),
            limited=_limit(row),
            deliveries=_counts(known, counted),
            guide=wording.guide(known.channel, {"url": url, "origin": self._origin, "account": known.name}),
        )


def is_of(known: KnownAccount, url: str) -> bool:
    """Whether a delivery to this address is the account's."""
    return any(url.startswith(one) if one.endswith((":", "/")) else url == one for one in known.addresses)


async def _tokens(session: AsyncSession) -> dict[str, datetime]:
    rows = await session.execute(select(AccessToken.app_id, AccessToken.expires_at).where(AccessToken.token != ""))
    return {row.app_id: row.expires_at for row in rows}


async def _counted(session: AsyncSession) -> _Counted:
    statement = select(Delivery.url, Delivery.state, func.count()).where(Delivery.state.in_(("pending", HELD, "dead")))
    rows = await session.execute(statement.group_by(Delivery.url, Delivery.state))
    return [(url, state, count) for url, state, count in rows]


def _nothing(known: KnownAccount) -> ChannelStatus:
    return ChannelStatus(channel=known.channel, account=known.name)


def _counts(known: KnownAccount, counted: _Counted) -> Counts | None:
    if not known.addresses:
        return None
    sums: Mapping[str, int] = {
        wanted: sum(count for url, state, count in counted if state == wanted and is_of(known, url))
        for wanted in ("pending", HELD, "dead")
    }
    return Counts(**sums)


def _refusal(row: ChannelStatus) -> Refusal | None:
    if row.refused_at is None or row.refused_code is None:
        return None
    hint = wording.refusal(row.refused_code)
    return Refusal(at=row.refused_at, code=row.refused_code, hint=hint, count=row.refused_count)


def _failure(row: ChannelStatus) -> Failure | None:
    if row.failed_at is None or row.failed_code is None:
        return None
    return Failure(
        at=row.failed_at,
        call=row.failed_call or "",
        code=row.failed_code,
        hint=wording.advice(row.failed_advice or ""),
        is_over=row.worked_at is not None and row.worked_at > row.failed_at,
    )


def _limit(row: ChannelStatus) -> Limit | None:
    if row.limited_at is None or row.limited_code is None:
        return None
    return Limit(at=row.limited_at, code=row.limited_code, count=row.limited_count)
