"""Data flows one way: each layer imports only the layers below it, and heavy libraries only where they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "perdes_sheets"

BELOW = {
    "schema": set(),
    "findings": set(),
    "errors": set(),
    "workbooks": {"errors"},
    "reading": {"schema", "findings", "workbooks.base"},
    "rules": {"schema", "findings", "reading"},
    "outputs": {"schema", "findings", "reading", "rules", "workbooks.base"},
    "jobs": {"schema", "findings", "errors", "workbooks", "reading", "rules", "outputs"},
    "cli": {"schema", "findings", "errors", "workbooks", "reading", "rules", "outputs", "jobs"},
}
"""Layer -> what it may import besides itself; the order of the program from the bottom to the top."""

LIBRARIES = {
    "click": {"cli"},
    "rich": {"cli"},
    "gspread": {"workbooks"},
    "google": {"workbooks"},
    "xlwings": {"workbooks"},
    "python_calamine": {"workbooks"},
    "xlsxwriter": {"outputs"},
}
"""Library -> the only layers that may import it."""


def imports(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if layer_of(path) in BELOW]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below(path: Path) -> None:
    layer = layer_of(path)
    allowed = {layer, *BELOW[layer]}
    for module in imports(path):
        if module.startswith("perdes_sheets."):
            inner = module.removeprefix("perdes_sheets.")
            if inner != "__version__":
                assert any(inner == place or inner.startswith(f"{place}.") for place in allowed), module
        library = module.split(".")[0]
        assert layer in LIBRARIES.get(library, {layer}), f"{library} in {layer}"


def test_every_module_has_a_layer() -> None:
    unknown = {layer_of(path) for path in PACKAGE.rglob("*.py")} - set(BELOW) - {"__init__", "__main__"}
    assert not unknown


@pytest.mark.parametrize(
    ("start", "absent"),
    [
        ("import perdes_sheets.cli.main", {"rich", "babel", "lxml", "pandas", "xlsxwriter", "gspread", "xlwings"}),
        ("import perdes_sheets.cli.sync", {"pandas", "gspread", "xlwings", "xlsxwriter", "dask"}),
    ],
)
def test_what_a_command_does_not_use_it_does_not_import(start: str, absent: set[str]) -> None:
    code = f"import sys; {start}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "perdes_sheets" in loaded
    assert not loaded & absent
