"""The clauses quote the source document, and nothing else."""

import re
import unicodedata
from pathlib import Path

from shuzhi.rules.clauses import CLAUSES, is_decision, is_source
from shuzhi.rules.regulation import load_edition

DOCS = Path(__file__).parents[2] / "docs"
EDITION = load_edition("xishan_2006")

# What the stored copy lost, as docs/seed.md tells it: (the copy, the restored text).
RESTORED = [
    ("2006531日", "(2006年5月31日"),
    ("23个月", "2—3个月"),
    ("搞形式找麻烦额外负担", "“搞形式”“找麻烦”“额外负担”"),
    ("三个代表", "“三个代表”"),
]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_the_edition_s_text_is_the_stored_copy_with_the_lost_characters_restored():
    copy = _bare((DOCS / "seed.txt").read_text(encoding="utf-8"))
    for lost, restored in RESTORED:
        assert lost in copy
        copy = copy.replace(lost, restored)
    assert _bare(EDITION.text.zh) in copy


def test_every_clause_is_an_exact_quotation_in_both_languages():
    for clause in CLAUSES.values():
        for piece in clause.zh.split("……"):
            assert piece in EDITION.text.zh, clause.id
        for piece in clause.en.split(" … "):
            assert piece in EDITION.text.en, clause.id


def test_every_clause_of_the_institution_is_there():
    # fmt: off
    expected = [
        "0.1",
        "1.1",
        "2.1", "2.2a", "2.2b", "2.2c", "2.3", "2.4",
        "3", "3.1", "3.2", "3.3", "3.4", "3.5",
        "4.0a", "4.0b", "4.0c", "4.1", "4.1a", "4.1b", "4.1c", "4.2", "4.2a", "4.2b", "4.3", "4.3a", "4.3b", "4.3b(i)", "4.3b(ii)", "4.3b(iii)", "4.3b(iv)", "4.3b(v)", "4.4", "4.4a", "4.4b", "4.4c", "4.4d",
        "5.1", "5.2", "5.3", "5.4", "5.5",
    ]
    # fmt: on
    assert list(CLAUSES) == expected
    assert all(key == clause.id for key, clause in CLAUSES.items())
    assert {c.id for c in CLAUSES.values() if not c.must} == {"2.2c", "2.3", "4.0c"}


def test_a_source_is_a_clause_or_a_decision_record_that_exists():
    assert all(is_source(source) for source in ("4.3a", "D0001"))
    assert not any(is_source(source) for source in ("4.9", "D1"))
    assert is_decision("D0001")
    assert not is_decision("4.3a")
    for source in EDITION.cited() - set(CLAUSES):
        assert list((DOCS / "decisions").glob(f"{source[1:]}-*.md")), source


def test_the_annotated_document_is_whole_and_bears_every_clause():
    page = (DOCS / "seed.md").read_text(encoding="utf-8").split("\n---\n")[1]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in page.strip().splitlines()[2:]]
    assert {clause.strip("* ") for clause, _, _ in rows} - {""} == set(CLAUSES)
    assert _bare("".join(zh for _, zh, _ in rows)) == _bare(EDITION.text.zh)
    assert _bare("".join(en for _, _, en in rows)) == _bare(EDITION.text.en)
