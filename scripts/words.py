"""Compile the message catalogues (.po) into what the program loads (.mo). `--check` only says which are out of date.

Run it after editing perdes_sheets/schema/words/*.po.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "perdes_sheets" / "schema" / "words"


def catalogue(language: str) -> Catalog:
    """A language's catalogue; ValueError where an id is there twice or has no text."""
    merged = Catalog(locale=language)
    for path in sorted(FOLDER.glob(f"{language}*.po")):
        catalogue = read_po(path.open("rb"), abort_invalid=True)
        if path.stem == language:
            merged.mime_headers = catalogue.mime_headers
            merged._plural_expr, merged._num_plurals = catalogue._plural_expr, catalogue._num_plurals
        for message in catalogue:
            if not message.id:
                continue
            if not message.string or message.id in merged:
                raise ValueError(f"{path.name}: {message.id!r} is there twice or has no text")
            merged[message.id] = message
    # The header would have the date of this minute, and the same words other bytes each time.
    merged.creation_date = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return merged


def compiled(language: str) -> bytes:
    """The .mo bytes of a language's catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue(language))
    return out.getvalue()


def main(arguments: list[str]) -> int:
    stale = []
    for path in sorted(FOLDER.glob("*.po")):
        if "." in path.stem:
            continue
        target, wanted = path.with_suffix(".mo"), compiled(path.stem)
        if not target.exists() or target.read_bytes() != wanted:
            stale.append(target.name)
            if "--check" not in arguments:
                target.write_bytes(wanted)
    sys.stdout.write(f"out of date: {', '.join(stale)}\n" if stale else "up to date\n")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
