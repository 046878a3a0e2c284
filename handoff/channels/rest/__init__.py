"""Any messenger: Rasa's REST format, with what a connector needs besides (decision 16)."""
