"""A person at LibreOffice: a macro that sorts, inserts and deletes in a workbook, and saves it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

_OF = "http://openoffice.org/2000/library"
_LIBRARY = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="{_OF}" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
<library:element library:name="Person"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Person" script:language="StarBasic">{code}
</script:module>
"""
_CODE = """
Function Prop(name As String, value) As com.sun.star.beans.PropertyValue
    Dim p As New com.sun.star.beans.PropertyValue
    p.Name = name
    p.Value = value
    Prop = p
End Function

Sub Sort(sheet, area As String, column As Integer)
    Dim field(0) As New com.sun.star.table.TableSortField
    field(0).Field = column
    field(0).IsAscending = True
    sheet.getCellRangeByName(area).sort(Array(Prop("SortFields", field()), Prop("ContainsHeader", False)))
End Sub

Sub ShiftUp(sheet, area As String)
    sheet.removeRange(sheet.getCellRangeByName(area).getRangeAddress(), com.sun.star.sheet.CellDeleteMode.UP)
End Sub

Sub Cut(sheet, area As String, target As String)
    sheet.moveRange(sheet.getCellRangeByName(target).getCellAddress(), sheet.getCellRangeByName(area).getRangeAddress())
End Sub

Sub Main
    On Error Goto Failed
    Dim doc, sheets, sheet
    doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, Array(Prop("Hidden", True)))
    sheets = doc.getSheets()
{steps}
    doc.calculateAll()
    doc.storeToURL("{target}", Array(Prop("FilterName", "Calc MS Excel 2007 XML")))
    doc.close(True)
    StarDesktop.terminate()
    Exit Sub
Failed:
    Open "{said}" For Output As #1
    Print #1, "line " & Erl & ": " & Error$
    Close #1
    StarDesktop.terminate()
End Sub
"""


def edit(source: Path, target: Path, steps: str) -> None:
    """Do `steps` (StarBasic: `sheet = sheets.getByName("…")`, `Sort sheet, "A5:Z504", 2`, …) and save as `target`."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("soffice is needed for this test: install libreoffice-calc")
    said = target.with_suffix(".txt")
    places = {"source": source.as_uri(), "target": target.as_uri(), "said": said.as_uri(), "steps": steps}
    code = _CODE
    for name, value in places.items():
        code = code.replace(f"{{{name}}}", value)
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        # A first start puts LibreOffice's own empty library into a new profile.
        subprocess.run([*command, "--terminate_after_init"], capture_output=True, check=False, timeout=120)
        library = Path(profile) / "user" / "basic" / "Standard"
        (library / "script.xlb").write_text(_LIBRARY, "utf-8")
        (library / "Person.xba").write_text(_MODULE.format(code=escape(code)), "utf-8")
        ran = subprocess.run([*command, "macro:///Standard.Person.Main"], capture_output=True, check=False, timeout=300)
    if not target.exists():
        why = said.read_text("utf-8") if said.exists() else (ran.stdout + ran.stderr).decode(errors="replace")
        pytest.fail(f"LibreOffice saved no {target.name}: {why}")
