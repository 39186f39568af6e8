"""The archive: what the institution remembers. Models, constraints and migrations; no decisions."""
