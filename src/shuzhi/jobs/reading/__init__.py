"""Reading filled sheets in the background: files handed in → pages taken in, a heap at a time (D0012).

A heap goes in whole or not at all, with the number of pages done; so a worker that is stopped or killed goes on from
the last heap, and nothing counts twice. Only ``read`` and ``shown`` need the extra ``scan``.
"""
