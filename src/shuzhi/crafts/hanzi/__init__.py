"""Chinese names: initials to search by at a door, and keys to sort by. Knows nothing of the institution."""

from shuzhi.crafts.hanzi.names import initials, matches, sort_key, spellings, tidy

__all__ = ["initials", "matches", "sort_key", "spellings", "tidy"]
