"""Starts or trains the assistant: Rasa's commands without TensorFlow and with the lean parts in place.

usage: python -m bot run … or python -m bot train …
"""

import os

from bot.without_tensorflow import import_rasa


def main() -> None:
    """Hand the command line to Rasa."""
    # The matrices of one message are so small that further threads only spin, on a processor that desk and actions need.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import_rasa()
    from rasa.__main__ import main as rasa  # noqa: PLC0415 - Rasa must not be imported before.

    from bot.lean import apply  # noqa: PLC0415 - The same.

    apply()
    rasa()


if __name__ == "__main__":
    main()
