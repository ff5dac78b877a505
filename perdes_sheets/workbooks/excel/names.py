"""The workbook's defined names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from perdes_sheets.workbooks.excel import native

_SEAL = "pd_painted_"


class Names:
    """The names of the whole workbook, looked up and set one by one; references are written without `=`."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def __getitem__(self, name: str) -> str | None:
        """What a name refers to; None where there is no such name."""
        names = self._book.names
        if not names.contains(name):
            return None
        reference: str = names[name].refers_to
        return reference.removeprefix("=")

    def differing(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Those of `wanted` that aren't so yet."""
        return {name: ref for name, ref in wanted.items() if _bare(self[name] or "") != _bare(ref)}

    def define(self, name: str, reference: str) -> Any:
        """Set a name; it is made where it isn't there."""
        names = self._book.names
        if not names.contains(name):
            return names.add(name, "=" + reference)
        found = names[name]
        found.refers_to = "=" + reference
        return found

    def all(self) -> Iterator[tuple[str, str]]:
        """Every name with its reference; a tab's own names begin with the tab."""
        for name in self._book.names:
            yield name.name, name.refers_to.removeprefix("=")

    def seal(self, tab: str) -> str | None:
        """How the owned tab `tab` (its id) was last filled (`owned.Refill`): a hidden name keeps it in the workbook."""
        found = self[_SEAL + tab]
        return found.strip('"') if found else None

    def put_seal(self, tab: str, seal: str) -> None:
        """Remember how the owned tab `tab` was filled."""
        native.hide_name(self.define(_SEAL + tab, f'"{seal}"'))


def _bare(reference: str) -> str:
    """A reference however its tab is quoted: Excel drops quotes that aren't needed."""
    return reference.replace("'", "")
