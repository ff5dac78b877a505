"""A workbook in Google Sheets: read in one call, written in one."""
