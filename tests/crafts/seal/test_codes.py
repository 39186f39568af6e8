"""Codes: forgiving to people, costly to thieves."""

import hashlib
import secrets

import pytest

from shuzhi.crafts.seal import codes


def test_a_code_has_twelve_characters_and_reads_back() -> None:
    for _ in range(200):
        code = codes.mint(secrets.randbits)
        assert len(code) == 12
        assert codes.parse(code) == code


def test_every_single_wrong_character_is_found() -> None:
    code = codes.mint(lambda n: 0x5A5A5A5A5A5A5A & (2**n - 1))
    for place in range(12):
        for other in codes.ALPHABET:
            if other != code[place]:
                assert codes.parse(code[:place] + other + code[place + 1 :]) is None


def test_every_exchange_of_two_different_characters_is_found() -> None:
    for _ in range(50):
        code = codes.mint(secrets.randbits)
        for a in range(11):
            for b in range(a + 1, 11):
                if code[a] != code[b]:
                    swapped = list(code)
                    swapped[a], swapped[b] = swapped[b], swapped[a]
                    assert codes.parse("".join(swapped)) is None


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        lambda c: f"{c[:4]} {c[4:8]} {c[8:]}",
        lambda c: f"{c[:4]}-{c[4:8]}—{c[8:]}",
        lambda c: c.replace("0", "O").replace("1", "l"),
        lambda c: c.replace("0", "o").replace("1", "I"),
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c),
        lambda c: f"http://10.0.0.2:8000/s#{c}.2",
    ],
)
def test_what_people_and_scanners_make_of_it_is_forgiven(spoil) -> None:
    for _ in range(50):
        code = codes.mint(secrets.randbits)
        assert codes.parse(spoil(code)) == code


@pytest.mark.parametrize("text", ["", "1", "U" * 12, "测评表", "0" * 13, "0" * 5000, "\x00" * 12])
def test_what_is_no_code_is_none(text) -> None:
    assert codes.parse(text) is None


def test_the_tag_depends_on_code_and_salt_and_shows_neither() -> None:
    code = codes.mint(secrets.randbits)
    first = codes.tag(code, b"salt of one meeting")
    assert first == hashlib.scrypt(code.encode(), salt=b"salt of one meeting", n=4096, r=8, p=1, dklen=32)
    assert first != codes.tag(code, b"salt of another")
    assert len(first) == 32
    assert code.encode() not in first
