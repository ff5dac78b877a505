"""One cell as Google takes it: each value as its own type. A text stays text, whatever it looks like."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from urllib.parse import urlsplit

from perdes_sheets.outputs.google_template.requests import Json, text_format
from perdes_sheets.outputs.looks import LOOKS, Look
from perdes_sheets.outputs.lookup import EPOCH
from perdes_sheets.workbooks.base import Cell, ErrorValue, Link, Out

SCHEMES = ("http", "https", "mailto")
"""What may become clickable."""

Gids = Mapping[str, int]
"""Tab title -> the id that Google gave the tab."""


def value(raw: Cell) -> Json | None:
    """An ExtendedValue, never a formula; None for an empty cell. Dates are serials: days since 1899-12-30."""
    match raw:
        case None | "":
            return None
        case bool():
            return {"boolValue": raw}
        case dt.datetime():
            return {"numberValue": (raw.replace(tzinfo=None) - dt.datetime.combine(EPOCH, dt.time())) / dt.timedelta(1)}
        case dt.date():
            return {"numberValue": (raw - EPOCH).days}
        case ErrorValue():
            return {"stringValue": raw.text} if raw.text else None
        case int() | float() if math.isfinite(raw):
            return {"numberValue": raw}
    return {"stringValue": str(raw)}


def cell(raw: Cell, uri: str | None = None, look: Look | None = None) -> Json:
    """A CellData with a value; with `uri` and its `look` a text is a link."""
    found = value(raw)
    if found is None:
        return {}
    if uri is None or look is None or "stringValue" not in found:
        return {"userEnteredValue": found}
    # A link brings its own blue and underline; those of the look take their place.
    return {
        "userEnteredValue": found,
        "textFormatRuns": [{"format": {**text_format(look), "link": {"uri": uri}}}],
    }


def formula(text: str, note: str | None = None) -> Json:
    """A CellData with one of the program's own formulas (without `=`)."""
    made: Json = {"userEnteredValue": {"formulaValue": f"={text}"}}
    return made | ({"note": note} if note else {})


def owned(out: Out | None, gids: Gids) -> Json:
    """A cell of an owned tab; its format goes another way (`refill`)."""
    if out is None or out.blank:
        return {}
    return cell(out.value, uri(out.link, gids) if out.link else None, LOOKS[out.look])


def uri(link: Link, gids: Gids) -> str | None:
    """Where a link leads: http, https or mailto, or a cell of this spreadsheet; None for anything else."""
    if link.url:
        return link.url if urlsplit(link.url).scheme.lower() in SCHEMES else None
    if link.tab not in gids:
        return None
    return f"#gid={gids[link.tab]}" + (f"&range={link.cell}" if link.cell else "")
