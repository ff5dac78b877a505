"""XML is parsed in one place, and nothing that it may ask for is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx import xml
from perdes_sheets.workbooks.xlsx.limits import LIMITS

BOMB = '<!DOCTYPE a [<!ENTITY x "boom">]><a>&x;</a>'


@pytest.mark.parametrize(
    "data",
    [
        BOMB.encode(),
        b"\xef\xbb\xbf" + BOMB.encode(),
        f'<?xml version="1.0"?>\n<!-- <a> --> <?x y?>{BOMB}'.encode(),
        f"<!---->{BOMB}".encode(),
        b"<!doctype a><a/>",
    ],
)
def test_document_types(data: bytes) -> None:
    for attempt in (xml.check_prolog, xml.parse, xml.well_formed):
        with pytest.raises(WorkbookError) as error:
            attempt(data, "xl/x.xml")
        assert (error.value.message, error.value.values) == ("error.doctype", {"part": "xl/x.xml"})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp037", "utf-7", "windows-1252"])
def test_encodings_in_which_a_document_type_could_hide(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}'
    for data in {declared.encode(encoding), declared.encode("ascii")}:
        try:
            xml.check_prolog(data, "xl/x.xml")
        except WorkbookError:
            continue
        with pytest.raises(WorkbookError):  # it is no XML in UTF-8 either
            xml.parse(data, "xl/x.xml")


@pytest.mark.parametrize("head", ["", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='utf-8' ?>\r\n", "\ufeff"])
def test_what_office_programs_write(head: str) -> None:
    data = f"{head}<a>é &amp; 1</a>".encode()
    assert xml.parse(data, "xl/x.xml").text == "é & 1"
    assert xml.well_formed(data, "xl/x.xml").endswith("<a>é &amp; 1</a>".encode())


def test_a_document_type_that_someone_typed_is_text() -> None:
    assert xml.parse(b"<a>&lt;!DOCTYPE a&gt;</a>", "x").text == "<!DOCTYPE a>"


def test_declared_encodings_are_taken_at_their_word() -> None:
    """A part that says UTF-16 but is written in ASCII would be read by one program and not by another."""
    with pytest.raises(WorkbookError) as error:
        xml.check_prolog(b'<?xml version="1.0" encoding="utf-16"?><a/>', "x")
    assert error.value.message == "error.encoding"
    for data, message in (("<a/>".encode("utf-16"), "error.encoding"), ("<a/>".encode("utf-16-le"), "error.damaged")):
        with pytest.raises(WorkbookError) as error:
            xml.check_prolog(data, "x")
        assert error.value.message == message


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


@pytest.mark.parametrize("attempt", [xml.parse, xml.check_depth])
def test_nesting(attempt: Callable[[bytes, str], object]) -> None:
    attempt(nested(LIMITS.depth), "x")
    for depth in (LIMITS.depth + 1, 200, 100_000):
        with pytest.raises(WorkbookError) as error:
            attempt(nested(depth), "x")
        assert error.value.message in ("error.too_deep", "error.damaged")


@pytest.mark.parametrize(
    "data",
    [
        b"<a><b/><b c='/>'/>/> > /><b></b></a>",
        b"<?xml version='1.0'?>\n<!-- <b> --><a><!-- <b><b> --><?x <b> ?><![CDATA[<b><b>]]></a>",
        b"<a>" + b"<b><c/></b>" * 1000 + b"</a>",
    ],
)
def test_what_is_not_nested(data: bytes) -> None:
    xml.check_depth(data, "x")


def test_elements_left_open() -> None:
    with pytest.raises(WorkbookError) as error:
        xml.check_depth(b"<a><b><c/></b>", "x")
    assert error.value.message == "error.damaged"


@given(st.recursive(st.just(""), lambda inside: st.lists(inside, max_size=3).map("".join).map("<a>{}</a><b/>".format)))
@settings(max_examples=100, deadline=None)
def test_nesting_is_found_without_a_tree(inside: str) -> None:
    data = f"<a>{inside}</a>".encode()
    depth = max(len(list(element.iterancestors())) + 1 for element in xml.parse(data, "x").iter())
    for most in (depth - 1, depth):
        deeper = nested(LIMITS.depth - most).replace(b"</a>", data + b"</a>", 1) if most < LIMITS.depth else data
        try:
            xml.check_depth(deeper, "x")
        except WorkbookError:
            assert most < depth
        else:
            assert most == depth


@pytest.mark.parametrize("data", [b"", b"<", b"<a>", b"<a></b>", b"<a x=1/>", b"<a>&x;</a>", b"<a/><a/>", b"\xff"])
def test_what_is_no_xml(data: bytes) -> None:
    for attempt in (xml.parse, xml.well_formed):
        with pytest.raises(WorkbookError):
            attempt(data, "xl/x.xml")


def test_only_tags_are_left() -> None:
    data = b"<?xml version='1.0'?><a><!-- <c> --><?x <c> ?><![CDATA[<c>]]><b/></a>"
    assert xml.well_formed(data, "x") == b"<a><b/></a>"


def test_what_is_written_is_what_excel_writes() -> None:
    data = xml.serialize(xml.parse("<a b='é'><![CDATA[x]]></a>".encode(), "x"))
    assert data == '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a b="é"><![CDATA[x]]></a>'.encode()
