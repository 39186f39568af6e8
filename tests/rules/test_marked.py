"""The regulation's text with its clauses marked: nothing lost, nothing added, every clause where it stands (0.1)."""

import pytest

from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.marked import anchored, marked
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.verdict import Text

EDITION = load_edition("xishan_2006")
PARAGRAPHS = marked(EDITION.text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_character_is_there_once_and_in_order(language):
    whole = "\n".join("".join(piece.text for piece in getattr(p, language)) for p in PARAGRAPHS)
    assert whole == getattr(EDITION.text, language).strip()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_clause_begins_exactly_once_with_its_own_words(language):
    begins = [(c, piece.text) for p in PARAGRAPHS for piece in getattr(p, language) for c in piece.starts]
    assert sorted(c for c, _ in begins) == sorted(CLAUSES)
    for clause, said in begins:
        assert getattr(CLAUSES[clause], language).startswith(said[:8])


def test_clauses_stand_in_the_order_of_the_document():
    order = [c for p in PARAGRAPHS for piece in p.zh for c in piece.starts]
    stages = [c for c in order if c.startswith("4.3")]
    assert stages == ["4.3", "4.3a", "4.3b", "4.3b(i)", "4.3b(ii)", "4.3b(iii)", "4.3b(iv)", "4.3b(v)"]
    where = anchored(PARAGRAPHS)
    assert where["4.3b(ii)"] == where["4.3a"] != where["2.2a"]


def test_an_edition_worded_otherwise_marks_only_what_it_quotes():
    found = marked(Text("本县办法\n一、总则\n代表每年述职一次。", "County rules\nI. General\nOnce a year."))
    assert anchored(found) == {}
    assert [p.kind for p in found] == ["title", "heading", "heading"]
