"""How the company's front line speaks (BUSINESS B10, B11, B16): what may not be said, and which variation fits a reader.

Pure functions for Python 3.10 (the bot) and 3.11 (everything else).
"""

from courier.wording.checker import PROMISE, Checker, Finding
from courier.wording.reader import Reader
from courier.wording.variations import choose

__all__ = ["PROMISE", "Checker", "Finding", "Reader", "choose"]
