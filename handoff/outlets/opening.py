"""Choosing the way to the outlets by the settings."""

from handoff.outlets.mail import EmailSender
from handoff.outlets.port import OutletSender, RecordingSender
from handoff.outlets.settings import OutletSettings
from handoff.outlets.webhook import WebhookSender


def open_sender(settings: OutletSettings) -> OutletSender:
    """The sender that the settings choose; nothing connects yet."""
    if settings.outlet_channel == "webhook":
        return WebhookSender(settings.outlet_webhook_url, settings.outlet_webhook_secret)
    return EmailSender(settings) if settings.outlet_channel == "email" else RecordingSender()
