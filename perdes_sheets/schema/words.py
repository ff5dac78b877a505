"""The words: every label, choice, hint and message in one catalogue a language (`words/<language>.po`).

Message ids are language-free: `tab.needs`, `needs.code`, `choice.stage.active`, `finding.bad_date`. A third language is
one more .po file; `scripts/words.py` compiles the catalogues, which are loaded without any import but gettext.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from perdes_sheets.schema.choices import CHOICES

FOLDER = Path(__file__).parent / "words"
DEFAULT = "id"


@cache
def languages() -> tuple[str, ...]:
    """The ids of the languages that have a catalogue, the default first."""
    found = sorted(path.stem for path in FOLDER.glob("*.mo"))
    return (DEFAULT, *(language for language in found if language != DEFAULT))


class Words:
    """One language's words."""

    def __init__(self, language: str) -> None:
        self.language = language
        with (FOLDER / f"{language}.mo").open("rb") as file:
            self._catalogue = gettext.GNUTranslations(file)

    def __contains__(self, id: str) -> bool:
        return self._catalogue.gettext(id) != id

    def __call__(self, id: str, **values: object) -> str:
        """The text of `id` with `{name}` filled in; KeyError where the catalogue lacks it.

        With a value `n`, the plural form that the language has for it.
        """
        n = values.get("n")
        text = self._catalogue.ngettext(id, id, n) if isinstance(n, int) else self._catalogue.gettext(id)
        if text == id:
            text = self._catalogue.gettext(id)
        if text == id:
            raise KeyError(f"{self.language}.po has no {id!r}")
        return text.format_map(values) if values else text

    def tab(self, tab: str) -> str:
        """A tab's title; the hidden tabs have the same name in every language."""
        return tab if tab.startswith("_") else self(f"tab.{tab}")

    def column(self, tab: str, column: str) -> str:
        """A column's header, without the mark of a required one."""
        return self(f"{tab}.{column}")

    def choice(self, list_id: str, choice: str) -> str:
        """The word for a choice or a status."""
        return self(f"choice.{list_id}.{choice}")

    def choices(self, list_id: str) -> list[str]:
        """The words of a whole list, in its order."""
        return [self.choice(list_id, choice) for choice in CHOICES[list_id]]


@cache
def words(language: str = DEFAULT) -> Words:
    """The words of `language`, loaded once."""
    return Words(language)


def every(language_ids: Iterable[str] | None = None) -> list[Words]:
    """The words of all languages, the default first: what a label or choice may be recognised by."""
    return [words(language) for language in (language_ids or languages())]
