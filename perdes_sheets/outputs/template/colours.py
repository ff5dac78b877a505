"""The colours of the five steps: of their tabs, and of their bands in the guide (Okabe–Ito)."""

from __future__ import annotations

from perdes_sheets.outputs.looks import WHITE

STEPS: dict[int, str] = {1: "#0072B2", 2: "#56B4E9", 3: "#009E73", 4: "#E69F00", 5: "#CC79A7"}
"""Step -> colour. The tabs' names and the guide's numbers say the same in words."""

DARK = "#0B1216"
LEAST = 4.5
"""Contrast that a text needs on its ground (WCAG AA)."""


def text_on(fill: str) -> str:
    """White where that is legible on `fill`, else nearly black."""
    return WHITE if contrast(WHITE, fill) >= LEAST else DARK


def contrast(one: str, other: str) -> float:
    """The contrast of two `#RRGGBB` colours, from 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
