"""A round told act by act, each at its own moment: how the demonstration and the rehearsal come to be.

Nothing here writes a record. Every story performs the acts its people would perform.
"""
