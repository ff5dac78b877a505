"""What runs when the button inside Excel is pressed: the module beside the workbook has this `main`."""

from __future__ import annotations

from perdes_sheets.cli import clock
from perdes_sheets.jobs import excel_button


def main() -> None:
    """Sync the workbook in whose window the button was pressed, as of today."""
    excel_button.press(clock.today)
