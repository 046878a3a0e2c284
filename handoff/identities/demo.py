"""The server of the shop on the demo page: it signs who its customers are, as a real shop's would (decision 17)."""

from datetime import timedelta

import jwt
from pydantic import BaseModel, ConfigDict, Field
from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from courier.clock import Clock
from handoff.core.fields import Key, Prose
from handoff.errors import NotFound
from handoff.http import read_body
from handoff.identities.tokens import AUDIENCE
from handoff.settings import Settings

SITE = "demo-shop"
_LASTS = timedelta(hours=1)


class LoginIn(BaseModel):
    """The page makes up its customers: a real shop would ask for a password, and sign its own id of whom that is."""

    model_config = ConfigDict(extra="forbid")

    customer: Key = Field(min_length=16, max_length=64)
    name: Prose = Field(min_length=1, max_length=20)


def demo_shop(settings: Settings, clock: Clock) -> Blueprint:
    """The blueprint of /demo-shop: whoever asks is believed, so its customers are those of no other site."""
    blueprint = Blueprint("demo_shop", url_prefix="/demo-shop")
    secret = settings.identity_secrets.get(SITE)

    @blueprint.post("/login")
    @openapi.exclude(True)
    async def login(request: Request) -> HTTPResponse:
        if secret is None:
            raise NotFound(f"This desk has no demo shop: WIDGET_IDENTITY_SECRETS needs a secret for {SITE}.")
        wish, now = read_body(request, LoginIn), clock()
        claims = {
            "iss": SITE,
            "aud": AUDIENCE,
            "sub": wish.customer,
            "name": wish.name,
            "iat": now,
            "exp": now + _LASTS,
        }
        return json({"token": jwt.encode(claims, secret.get_secret_value(), "HS256")})

    return blueprint
