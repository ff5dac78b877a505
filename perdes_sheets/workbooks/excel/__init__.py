"""The workbook that is open in Excel, through core xlwings: read and filled before people's eyes, never saved unasked.

Nothing of `xlwings.pro` is used. What core xlwings has no name for is in `native.py`, the only module that knows
Excel's own object model.
"""
