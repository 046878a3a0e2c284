"""The channels that need no account anywhere: our widget, and whoever speaks the REST format."""

from handoff.channels.status.port import KnownAccount

OWN_ACCOUNTS = (
    KnownAccount(channel="web", name="default", path="/widget.js", setting="WIDGET_ORIGINS"),
    KnownAccount(
        channel="rest",
        name="default",
        path="/channels/rest/webhook",
        setting="REST_TOKEN",
        addresses=("http://", "https://"),
    ),
)
