"""What makes a copy whole once Google has turned it into a Google Sheet: what a conversion doesn't promise.

Locale and time zone, so that what the partner types is read as in the village's workbook; hidden tabs hidden; and every
tab protected but for its white cells, which no file's protection is sure to become.
"""

from __future__ import annotations

from perdes_sheets.outputs.google_template.requests import Json, area, grid
from perdes_sheets.outputs.partner_copy import answering, mark, summary
from perdes_sheets.outputs.partner_copy.view import PartnerView
from perdes_sheets.schema.answers import ANSWER_TABS
from perdes_sheets.schema.choices import TIME_ZONES
from perdes_sheets.schema.words import Words

HIDDEN = (mark.TAB, summary.DATA)


def finishing(shown: PartnerView, words: Words, zone: str, owner: str, there: Json) -> list[Json]:
    """The requests that make the converted copy whole; doing them twice changes nothing.

    `zone` is WIB, WITA or WIT; `owner` the address of who may change everything ("" where Google doesn't tell);
    `there` the spreadsheet as Google has it: its tabs' properties and protected ranges.
    """
    wanted = {"locale": words("google.locale"), "timeZone": TIME_ZONES[zone]}
    requests: list[Json] = [{"updateSpreadsheetProperties": {"properties": wanted, "fields": ",".join(wanted)}}]
    white = {words.tab(tab.id): answering.white(tab, shown) for tab in ANSWER_TABS}
    for tab in there.get("sheets", ()):
        id, title = tab["properties"].get("sheetId", 0), tab["properties"]["title"]
        if title in HIDDEN and not tab["properties"].get("hidden"):
            hidden = {"sheetId": id, "hidden": True}
            requests.append({"updateSheetProperties": {"properties": hidden, "fields": "hidden"}})
        old = [each["protectedRangeId"] for each in tab.get("protectedRanges", ())]
        requests += [{"deleteProtectedRange": {"protectedRangeId": id}} for id in old]
        protected: Json = {
            "range": grid(id),
            "description": words("copy.protected"),
            "unprotectedRanges": [area(id, cells) for cells in white.get(title, ())],
        }
        if owner:
            protected["editors"] = {"users": [owner]}
        requests.append({"addProtectedRange": {"protectedRange": protected}})
    return requests
