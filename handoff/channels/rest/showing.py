"""Messages in Rasa's form, as one connector can show them."""

from collections.abc import Mapping
from typing import Any

from handoff.attachments.sniffing import Kind
from handoff.channels.rest.schemas import ConnectorIn
from handoff.channels.rich.abilities import Abilities
from handoff.channels.rich.rendering import Bubble, Saying, render


def items_of(recipient: str, message: Mapping[str, Any], connector: ConnectorIn) -> list[dict[str, Any]]:
    """`message` has `text` and may have `buttons`, `card` and `attachments` with whole addresses; an item for each bubble.

    Each attachment is an item of its own, with its address as Rasa sends it.
    """
    attachments = message.get("attachments") or ()
    card = message.get("card")
    # A message of attachments alone has words only for those who cannot show them.
    says_nothing = bool(attachments and card)
    saying = Saying(
        "" if says_nothing else message["text"], message.get("buttons") or (), None if says_nothing else card
    )
    bubbles = render([saying], _abilities(connector))
    return [*(_item(recipient, bubble) for bubble in bubbles), *(_attachment(recipient, one) for one in attachments)]


def _abilities(connector: ConnectorIn) -> Abilities:
    shows_cards = connector.buttons if connector.cards is None else connector.cards
    return Abilities(
        buttons="native" if connector.buttons else "none",
        card="native" if shows_cards else "text",
        most_characters=connector.max_characters,
        most_bytes=connector.max_bytes,
    )


def _item(recipient: str, bubble: Bubble) -> dict[str, Any]:
    item: dict[str, Any] = {"recipient_id": recipient, "text": bubble.text}
    if bubble.buttons:
        item["buttons"] = bubble.buttons
    if bubble.card:
        item["custom"] = {"card": bubble.card}
    return item


def _attachment(recipient: str, attachment: Mapping[str, Any]) -> dict[str, Any]:
    key = "image" if attachment["kind"] == Kind.IMAGE else "attachment"
    return {"recipient_id": recipient, key: attachment["url"], "custom": {"attachment": attachment}}
