"""Rasa's custom actions: what the assistant looks up in courier/ and asks of the desk, one module per skill."""
