"""The workbook part: which tabs there are and where their parts lie, defined names, and how it calculates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.names import Names
from perdes_sheets.workbooks.xlsx.package import REL, Package
from perdes_sheets.workbooks.xlsx.pieces import Element, Part, elements, escape, whole

ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
"""The children of `workbook` in the order of the schema (ECMA-376 part 1, 18.2.27)."""

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the workbook. `part` is empty where it isn't a worksheet (a chart sheet, a macro sheet)."""

    title: str
    part: str
    state: str

    @property
    def hidden(self) -> bool:
        return self.state in ("hidden", "veryHidden")


class Book:
    """The workbook part of a package, its changes kept until `save`."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.part = package.main_part()
        data = package.read(self.part)
        root = xml.parse(data, self.part)
        self.strict = root.nsmap.get(root.prefix) == STRICT
        self._xml = Part(data, ORDER)
        self.date1904 = any(
            child.attributes.get("date1904") in ("1", "true") for child in elements(self._xml.get("workbookPr") or b"")
        )
        parts = {rel.id: rel.target for rel in package.relationships(self.part) if rel.kind == "worksheet"}
        self.tabs: Sequence[Tab] = [
            Tab(
                sheet.attributes.get("name", ""),
                parts.get(relationship_id(sheet), ""),
                sheet.attributes.get("state", "visible"),
            )
            for sheet in self._children("sheets")
        ]
        listed = [tab.part for tab in self.tabs if tab.part]
        if not listed:
            raise WorkbookError("error.not_workbook")
        if len(listed) > len(set(listed)):  # else a short list could have a part read a hundred thousand times
            raise WorkbookError("error.damaged", part=self.part)

    def find(self, title: str) -> Tab | None:
        """The tab of that title; capital letters don't count, as no workbook has two tabs that differ only in them."""
        return next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)

    def index(self, title: str) -> int:
        """The place of a tab among all tabs; ValueError where there is none."""
        return [tab.title.casefold() for tab in self.tabs].index(title.casefold())

    @cached_property
    def names(self) -> Names:
        """The defined names, in the file's order."""
        return Names(self._xml.get("definedNames"), self._xml.prefix)

    def define(self, name: str, reference: str, local: int | None = None, *, hidden: bool = False) -> bool:
        """Give a defined name its reference, adding it where it isn't there; whether it meant anything else before."""
        return self.names.define(name, reference, local, hidden=hidden)

    def insert(self, title: str, state: str, part: str, relationship: str, at: int) -> None:
        """Add a tab before the one at index `at`; what counts tabs by their place counts on."""
        data = self._xml.get("sheets") or b""
        sheets = self._children("sheets")
        used = {whole(sheet.attributes.get("sheetId", "")) for sheet in sheets}
        hidden = f' state="{state}"' if state != "visible" else ""
        # openpyxl declares the namespace in each sheet, others in the root: once more does no harm
        space = f'xmlns:r="{STRICT_RELATIONSHIPS if self.strict else REL}"'
        new = f'sheet {space} name="{escape(title)}" sheetId="{max(used) + 1}"{hidden} r:id="{relationship}"/>'
        place = sheets[at].start if at < len(sheets) else sheets[-1].end
        self._xml.put("sheets", b"%b<%b%b%b" % (data[:place], self._xml.prefix, new.encode(), data[place:]))
        self.tabs = [*self.tabs[:at], Tab(title, part, state), *self.tabs[at:]]
        self.names.make_room(at)
        self._count_on_in_views(at)
        views = self._xml.get("bookViews")
        if views is not None and not at and b"activeTab" not in views:  # left out, it means the first tab
            self._xml.put("bookViews", views.replace(b"workbookView", b'workbookView activeTab="1"', 1))

    def calculate_on_load(self) -> None:
        """Ask for a full calculation when the file is opened (18.2.2); LibreOffice ignores it, Excel doesn't."""
        data = self._xml.get("calcPr")
        if data is None:
            self._xml.put("calcPr", b'<%bcalcPr fullCalcOnLoad="1"/>' % self._xml.prefix)
        elif b"fullCalcOnLoad" in data:
            self._xml.put("calcPr", re.sub(rb'fullCalcOnLoad\s*=\s*["\']\w*["\']', b'fullCalcOnLoad="1"', data))
        else:
            self._xml.put("calcPr", re.sub(rb"(\s*/?>)", rb' fullCalcOnLoad="1"\1', data, count=1))

    def save(self) -> None:
        """Put the changes into the package."""
        if self.names.changed:
            self._xml.put("definedNames", self.names.bytes())
        self._package.set(self.part, self._xml.bytes())

    def _children(self, name: str) -> list[Element]:
        data = self._xml.get(name)
        return [] if data is None else [child for whole in elements(data) for child in elements(data, *whole.inside)]

    def _count_on_in_views(self, at: int) -> None:
        data = self._xml.get("bookViews")
        if data is None:
            return
        pattern = rb'(\s(?:activeTab|firstSheet)\s*=\s*["\'])(\d{1,9})'
        counted = re.sub(pattern, lambda m: m[1] + str(int(m[2]) + (int(m[2]) >= at)).encode(), data)
        self._xml.put("bookViews", counted)


def relationship_id(element: Element) -> str:
    """The `r:id` of an element, whatever the prefix."""
    return next((value for name, value in element.attributes.items() if name.endswith(":id")), "")
