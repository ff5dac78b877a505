"""Partners' copies as Google Sheets in the village's Drive, refreshed under the same address.

A copy is the very same as the file (`outputs/partner_copy`). Nobody is let in before it is protected and noted in the
workbook, and nobody but whom the question named: a sync refreshes contents, never who may see them.
"""
