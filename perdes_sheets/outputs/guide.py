"""The guide: what each tab is for, in plain words, in the order of the five steps, and what to do when (workbook.md).

It is neutral: each kind of template draws its lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perdes_sheets.outputs.looks import SHAPES, Tone
from perdes_sheets.schema.tabs import ENTRY_TABS, OWNED_TABS
from perdes_sheets.schema.words import Words

Kind = Literal["lead", "heading", "step", "line"]

HOW = ("1", "2", "3")
NOTES = ("star", "plus", "free")
RECIPES = ("renewal", "report", "number", "partner", "end", "percent", "undo")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a `label` on the left (linked to the tab `link`, or tinted in `tone`) and a text beside it."""

    kind: Kind
    label: str = ""
    text: str = ""
    link: str | None = None
    tone: Tone | None = None
    step: int = 0


def lines(words: Words) -> Iterator[Line]:
    """The whole guide from top to bottom, without its title."""
    yield Line("lead", words("guide.lead"))
    yield Line("heading", words("guide.how"))
    for number in HOW:
        yield Line("line", number, words(f"guide.how.{number}"))
    for note in NOTES:
        yield Line("line", "", words(f"guide.how.{note}"))
    yield Line("heading", words("guide.steps"))
    for step in range(1, 6):
        yield Line("step", words(f"guide.step.{step}"), step=step)
        for tab in ENTRY_TABS:
            if tab.step == step:
                yield _tab(tab.id, words)
    yield Line("heading", words("guide.results"))
    for id in (*OWNED_TABS, "settings"):
        yield _tab(id, words)
    yield Line("heading", words("guide.recipes"))
    for recipe in RECIPES:
        yield Line("line", words(f"guide.recipe.{recipe}"), words(f"guide.recipe.{recipe}.text"))
    yield Line("heading", words("guide.signs"))
    for tone, shape in SHAPES.items():
        yield Line("line", shape, words(f"guide.sign.{tone}"), tone=tone)


def _tab(id: str, words: Words) -> Line:
    return Line("line", words.tab(id), words(f"guide.tab.{id}"), link=id)
