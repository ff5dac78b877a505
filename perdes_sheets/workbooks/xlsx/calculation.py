"""The calculation chain (ECMA-376 part 1, 18.6): in which order the formulas were calculated last.

A chain that lists a cell without a formula makes Excel call the file damaged; one that lacks a cell, or isn't there, is
made anew when the file is opened. So when formulas may have come or gone, the chain goes: writing it on would mean to
know each tab's place in it, and the full calculation that a sync asks for makes it anew anyhow.
"""

from __future__ import annotations

from perdes_sheets.workbooks.xlsx import relations
from perdes_sheets.workbooks.xlsx.package import Package


def has_chain(package: Package, workbook_part: str) -> bool:
    """Whether there is a calculation chain."""
    return any(relation.kind == "calcChain" for relation in package.relationships(workbook_part))


def drop_chain(package: Package, workbook_part: str) -> None:
    """Take the calculation chain away, with its relationship and its content type."""
    for relation in package.relationships(workbook_part):
        if relation.kind == "calcChain":
            relations.remove(package, workbook_part, {relation.id})
            if relation.target in package:
                package.remove(relation.target)
