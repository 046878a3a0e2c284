import time
from typing import Any

import jwt
import pytest
from pydantic import SecretStr

from handoff.errors import IdentityRefused
from handoff.identities.tokens import Identity, Signatures

SECRET = "a-secret-of-the-shop-with-32-characters"
SIGNATURES = Signatures({"shop": SecretStr(SECRET), "other": SecretStr(SECRET[::-1])})


def signed(secret: str = SECRET, algorithm: str = "HS256", **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": "shop", "aud": "qiantai", "sub": "u-42", "iat": now, "exp": now + 3600} | changes
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, secret, algorithm)


def refusal(token: str) -> str:
    with pytest.raises(IdentityRefused) as caught:
        SIGNATURES.read(token)
    assert SECRET not in str(caught.value)
    assert len(str(caught.value)) > 20
    return caught.value.code


def test_a_signed_identity_is_read() -> None:
    read = SIGNATURES.read(signed(name=" 王芳 ", phone="+86 138-1234-5678"))
    assert read == Identity("shop", "u-42", "王芳", "13812345678")
    assert read.external_id == "signed:shop:u-42"


def test_name_and_phone_may_be_missing() -> None:
    assert SIGNATURES.read(signed()) == Identity("shop", "u-42", None, None)


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (lambda: "nonsense", "identity_invalid"),
        (lambda: "a.b.c", "identity_invalid"),
        (lambda: signed(more="x" * 4000), "identity_invalid"),
        (lambda: signed(secret="x" * 40), "identity_forged"),
        (lambda: signed(secret="", algorithm="none"), "identity_forged"),
        (lambda: signed(secret=SECRET * 2, algorithm="HS512"), "identity_forged"),
        (lambda: signed(iss="other"), "identity_forged"),
        (lambda: signed(iss="nobody"), "identity_unknown_site"),
        (lambda: signed(iss=None), "identity_unknown_site"),
        (lambda: signed(aud="somebody-else"), "identity_foreign"),
        (lambda: signed(aud=None), "identity_invalid"),
        (lambda: signed(exp=int(time.time()) - 60), "identity_expired"),
        (lambda: signed(exp=None), "identity_invalid"),
        (lambda: signed(iat=None), "identity_invalid"),
        (lambda: signed(iat=int(time.time()) + 600), "identity_invalid"),
        (lambda: signed(exp=int(time.time()) + 25 * 3600), "identity_invalid"),
        (lambda: signed(sub=""), "identity_invalid"),
        (lambda: signed(sub="x" * 121), "identity_invalid"),
        (lambda: signed(sub="a\nb"), "identity_invalid"),
        (lambda: signed(name="x" * 51), "identity_invalid"),
        (lambda: signed(phone="1234"), "identity_invalid"),
        (lambda: signed(phone=13812345678), "identity_invalid"),
    ],
)
def test_what_cannot_be_trusted_is_refused_by_name(token: Any, code: str) -> None:
    assert refusal(token()) == code


def test_a_changed_claim_breaks_the_signature() -> None:
    head, _, signature = signed().split(".")
    _, claims, _ = signed(sub="somebody-else").split(".")
    assert refusal(f"{head}.{claims}.{signature}") == "identity_forged"
