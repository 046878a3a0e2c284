"""Visitor tokens: who a browser is, signed so that nobody can pick somebody else's conversation."""

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pydantic import SecretStr

from handoff.identities.tokens import SIGNED
from handoff.storage.tables import new_id

_LIFE_S = 180 * 24 * 3600


class Visitors:
    """Makes and reads visitor tokens; a token lives 180 days."""

    def __init__(self, secret_key: SecretStr) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key.get_secret_value(), salt="visitor")

    def welcome(self, token: str | None) -> tuple[str, str]:
        """The visitor's id and token; a new visitor when the token is missing, expired or not ours."""
        visitor = self.read(token) if token else None
        if token and visitor and not visitor.startswith(SIGNED):
            return visitor, token
        visitor = new_id()
        return visitor, self._serializer.dumps(visitor)

    def access(self, external_id: str) -> str:
        """A token for what this customer does beside the socket; nobody joins with that of a recognised customer."""
        return self._serializer.dumps(external_id)

    def read(self, token: str) -> str | None:
        """The visitor's id, or the recognised customer's; None when the token is expired or not ours."""
        try:
            return str(self._serializer.loads(token, max_age=_LIFE_S))
        except BadSignature:
            return None
