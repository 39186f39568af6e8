"""The demonstration district: the six rosters of ``xishan``, and what its people did, act by act.

Nothing here writes a record. Every story performs the acts its people would perform, each at its own
moment, so that the district stands around today: something is due, something late, something done.
The stories run side by side, in the order of their moments, as they would have happened.
"""
