"""The workbook as an .xlsx or .xlsm file: read with calamine, written by replacing package parts."""
