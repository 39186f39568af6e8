"""The documents are true to the code: acts and labels, screen words, commands, decisions, paths, links."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Office

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SCREENS = DOCS / "screens"  # pictures of the demonstration district; held to once the folder is there
GUIDE = sorted((DOCS / "guide").glob("*.md"))
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
WRITTEN = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
# The page of each office; the public's and the attendee's acts need no account.
PAGE_OF = {
    Office.DISTRICT_OFFICE: "district-office",
    Office.CHAIRPERSONS_MEETING: "chairpersons-meeting",
    Office.TOWN_CONGRESS_OFFICE: "town-office",
    Office.PRESIDIUM: "presidium",
    Office.GROUP_LEADER: "group-leader",
    Office.DEPUTY: "deputy",
    Office.TELLER: "teller",
    Office.SCRUTINEER: "scrutineer",
    Office.RECORDER: "recorder",
    Office.ATTENDEE: "attendee",
    Office.PUBLIC: "public",
    Office.STEWARD: "steward",
}
# Their pages send the reader on to the town office's page for the rest of the organiser's acts.
SENT_ON = {Office.GROUP_LEADER: Office.TOWN_CONGRESS_OFFICE}

ACT = re.compile(r"\*\*([^*\n]+)\*\* \(`([a-z_]+\.[a-z_]+)`")
NAMED = re.compile(r"`([a-z_]+\.[a-z_]+)`")
ZH_SCREEN = re.compile(r"「([^」]+)」")
EN_SCREEN = re.compile(r"(?<![*\w])\*([A-Z][^*\n]+)\*(?!\*)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:src|tests|docs|tools)/[\w./-]+)`")


def page_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def acts_on(path: Path) -> set[str]:
    return set(NAMED.findall(path.read_text(encoding="utf-8")))


@cache
def screens() -> str:
    """All that may stand on a screen: templates, pages, forms, rules, and the English of them."""
    source = ROOT / "src" / "shuzhi"
    kinds = ("*.html", "*.py", "*.po", "*.toml")
    return "\n".join(p.read_text(encoding="utf-8") for kind in kinds for p in sorted(source.rglob(kind)))


@pytest.mark.parametrize("path", GUIDE, ids=page_id)
def test_every_act_a_guide_names_is_in_the_register_under_its_label(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    labelled = ACT.findall(text)
    wrong = [
        (label, name)
        for label, name in labelled
        if name not in REGISTER or label not in (REGISTER[name].label.zh, REGISTER[name].label.en)
    ]
    assert wrong == []
    assert NAMED.findall(text) == [name for _, name in labelled], "an act is named without its label in bold"


@pytest.mark.parametrize("path", GUIDE, ids=page_id)
def test_both_languages_of_a_guide_name_the_same_acts(path: Path) -> None:
    labelled = ACT.findall(path.read_text(encoding="utf-8"))
    chinese = {name for label, name in labelled if label == REGISTER[name].label.zh}
    english = {name for label, name in labelled if label == REGISTER[name].label.en}
    assert chinese == english


@pytest.mark.parametrize("path", GUIDE, ids=page_id)
def test_words_a_guide_quotes_from_the_screen_are_on_a_screen(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quoted = [*ZH_SCREEN.findall(text), *EN_SCREEN.findall(text)]
    assert [word for word in quoted if word not in screens()] == []


@pytest.mark.parametrize("office", Office, ids=lambda office: office.value)
def test_an_offices_page_tells_of_every_act_of_that_office(office: Office) -> None:
    told = acts_on(DOCS / "guide" / f"{PAGE_OF[office]}.md")
    if office in SENT_ON:
        told |= acts_on(DOCS / "guide" / f"{PAGE_OF[SENT_ON[office]]}.md")
    own = {row.name for row in REGISTER.values() if any(office in held for held in row.by.values())}
    assert own - told == set()


def test_an_offices_page_tells_of_no_act_of_others() -> None:
    of_others = {
        (page, name)
        for office, page in PAGE_OF.items()
        for name in acts_on(DOCS / "guide" / f"{page}.md")
        if not any(office in held for held in REGISTER[name].by.values())
    }
    assert of_others == set()


def test_every_decision_has_a_number_of_its_own() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert numbers == sorted(set(numbers))
    for path in decisions:
        title = path.read_text(encoding="utf-8").splitlines()[0]
        assert title.startswith(f"# {path.name[:4]} · "), f"{path.name} begins with {title!r}"


def test_every_decision_cited_in_the_code_is_on_record() -> None:
    known = {f"D{path.name[:4]}" for path in (DOCS / "decisions").glob("*.md")}
    cited = set(re.findall(r"\bD0\d{3}\b", screens()))
    assert cited - known == set()


@pytest.mark.parametrize("path", WRITTEN, ids=page_id)
def test_commands_a_page_names_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", text, re.MULTILINE)) - targets == set()
    commands = {p.stem for p in (ROOT / "src/shuzhi/cli/management/commands").glob("[a-z]*.py")}
    # Brought by Django and its libraries.
    commands |= {"migrate", "makemigrations", "axes_reset_username", "db_worker"}
    assert set(re.findall(r"python manage\.py ([a-z_]+)", text)) - commands == set()


@pytest.mark.parametrize("path", READMES, ids=page_id)
def test_a_readme_opens_with_the_two_commands(path: Path) -> None:
    code = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines() if line[:4] == "    "]
    assert code[:2] == ["make run", "make test"]


@pytest.mark.parametrize("path", WRITTEN, ids=page_id)
def test_links_and_paths_lead_to_files_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [t for t in LINK.findall(text) if "://" not in t]
    missing = [t for t in links if not (path.parent / t).exists() and (SCREENS.exists() or "docs/screens/" not in t)]
    missing += [p for p in PATH.findall(text) if not (ROOT / p).exists()]
    assert missing == []


def test_every_guide_page_is_in_the_guides_table_and_every_office_has_one() -> None:
    told = set(LINK.findall((DOCS / "guide" / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in GUIDE} - {"README.md"} <= told
    assert set(PAGE_OF) == set(Office)
    assert {f"{page}.md" for page in PAGE_OF.values()} == {path.name for path in GUIDE} - {"README.md"}
