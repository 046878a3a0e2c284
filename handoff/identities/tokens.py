"""Identities that a website signs for its logged-in customers: JWT, HS256, a secret for each site (decision 17)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import jwt
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from handoff.core.fields import Key, Prose
from handoff.errors import IdentityRefused

AUDIENCE = "qiantai"
SIGNED = "signed:"
_LONGEST_LIFE_S = 24 * 3600
_LEEWAY_S = 30
_LONGEST = 4000
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")


@dataclass(frozen=True)
class Identity:
    """A site's word about who somebody is."""

    site: str
    subject: str
    """The site's own id of the customer."""
    name: str | None
    phone: str | None
    """A mobile number without blanks and country code."""

    @property
    def external_id(self) -> str:
        """The customer's id in the channel `web`; no visitor's can look like it."""
        return f"{SIGNED}{self.site}:{self.subject}"


class _Claims(BaseModel):
    model_config = ConfigDict(strict=True)

    sub: Key = Field(min_length=1, max_length=120)
    iat: int
    exp: int
    name: Prose | None = Field(None, max_length=50)
    phone: str | None = Field(None, max_length=30)


class Signatures:
    """Reads tokens with the secrets of the sites."""

    def __init__(self, secrets: Mapping[str, SecretStr]) -> None:
        self._secrets = secrets

    def read(self, token: str) -> Identity:
        """Who it is. Raises IdentityRefused with a code and a sentence for the site's developer."""
        site, secret = self._secret(token)
        claims = _claims(_decode(token, secret))
        if claims.exp - claims.iat > _LONGEST_LIFE_S:
            raise IdentityRefused("identity_invalid", "exp may be at most 24 hours after iat; sign a shorter token.")
        return Identity(site, claims.sub, claims.name or None, _phone(claims.phone))

    def _secret(self, token: str) -> tuple[str, str]:
        if len(token) > _LONGEST:
            raise IdentityRefused("identity_invalid", f"The identity is longer than {_LONGEST} characters.")
        try:
            site = jwt.decode(token, options={"verify_signature": False}).get("iss")
        except jwt.InvalidTokenError:
            raise IdentityRefused(
                "identity_invalid", "The identity is no JWT; pass the signed token as text."
            ) from None
        if not isinstance(site, str) or site not in self._secrets:
            reason = "iss names no site that this desk knows; use a name from WIDGET_IDENTITY_SECRETS."
            raise IdentityRefused("identity_unknown_site", reason)
        return site, self._secrets[site].get_secret_value()


def _decode(token: str, secret: str) -> dict[str, object]:
    required = ["sub", "iat", "exp", "aud", "iss"]
    try:
        return jwt.decode(token, secret, ["HS256"], options={"require": required}, audience=AUDIENCE, leeway=_LEEWAY_S)
    except jwt.ExpiredSignatureError:
        raise IdentityRefused(
            "identity_expired", "The identity has expired; sign a new one and call identify()."
        ) from None
    except jwt.InvalidAudienceError:
        reason = f'The identity was made for somebody else; aud has to be "{AUDIENCE}".'
        raise IdentityRefused("identity_foreign", reason) from None
    except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError):
        reason = "The signature is wrong; sign with HS256 and the site's secret, on the server."
        raise IdentityRefused("identity_forged", reason) from None
    except jwt.InvalidTokenError as error:
        raise IdentityRefused("identity_invalid", f"The identity cannot be used: {error}.") from None


def _claims(decoded: dict[str, object]) -> _Claims:
    try:
        return _Claims.model_validate(decoded)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
        raise IdentityRefused("identity_invalid", f"A claim has not the expected form: {faults}.") from None


def _phone(claimed: str | None) -> str | None:
    if not claimed:
        return None
    match = _MOBILE.fullmatch(re.sub(r"[\s-]", "", claimed))
    if match is None:
        reason = "phone is no mobile number, such as 13812345678; leave it out where the site has not verified one."
        raise IdentityRefused("identity_invalid", reason)
    return match[1]
