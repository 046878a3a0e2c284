"""What Qiantai adds to Rasa: understanding of Chinese courier messages, wording by language, and the desk's channel."""
