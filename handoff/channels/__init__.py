"""How messages come in and go out: our widget, Rasa widgets, REST connectors."""
