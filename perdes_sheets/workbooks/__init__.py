"""The kinds of workbook, each behind the protocol in `base.py`."""
