"""The four corner markers: ids 0 to 3 of the published ArUco dictionary DICT_4X4_50."""

from __future__ import annotations

# Rows of the inner 4 × 4 cells, top to bottom; 1 is white. A one-cell black border goes round them.
INNER = (
    ("1011", "0101", "0011", "0010"),
    ("0000", "1111", "1001", "1010"),
    ("0011", "0011", "0010", "1101"),
    ("1001", "1001", "0100", "0110"),
)
CELLS = 6


def white_cells(marker: int) -> tuple[tuple[int, int], ...]:
    """(column, row) of the white cells in the 6 × 6 marker; the rest is black."""
    return tuple(
        (column + 1, row + 1) for row, bits in enumerate(INNER[marker]) for column, bit in enumerate(bits) if bit == "1"
    )
