"""Boxes only the holder of a key can open, and signatures anybody can check. Both are libsodium's.

A box: a key pair made for this one message, and crypto_box (X25519, XSalsa20-Poly1305) from it to the reader's key.
The number used once is cut from SHA-512 over both public keys: the pair serves one message only, so it never
repeats, and the phone needs no other hash than the one its library brings.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import nacl.bindings as sodium
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from .canon import NAME, Malformed, encode, pack, unpack
from .group import Random

KEY = 32
OVERHEAD = 48
_NONCE = 24


def public(secret: bytes) -> bytes:
    """The public half of a box key."""
    return sodium.crypto_scalarmult_base(secret)


def _number(sender: bytes, reader: bytes) -> bytes:
    return hashlib.sha512(sender + reader).digest()[:_NONCE]


def close_box(message: bytes, reader: bytes, random: Random) -> bytes:
    """The message, readable only with the secret half of ``reader``; 48 bytes longer."""
    secret = random(KEY)
    sender = public(secret)
    return sender + sodium.crypto_box(message, _number(sender, reader), reader, secret)


def open_box(box: bytes, secret: bytes) -> bytes:
    """What is in the box. Errors: ``Malformed`` when it was made for another key, or changed on its way."""
    sender, reader = box[:KEY], public(secret)
    try:
        return sodium.crypto_box_open(box[KEY:], _number(sender, reader), sender, secret)
    except (CryptoError, ValueError, TypeError) as error:
        raise Malformed("no box for this key") from error


@dataclass(frozen=True)
class Signed:
    """A statement and its signature. ``kind`` is part of what is signed: an opening never passes for a closing.

    ``content`` is never changed once it stands here: the hash is worked out once.
    """

    kind: str
    content: dict[str, Any]
    signature: bytes

    @property
    def public(self) -> dict[str, Any]:
        """As it stands in the bundle."""
        return {"content": self.content, "signature": pack(self.signature)}

    @cached_property
    def digest(self) -> bytes:
        """The hash by which other statements name this one."""
        return hashlib.sha256(_said(self.kind, self.content)).digest()


def _said(kind: str, content: dict[str, Any]) -> bytes:
    return NAME + kind.encode() + b"\0" + encode(content)


def sign(kind: str, content: dict[str, Any], seed: bytes) -> Signed:
    """Errors: ``Malformed`` when the seed is none, or the content has no one way to be written."""
    try:
        return Signed(kind, content, SigningKey(seed).sign(_said(kind, content)).signature)
    except (ValueError, TypeError) as error:
        raise Malformed("no key to sign with") from error


def signing_public(seed: bytes) -> bytes:
    return bytes(SigningKey(seed).verify_key)


def signed(kind: str, thing: Any, key: bytes) -> Signed:
    """A statement read back, its signature checked. Errors: ``Malformed``."""
    if not isinstance(thing, dict) or set(thing) != {"content", "signature"} or not isinstance(thing["content"], dict):
        raise Malformed("not a signed statement")
    signature = unpack(thing["signature"], 64)
    try:
        VerifyKey(key).verify(_said(kind, thing["content"]), signature)
    except CryptoError as error:
        raise Malformed(f"the {kind} is not signed by this meeting") from error
    return Signed(kind, thing["content"], signature)
