"""Letters to outlets: what they say, and the address at which each is answered."""

from datetime import datetime

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pydantic import SecretStr

from handoff.errors import NotFound
from handoff.outlets.port import Letter
from handoff.storage.tables import Case, Dispatch, new_id

_TOKEN_LIFE_S = 60 * 24 * 3600


class Letters:
    """Writes letters, and knows which one an answer belongs to."""

    def __init__(self, secret: SecretStr, public_url: str) -> None:
        self._tokens = URLSafeTimedSerializer(secret.get_secret_value(), salt="outlet-answer")
        self._public_url = public_url.rstrip("/")

    def dispatch(self, case: Case, outlet: str, note: str, now: datetime, rule_key: str | None = None) -> Dispatch:
        """A letter that is to go out at once; `rule_key` keeps a rule from sending the same again."""
        own = new_id()
        letter = self.about(case, outlet, note, own).as_dict()
        return Dispatch(id=own, case_number=case.number, letter=letter, next_at=now, made_at=now, rule_key=rule_key)

    def about(self, case: Case, outlet: str, note: str, own: str) -> Letter:
        """What is known of the case now."""
        return Letter(
            id=own,
            number=case.number,
            kind=case.kind,
            outlet=outlet,
            waybill=case.waybill,
            summary=case.summary,
            details=case.details,
            note=note,
            deadline_at=case.deadline_at.isoformat(),
            answer_url=f"{self._public_url}/api/v1/outlet-answers/{self._tokens.dumps(own)}",
        )

    def addressed(self, token: str) -> str:
        """The id of the letter that holds the token. Raises NotFound."""
        try:
            return str(self._tokens.loads(token, max_age=_TOKEN_LIFE_S))
        except BadSignature as error:
            raise NotFound("This address for answers is wrong or too old.") from error
