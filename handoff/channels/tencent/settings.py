"""Accounts as JSON in an environment variable."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, TypeVar

from pydantic import BaseModel, SecretStr, StringConstraints, TypeAdapter, ValidationError

_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
AccountName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""The last part of a callback's address."""
Account = TypeVar("Account", bound=BaseModel)


def read_accounts(adapter: TypeAdapter[dict[str, Account]], raw: SecretStr) -> Mapping[str, Account]:
    """Every account by its name, also those that have faults. Raises ValidationError."""
    return adapter.validate_json(raw.get_secret_value().strip() or "{}")


@contextmanager
def named_faults(variable: str) -> Iterator[None]:
    """What cannot be read is told without its values, which are secrets."""
    try:
        yield
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'JSON'}: {e['msg']}" for e in error.errors())
        raise ValueError(f"{variable} cannot be read: {faults}") from None


def empty_fields(account: BaseModel, *names: str) -> list[str]:
    """A fault for each field that needs a value and has none."""
    values = {name: getattr(account, name) for name in names}
    plain = {n: v.get_secret_value() if isinstance(v, SecretStr) else str(v) for n, v in values.items()}
    return [f"{name} is empty" for name, value in plain.items() if not value.strip()]


def are_aes_keys(keys: Sequence[str]) -> bool:
    """Whether there is a key, and each has the form of an EncodingAESKey."""
    return bool(keys) and all(map(_AES_KEY.fullmatch, keys))
