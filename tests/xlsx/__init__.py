"""The .xlsx workbook: what it reads, what it writes, and what it leaves alone."""
