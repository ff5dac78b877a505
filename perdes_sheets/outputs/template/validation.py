"""What happens to what doesn't fit a cell: dropdowns help, and never refuse.

Only automatic columns refuse what is typed: a data validation does it, where sheet protection would forbid sorting.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from perdes_sheets.outputs.template.book import Book
from perdes_sheets.outputs.template.columns import SheetColumn
from perdes_sheets.outputs.template.hints import TITLE, hint
from perdes_sheets.schema.columns import Column
from perdes_sheets.schema.tabs import Auto, EntryTab, entry_tab


def choice_list(list_id: str) -> str:
    """The name of the cells that hold a list's words: with their commas they can't stand in the validation itself."""
    return f"pd_list_{list_id}"


def pick(tab: str) -> str:
    """The name of what a dropdown of a tab's keys shows."""
    return f"pd_pick_{tab}"


def validation(book: Book, tab: EntryTab, column: SheetColumn) -> dict[str, Any]:
    """The data validation of a column, as XlsxWriter takes it."""
    rule = _refusing(book) if isinstance(column, Auto) else _helping(book, column)
    title = book.words.column(tab.id, column.id)
    return {**rule, "input_title": title[:TITLE], "input_message": hint(book.words, tab, column)}


def _refusing(book: Book) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": "=FALSE",
        "error_type": "stop",
        "error_title": book.words("hint.refuse.title"),
        "error_message": book.words("hint.refuse"),
    }


def _helping(book: Book, column: Column) -> dict[str, Any]:
    if column.type == "choice":
        return {"validate": "list", "source": f"={choice_list(column.choices or '')}"} | _warning(book, "choice")
    if column.type == "choices":
        return {"validate": "list", "source": f"={choice_list(column.choices or '')}", "show_error": False}
    if column.type == "yesno":
        return {"validate": "list", "source": book.words.choices("yesno"), "show_error": False}
    if column.type == "score":
        return {"validate": "list", "source": ["1", "2", "3", "4", "5"]} | _warning(book, "score")
    if column.type == "ref":
        other = book.words.tab(entry_tab(column.ref or "").id)
        return {"validate": "list", "source": f"={pick(column.ref or '')}"} | _warning(book, "ref", tab=other)
    if column.type == "refs":
        return {"validate": "list", "source": f"={pick(column.ref or '')}", "show_error": False}
    if column.type == "date":
        dates = {"criteria": "between", "minimum": dt.date(1945, 1, 1), "maximum": dt.date(2100, 12, 31)}
        return {"validate": "date", **dates} | _warning(book, "date") | {"error_type": "information"}
    return {"validate": "any"}


def _warning(book: Book, id: str, **values: str) -> dict[str, Any]:
    return {
        "error_type": "warning",
        "error_title": book.words(f"hint.{id}.title"),
        "error_message": book.words(f"hint.{id}", **values),
    }
