"""Links to attachments: signed, and for minutes only. Whoever may read a message gets them with it."""

from collections.abc import Mapping
from typing import Any

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from pydantic import SecretStr

from handoff.errors import LinkExpired, NotFound

PREFIX = "/attachments"


class Links:
    """Makes links and reads them."""

    def __init__(self, secret: SecretStr, public_url: str, minutes: float) -> None:
        self._tokens = URLSafeTimedSerializer(secret.get_secret_value(), salt="attachment")
        self._public_url = public_url.rstrip("/")
        self._life_s = round(60 * minutes)

    def path(self, attachment_id: str) -> str:
        """Where the attachment is now, on this server."""
        return f"{PREFIX}/{self._tokens.dumps(attachment_id)}"

    def signed(self, view: Mapping[str, Any]) -> dict[str, Any]:
        """A message's wire form in which each attachment has a `url`, for pages that know the desk's address."""
        return self._with_urls(view, "")

    def absolute(self, view: Mapping[str, Any]) -> dict[str, Any]:
        """The same with whole addresses, for programs elsewhere."""
        return self._with_urls(view, self._public_url)

    def read(self, token: str) -> str:
        """The attachment's id. Raises NotFound, LinkExpired."""
        try:
            return str(self._tokens.loads(token, max_age=self._life_s))
        except SignatureExpired as error:
            raise LinkExpired from error
        except BadSignature as error:
            raise NotFound("This link is wrong.") from error

    def _with_urls(self, view: Mapping[str, Any], base: str) -> dict[str, Any]:
        linked = [{**one, "url": f"{base}{self.path(one['id'])}"} for one in view.get("attachments") or ()]
        return {**view, "attachments": linked}
