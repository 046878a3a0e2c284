"""Conversations as the console works with them."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.conversations.schemas import (
    CloseIn,
    MessageOut,
    NoteIn,
    NoteOut,
    PacketOut,
    ReplyIn,
    ReplyOut,
    SummaryOut,
    TransferIn,
)
from handoff.core.commitments import find_commitment
from handoff.errors import BadRequest
from handoff.http import read_after, read_body
from handoff.services import Services

_TAG = "conversations"
_ONE = "/conversations/<conversation_id:str>"


def conversation_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/conversations."""
    blueprint = Blueprint("conversations")
    _add_lookups(blueprint, services)
    _add_writing(blueprint, services)
    _add_handing_on(blueprint, services)
    return blueprint


def _add_lookups(blueprint: Blueprint, services: Services) -> None:
    reading = services.reading

    @blueprint.get("/conversations")
    @openapi.definition(
        summary="My conversations (owner=me), the queue's, or all",
        response={"application/json": [SummaryOut]},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def listing(request: Request, me: Me) -> HTTPResponse:
        owner = request.args.get("owner", "me")
        if owner not in ("me", "queue", "all"):
            raise BadRequest("owner is one of me, queue and all.")
        return json(await reading.list_for(me, owner))

    @blueprint.get(_ONE)
    @openapi.definition(summary="One conversation", response={"application/json": SummaryOut}, tag=_TAG)
    @logged_in(services.agents)
    async def one(_request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        return json(await reading.summary(me, conversation_id))

    @blueprint.get(f"{_ONE}/packet")
    @openapi.definition(summary="The collected context", response={"application/json": PacketOut}, tag=_TAG)
    @logged_in(services.agents)
    async def packet(_request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        return json(await reading.packet(me, conversation_id))

    @blueprint.get(f"{_ONE}/messages")
    @openapi.definition(summary="Messages after a seq", response={"application/json": [MessageOut]}, tag=_TAG)
    @logged_in(services.agents)
    async def transcript(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        return json(await reading.transcript(me, conversation_id, read_after(request)))

    @blueprint.get(f"{_ONE}/notes")
    @openapi.definition(summary="Notes of colleagues", response={"application/json": [NoteOut]}, tag=_TAG)
    @logged_in(services.agents)
    async def notes(_request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        await reading.summary(me, conversation_id)
        return json(await services.serving.notes(conversation_id))


def _add_writing(blueprint: Blueprint, services: Services) -> None:
    serving, reading = services.serving, services.reading

    @blueprint.post(f"{_ONE}/messages")
    @openapi.definition(
        summary="Answer the customer; the same client_id gives the same seq",
        body={"application/json": ReplyIn},
        response={"application/json": ReplyOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def reply(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        wish = read_body(request, ReplyIn)
        stored = await serving.reply(me, conversation_id, wish.client_id, wish.text, wish.attachments)
        # Read at the moment of writing, so that a repeat suggests the same.
        promised = find_commitment(stored.text, stored.at)
        suggestion = {"text": promised.text, "due_at": promised.due_at.isoformat()} if promised else None
        return json({"seq": stored.seq, "at": stored.at.isoformat(), "suggested_promise": suggestion})

    @blueprint.post(f"{_ONE}/notes")
    @openapi.definition(
        summary="Write a note for colleagues",
        body={"application/json": NoteIn},
        response={"application/json": NoteOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def note(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        wish = read_body(request, NoteIn)
        await reading.summary(me, conversation_id)
        return json(await serving.note(me, conversation_id, wish.text))


def _add_handing_on(blueprint: Blueprint, services: Services) -> None:
    serving, reading = services.serving, services.reading

    @blueprint.post(f"{_ONE}/transfer")
    @openapi.definition(
        summary="Hand over to a colleague or to a skill",
        body={"application/json": TransferIn},
        response={"application/json": SummaryOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def transfer(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        wish = read_body(request, TransferIn)
        if wish.to_agent is not None:
            await serving.transfer_to_agent(me, conversation_id, wish.to_agent, wish.note)
        elif wish.to_skill is not None:
            await serving.transfer_to_skill(me, conversation_id, wish.to_skill, wish.note)
        return json(await reading.announcement(conversation_id))

    @blueprint.post(f"{_ONE}/close")
    @openapi.definition(
        summary="Close, or give back to the assistant",
        body={"application/json": CloseIn},
        response={"application/json": SummaryOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def close(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        wish = read_body(request, CloseIn)
        await serving.close(me, conversation_id, wish.wrap_up, wish.summary, back_to_bot=wish.back_to_bot)
        return json(await reading.announcement(conversation_id))
