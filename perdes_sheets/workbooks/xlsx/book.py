"""The workbook part: which tabs there are and where their parts lie, defined names, and how it calculates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.package import REL, Package
from perdes_sheets.workbooks.xlsx.pieces import Element, Part, decoded, elements, escape, unescape, whole

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


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name. `local` is the index of the tab that it belongs to, None for one of the whole workbook."""

    name: str
    local: int | None
    reference: str
    hidden: bool = False


class Book:
    """The workbook part of a package, its changes kept until `save`."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.part = package.main_part()
        data = package.read(self.part)
        root = xml.parse(data, self.part)
        self.strict = root.nsmap.get(root.prefix) == STRICT
        self._xml = Part(data, ORDER)
        self._cut: tuple[bytes, list[tuple[DefinedName, Element]]] | None = None
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
        if not any(tab.part for tab in self.tabs):
            raise WorkbookError("error.not_workbook")

    def find(self, title: str) -> Tab | None:
        """The tab of that title; capital letters don't count, as no workbook has two tabs that differ only in them."""
        return next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)

    def index(self, title: str) -> int:
        """The place of a tab among all tabs; ValueError where there is none."""
        return [tab.title.casefold() for tab in self.tabs].index(title.casefold())

    @property
    def names(self) -> list[DefinedName]:
        """The defined names, in the file's order."""
        return [name for name, _ in self._defined()]

    def _defined(self) -> list[tuple[DefinedName, Element]]:
        """The defined names and where they stand in their element; cut anew when that was changed."""
        data = self._xml.get("definedNames") or b""
        if self._cut is None or self._cut[0] is not data:
            self._cut = (data, [(_defined_name(child, data), child) for child in self._children("definedNames")])
        return self._cut[1]

    def define(self, name: str, reference: str, local: int | None = None, *, hidden: bool = False) -> bool:
        """Give a defined name its reference, adding it where it isn't there; whether it meant anything else before."""
        data, prefix = self._xml.get("definedNames") or b"", self._xml.prefix
        text = escape(reference).encode()
        for known, child in self._defined():
            if (known.name.casefold(), known.local) == (name.casefold(), local):
                if _meant(known.reference) == _meant(reference):
                    return False
                tag = data[child.start : child.inside[0]]
                if tag.rstrip().endswith(b"/>"):
                    tag = tag.rstrip()[:-2] + b">"
                changed = b"%b%b</%bdefinedName>" % (tag, text, prefix)
                self._xml.put("definedNames", data[: child.start] + changed + data[child.end :])
                return True
        where = ("" if local is None else f' localSheetId="{local}"') + (' hidden="1"' if hidden else "")
        tag = f'definedName name="{escape(name)}"{where}'.encode()
        self._append("definedNames", b"<%b%b>%b</%bdefinedName>" % (prefix, tag, text, prefix))
        return True

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
        self._count_on("definedNames", ("localSheetId",), at)
        self._count_on("bookViews", ("activeTab", "firstSheet"), at)
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
        self._package.set(self.part, self._xml.bytes())

    def _children(self, name: str) -> list[Element]:
        data = self._xml.get(name)
        return [] if data is None else [child for whole in elements(data) for child in elements(data, *whole.inside)]

    def _append(self, name: str, child: bytes) -> None:
        data, prefix = self._xml.get(name), self._xml.prefix
        inside = b"" if data is None else b"".join(data[slice(*whole.inside)] for whole in elements(data))
        self._xml.put(name, b"<%b%b>%b%b</%b%b>" % (prefix, name.encode(), inside, child, prefix, name.encode()))

    def _count_on(self, name: str, attributes: Sequence[str], at: int) -> None:
        data = self._xml.get(name)
        if data is None:
            return
        pattern = rb'(\s(?:%b)\s*=\s*["\'])(\d{1,9})' % "|".join(attributes).encode()
        counted = re.sub(pattern, lambda m: m[1] + str(int(m[2]) + (int(m[2]) >= at)).encode(), data)
        self._xml.put(name, counted)


def _defined_name(element: Element, data: bytes) -> DefinedName:
    attributes = element.attributes
    return DefinedName(
        attributes.get("name", ""),
        whole(attributes["localSheetId"]) if "localSheetId" in attributes else None,
        unescape(decoded(data[slice(*element.inside)])),
        attributes.get("hidden") in ("1", "true"),
    )


def _meant(reference: str) -> str:
    """A reference in one spelling: capital letters and quotes that aren't needed don't count."""
    return reference.replace("'", "").replace(" ", "").casefold()


def relationship_id(element: Element) -> str:
    """The `r:id` of an element, whatever the prefix."""
    return next((value for name, value in element.attributes.items() if name.endswith(":id")), "")
