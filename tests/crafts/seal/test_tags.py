"""Tags kept in memory: found again by their code alone, and no code beside them (D0005)."""

from __future__ import annotations

import os

from shuzhi.crafts.seal import Tags, tag

SALT = bytes(range(16))
CODE, OTHER = "0123456789AB", "ZYXWVTSRQPNM"


def test_a_kept_tag_is_found_by_its_code_and_no_other_is():
    tags = Tags(os.urandom)
    assert tags.of(CODE) is None
    tags.keep(CODE, tag(CODE, SALT))
    assert tags.of(CODE) == tag(CODE, SALT)
    assert tags.of(OTHER) is None


def test_what_is_kept_names_no_code_and_no_two_keep_alike():
    one, two = Tags(os.urandom), Tags(os.urandom)
    for tags in (one, two):
        tags.keep(CODE, tag(CODE, SALT))
    kept = repr(vars(one))
    assert CODE not in kept
    assert not set(vars(one)["_known"]) & set(vars(two)["_known"])
