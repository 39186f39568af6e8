"""Figures of the paper reader, level by level: ``make bench-paper`` (``python -m tools.bench_paper``).

Pictures come from the generator in ``tests/crafts/paperform/generator`` under seeds that neither the tests nor the
training of the second opinion use. Beside it, in the same run and on the same answers, AMC-detect where Debian's
auto-multiple-choice is installed: its sheets bear discs at the corners, so it gets each picture with discs in
place of our markers. Processor time of one core, not the clock on the wall.
"""
