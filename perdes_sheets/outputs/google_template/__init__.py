"""The workbook in Google Sheets: drawn from the same schema, looks and neutral specs as the .xlsx template (look.md).

Everything here is requests of Google's batchUpdate as data; `workbooks/google` sends them.
"""

from perdes_sheets.outputs.google_template.charts import retitled
from perdes_sheets.outputs.google_template.inserting import inserted
from perdes_sheets.outputs.google_template.names import reaches
from perdes_sheets.outputs.google_template.owned import charts, new, place, room
from perdes_sheets.outputs.google_template.refill import refill
from perdes_sheets.outputs.google_template.workbook import draw, free_ids

__all__ = ["charts", "draw", "free_ids", "inserted", "new", "place", "reaches", "refill", "retitled", "room"]
