"""What a channel says of its accounts; each channel that has some gives such a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class KnownAccount:
    """One account, as far as the settings tell."""

    channel: str
    name: str
    path: str
    """Of the address that is entered on the other side, under PUBLIC_URL."""
    setting: str
    """The environment variable that it stands in."""
    addresses: tuple[str, ...] = ()
    """Of its deliveries; one that ends in a colon or a slash is how they begin. None if it needs no deliveries."""
    faults: tuple[str, ...] = ()
    """What keeps it from being served, by field; never a value."""
    token_key: str | None = None
    """Under which its access token is kept, if it has one."""


def names_by_token(known: Sequence[KnownAccount]) -> Mapping[str, Sequence[str]]:
    """The names of the accounts that share a token."""
    keys = {one.token_key for one in known if one.token_key}
    return {key: [one.name for one in known if one.token_key == key] for key in keys}
