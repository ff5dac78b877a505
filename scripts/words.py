"""Compile the message catalogues (.po) into what the program loads (.mo). `--check` only says which are out of date.

Run it after editing perdes_sheets/schema/words/*.po.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "perdes_sheets" / "schema" / "words"


def catalogue(language: str) -> Catalog:
    """A language's catalogue; ValueError where an id is there twice or has no text."""
    path = FOLDER / f"{language}.po"
    ids = re.findall(r'^msgid "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    with path.open("rb") as file:
        found = read_po(file, locale=language, abort_invalid=True)
    wrong = {id for id, times in Counter(ids).items() if times > 1}
    wrong |= {str(message.id) for message in found if message.id and not message.string}
    if wrong:
        raise ValueError(f"{path.name}: there twice, or without a text: {', '.join(sorted(wrong))}")
    # The header would have the date of this minute, and the same words other bytes each time.
    found.creation_date = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return found


def texts(catalogue: Catalog) -> dict[str, list[str]]:
    """Every id with its text, or its texts for one and for more.

    Without the header: it names the version of Babel, which says nothing of the words.
    """
    return {_all(message.id)[0]: _all(message.string) for message in catalogue if message.id}


def _all(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def is_compiled(found: Catalog, target: Path) -> bool:
    """Whether `target` says what the catalogue says."""
    if not target.exists():
        return False
    with target.open("rb") as file:
        return texts(read_mo(file)) == texts(found)


def main(arguments: list[str]) -> int:
    stale = []
    for path in sorted(FOLDER.glob("*.po")):
        target, found = path.with_suffix(".mo"), catalogue(path.stem)
        if not is_compiled(found, target):
            stale.append(target.name)
            if "--check" not in arguments:
                with target.open("wb") as file:
                    write_mo(file, found)
    sys.stdout.write(f"out of date: {', '.join(stale)}\n" if stale else "up to date\n")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
