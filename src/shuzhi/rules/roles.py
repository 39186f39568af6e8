"""Offices: in whose name a person acts. A person may hold several, in several bodies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shuzhi.rules.verdict import Text


class Office(StrEnum):
    """The offices of the institution; the steward looks after accounts and performs no act of it."""

    DISTRICT_OFFICE = "district_office"
    CHAIRPERSONS_MEETING = "chairpersons_meeting"
    TOWN_CONGRESS_OFFICE = "town_congress_office"
    PRESIDIUM = "presidium"
    GROUP_LEADER = "group_leader"
    DEPUTY = "deputy"
    TELLER = "teller"
    SCRUTINEER = "scrutineer"
    RECORDER = "recorder"
    ATTENDEE = "attendee"
    PUBLIC = "public"
    STEWARD = "steward"


OFFICE_NAMES: dict[Office, Text] = {
    Office.DISTRICT_OFFICE: Text("区人大代表工委", "District office"),
    Office.CHAIRPERSONS_MEETING: Text("主任会议", "Chairpersons’ meeting"),
    Office.TOWN_CONGRESS_OFFICE: Text("镇人大", "Town congress"),
    Office.PRESIDIUM: Text("镇人大主席团", "Presidium"),
    Office.GROUP_LEADER: Text("代表小组组长", "Group leader"),
    Office.DEPUTY: Text("述职代表", "Reporting deputy"),
    Office.TELLER: Text("计票人", "Teller"),
    Office.SCRUTINEER: Text("监票人", "Scrutineer"),
    Office.RECORDER: Text("评议组记录人", "Appraisal recorder"),
    Office.ATTENDEE: Text("到会人员", "Attendee"),
    Office.PUBLIC: Text("选民", "Voter"),
    Office.STEWARD: Text("系统管理员", "System steward"),
}

# Held by appointment in a body; the others follow from a mandate, a post at one meeting, or from nothing.
BODY_OFFICES = (
    Office.DISTRICT_OFFICE,
    Office.CHAIRPERSONS_MEETING,
    Office.TOWN_CONGRESS_OFFICE,
    Office.PRESIDIUM,
    Office.GROUP_LEADER,
    Office.STEWARD,
)
MEETING_POSTS = (Office.TELLER, Office.SCRUTINEER, Office.RECORDER)


class RoundKind(StrEnum):
    """Who reports, and hence who adopts, decides and speaks (2.2a, 2.2b, 2.2c, 4.1a, 4.3b)."""

    DISTRICT_TOWN = "district_town"
    DISTRICT_ORGANS = "district_organs"
    TOWN = "town"

    @property
    def level(self) -> str:
        return "town" if self is RoundKind.TOWN else "district"


ROUND_KINDS: dict[RoundKind, Text] = {
    RoundKind.DISTRICT_TOWN: Text("镇的区代表小组", "A town’s district deputies"),
    RoundKind.DISTRICT_ORGANS: Text("区机关代表小组", "The district-organs group"),
    RoundKind.TOWN: Text("镇人大代表", "A town’s own deputies"),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """One office held in one body today."""

    office: Office
    body: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks or acts: a signed-in person with the offices held today, or the public."""

    person: int | None = None
    name: str = ""
    holdings: frozenset[Holding] = frozenset()

    @property
    def signed_in(self) -> bool:
        return self.person is not None

    def bodies(self, *offices: Office) -> frozenset[int]:
        """The bodies in which any of these offices is held (all offices when none is named)."""
        return frozenset(h.body for h in self.holdings if not offices or h.office in offices)

    def holds(self, *offices: Office) -> bool:
        return any(h.office in offices for h in self.holdings)


PUBLIC = Actor()
