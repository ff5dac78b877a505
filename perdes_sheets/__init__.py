"""perdes_sheets: a village's partnerships in a spreadsheet, checked and computed by one command."""

__version__ = "0.1.0"
