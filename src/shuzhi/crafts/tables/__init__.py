"""Reading untidy tables out of office files: workbooks and separated text, as people really keep them.

Knows tables, not the people or the institution in them. The caller says which headings mean which
field; everything else (charset, merged cells, block headings, subtotals, remarks) is told here.

    from shuzhi.crafts.tables import read_tables
    answer = read_tables("list.xlsx", data, {"name": {"姓名"}, "phone": {"电话"}})
"""

from .model import Block, Limits, Problem, Row, Skipped, Subtotal, Table, Value
from .reader import read_tables

__all__ = [
    "Block",
    "Limits",
    "Problem",
    "Row",
    "Skipped",
    "Subtotal",
    "Table",
    "Value",
    "read_tables",
]
