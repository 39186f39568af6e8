"""Figures of the sealed record, in one run and as ratios: ``make bench-record`` (``python -m tools.bench_record``).

Processor time, not the clock on the wall: a busy machine changes it least. One reporter, six questions of four grades,
as the peers were measured; beside it the sheet of this program, whose blank and void answers are choices too. By the
wall go only casting over HTTP and storing, which waits for the disk: measure those on a machine that does nothing else.
"""
