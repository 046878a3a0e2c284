"""WeChat's encryption: AES-256-CBC around random bytes, length, message and the account's app id."""

import base64
import binascii
import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

_RANDOM, _LENGTH = 16, 4
# WeChat pads to 32 bytes, twice the cipher's own block.
_PADDING = PKCS7(32 * 8)


class Undecipherable(Exception):
    """None of our keys opens it, or it was written for another account."""


class Envelope:
    """Opens and seals messages of one account."""

    def __init__(self, app_id: str, keys: Sequence[str]) -> None:
        self._app_id = app_id.encode()
        # The last character of a key may have bits that mean nothing; Python's decoder does not mind.
        self._keys = [base64.b64decode(f"{key}=") for key in keys]

    def open(self, encrypted: str) -> tuple[bytes, int]:
        """The message, and which key opened it. Raises Undecipherable."""
        for number, key in enumerate(self._keys):
            try:
                return self._unpack(_decrypt(key, encrypted)), number
            except ValueError:
                continue
        raise Undecipherable

    def seal(self, content: bytes, key_number: int = 0, random: bytes | None = None) -> str:
        """The message encrypted with the key that the other side uses."""
        key = self._keys[key_number]
        length = len(content).to_bytes(_LENGTH, "big")
        padder = _PADDING.padder()
        plain = (random or secrets.token_bytes(_RANDOM)) + length + content + self._app_id
        encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
        sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def _unpack(self, plain: bytes) -> bytes:
        start = _RANDOM + _LENGTH
        end = start + int.from_bytes(plain[_RANDOM:start], "big")
        if len(plain) < end or plain[end:] != self._app_id:
            raise ValueError("written for another account")
        return plain[start:end]


def _decrypt(key: bytes, encrypted: str) -> bytes:
    """The padding is taken off. Raises ValueError."""
    try:
        sealed = base64.b64decode(encrypted, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
    decryptor = Cipher(AES(key), CBC(key[:16])).decryptor()
    unpadder = _PADDING.unpadder()
    return unpadder.update(decryptor.update(sealed) + decryptor.finalize()) + unpadder.finalize()
