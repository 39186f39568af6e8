"""The rehearsal (演练): an invented hall in a database of its own, for those who have never opened or closed a count.

``hall`` tells how its people came to sit there, act by act; ``files`` begins, finds and wipes rehearsals; ``hands`` fills
in the sheets of the people who are invented; ``steps`` says what comes next.
"""
