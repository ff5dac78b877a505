"""Parts cut at their children: every byte comes back, and a child is replaced where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perdes_sheets.workbooks.xlsx.pieces import Part, elements, escape, unescape

ORDER = ("a", "b", "c", "d")
XML = (
    b"<?xml version='1.0'?>\n<x:r xmlns:x='u'>\n <x:a/><!-- <x:b/> -->"
    b"<x:c k='>'>t<x:c/></x:c>\n<x:d>1</x:d><z/></x:r>\n"
)


def test_a_part_comes_back_byte_for_byte() -> None:
    part = Part(XML, ORDER)
    assert part.prefix == b"x:"
    assert part.bytes() == XML
    assert [part.get(name) for name in ORDER] == [b"<x:a/>", None, b"<x:c k='>'>t<x:c/></x:c>", b"<x:d>1</x:d>"]


def test_a_new_child_stands_where_the_schema_has_it() -> None:
    part = Part(XML, ORDER)
    part.put("b", b"<x:b/>")
    assert part.bytes() == XML.replace(b"<x:a/>", b"<x:a/><x:b/>")
    part.put("b", None)
    part.put("a", None)
    assert part.bytes() == XML.replace(b"<x:a/>", b"")
    part.put("a", b"<x:a/>")
    assert part.bytes().index(b"<x:a/>") == XML.index(b"\n <x:a/>")


def test_elements_know_their_insides() -> None:
    data = b"<a>1</a> text <b k=\"v\" l='&amp;'/><AlternateContent><AlternateContent/>x</AlternateContent></end><c/>"
    found = list(elements(data))
    assert [(e.name, data[slice(*e.inside)]) for e in found] == [
        ("a", b"1"), ("b", b""), ("AlternateContent", b"<AlternateContent/>x"),
    ]  # fmt: skip
    assert found[1].attributes == {"k": "v", "l": "&"}


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=40))
def test_escaping_is_undone(text: str) -> None:
    assert unescape(escape(text)) == text


def test_entities() -> None:
    assert unescape("&lt;&#65;&#x42;&quot;&unknown;&#1114112;&") == '<AB"&unknown;&#1114112;&'
