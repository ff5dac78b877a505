"""Real workbooks with something wrong in them, each made from a number alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .books import REAL, contents, zipped

ODD = (
    *(b"", b"0", b"-1", b"1", b"255", b"65536", b"1048577", b"4294967296", b"99999999999999999999", b"1e308", b"NaN"),
    *(b"A1", b"XFD1048576", b"A1:XFD1048576", b"#REF!", b"#SPILL!", b"s", b"str", b"inlineStr", b"e", b"d"),
    *(b"\xff\xfe", b"&amp;", b"&#0;", b"&x;", b"<", b"]]>", b"../../x", b"/xl/workbook.xml", b"rId1"),
)
"""What stands in the place of a value."""

_VALUE = re.compile(rb'(?<=")[^"<>]{0,60}(?=")|(?<=>)[^<>]{1,60}(?=<)')
_TAG = re.compile(rb"<[^<>]{1,200}>")


def mutant(seed: int) -> bytes:
    """A mutated workbook; the same for the same seed."""
    chance = random.Random(seed)
    data = chance.choice(REAL).read_bytes()
    if chance.random() < 0.4:
        return chance.choice((_flipped, _cut, _moved))(data, chance)
    parts = contents(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        change: Callable[[bytes, random.Random], bytes] = chance.choice(
            (_value, _value, _value, _tag, _tag, _flipped, _cut, _moved)
        )
        parts[name] = change(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    return zipped(parts)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _moved(data: bytes, chance: random.Random) -> bytes:
    """A block left out, repeated, or emptied."""
    start = chance.randrange(len(data) + 1)
    block = data[start : start + chance.choice((1, 4, 30, 500))]
    return data[:start] + chance.choice((b"", block * 2, block * 50, bytes(len(block)))) + data[start + len(block) :]


def _value(data: bytes, chance: random.Random) -> bytes:
    return _one_of(_VALUE, data, chance, lambda _: chance.choice(ODD))


def _tag(data: bytes, chance: random.Random) -> bytes:
    return _one_of(_TAG, data, chance, lambda tag: chance.choice((b"", tag * 2, tag * 300, tag.swapcase())))


def _one_of(pattern: re.Pattern[bytes], data: bytes, chance: random.Random, new: Callable[[bytes], bytes]) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + new(one[0]) + data[one.end() :]
