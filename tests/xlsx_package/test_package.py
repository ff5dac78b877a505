"""The package: what isn't touched keeps its bytes; parts are found as OPC says (ECMA-376 part 2)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perdes_sheets.errors import WorkbookError
from perdes_sheets.workbooks.xlsx.package import REL, Package

from .books import (
    PACKAGE,
    REAL,
    RELS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    book,
    contents,
    parts,
    regions,
    relationships,
    zipped,
)
from .hostile import with_member

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def written(package: Package) -> bytes:
    file = io.BytesIO()
    package.write(file)
    return file.getvalue()


@pytest.fixture(params=REAL, ids=lambda path: path.stem)
def real(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_the_real_workbooks_are_there() -> None:
    assert len(REAL) == 27


def test_without_changes_the_same_bytes(real: Path) -> None:
    assert written(Package.open(real)) == real.read_bytes()


def test_a_part_set_to_what_it_is_changes_nothing(real: Path) -> None:
    package = Package.open(real)
    for part in package.names():
        package.set(part, package.read(part))
    assert not package.changed
    assert written(package) == real.read_bytes()


def test_a_change_taken_back_is_none(real: Path) -> None:
    package = Package.open(real)
    main = package.main_part()
    before = package.read(main)
    package.set(main, before + b"<!-- -->")
    assert package.changed
    package.set(main, before)
    assert not package.changed


def test_after_one_change_every_other_member_is_byte_identical(real: Path) -> None:
    """Compared as they lie in the file: local header, packed bytes, descriptor; and the directory's records."""
    package = Package.open(real)
    changed = package.main_part()
    package.set(changed, package.read(changed) + b"<!-- changed -->")
    before, after = regions(real.read_bytes()), regions(written(package))
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {changed}
    assert contents(written(package))[changed] == package.read(changed)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_changes_leave_the_rest(data: st.DataObject) -> None:
    """What is set, added and removed is as asked; the rest, the order, and the members' metadata stay."""
    path = data.draw(st.sampled_from(REAL))
    package = Package.open(path)
    names = package.names()
    expected = contents(path.read_bytes())
    for part in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=4)):
        if part == TYPES:
            continue
        if data.draw(st.booleans()):
            expected[part] = data.draw(st.binary(max_size=300))
            package.set(part, expected[part])
        else:
            del expected[part]
            folder, _, name = part.rpartition("/")
            expected.pop(f"{folder}/_rels/{name}.rels".lstrip("/"), None)
            package.remove(part)
            break
    expected["xl/baru.xml"] = b"<baru/>"
    package.add("xl/baru.xml", b"<baru/>", "application/baru+xml")
    found = contents(written(package))
    assert list(found) == [name for name in names if name in found] + ["xl/baru.xml"]
    assert {**found, TYPES: b""} == {**expected, TYPES: b""}
    assert Package(written(package)).content_type("xl/baru.xml") == "application/baru+xml"


def test_the_same_changes_give_the_same_bytes() -> None:
    def changed() -> bytes:
        package = Package.open(REAL[0])
        package.set(package.main_part(), b"<workbook/>")
        package.add("xl/baru.xml", b"<baru/>", "application/xml")
        return written(package)

    assert changed() == changed()


def test_changed_members_are_packed_fast_and_read_by_others() -> None:
    package = Package(book())
    package.set(SHEET, b"<worksheet/>" * 1000)
    with zipfile.ZipFile(io.BytesIO(written(package))) as file:
        assert file.testzip() is None
        assert file.getinfo(SHEET).compress_size < 1000


def streamed(members: dict[str, bytes]) -> bytes:
    """A zip file written to something that can't go back, so that sizes follow each member."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return pipe.getvalue()


def zip64(members: dict[str, bytes]) -> bytes:
    """A zip file in the form for large ones, as .NET writes small ones too: the sizes and offsets in extra fields."""
    file = io.BytesIO()
    records = []
    for name, data in members.items():
        at, encoded, crc = file.tell(), name.encode(), zipfile.crc32(data)  # type: ignore[attr-defined]
        common = struct.pack("<5H3L", 45, 0x800, 0, 0, 0x21, crc, 0xFFFFFFFF, 0xFFFFFFFF)
        sizes = struct.pack("<2H2Q", 1, 16, len(data), len(data))
        file.write(b"PK\3\4" + common + struct.pack("<2H", len(encoded), len(sizes)) + encoded + sizes + data)
        extra = struct.pack("<2H3Q", 1, 24, len(data), len(data), at)
        lengths = struct.pack("<5H2L", len(encoded), len(extra), 0, 0, 0, 0, 0xFFFFFFFF)
        records.append(b"PK\1\2" + struct.pack("<H", 45) + common + lengths + encoded + extra)
    at, directory = file.tell(), b"".join(records)
    end = file.tell() + len(directory)
    file.write(directory + b"PK\6\6")
    file.write(struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, len(records), len(records), len(directory), at))
    file.write(b"PK\6\7" + struct.pack("<LQL", 0, end, 1))
    file.write(b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    return file.getvalue()


@pytest.mark.parametrize("made", [streamed, zip64, zipped])
def test_every_form_of_zip_file(made: object) -> None:
    data = made(parts())  # type: ignore[operator]
    package = Package(data)
    assert written(package) == data
    package.set(WORKBOOK, b"<workbook/>")
    again = Package(written(package))
    assert contents(written(package)) == {**parts(), WORKBOOK: b"<workbook/>"}
    assert again.read(SHEET) == parts()[SHEET]
    again.set(WORKBOOK, parts()[WORKBOOK])
    assert contents(written(again)) == parts()


def test_a_comment_a_folder_and_a_mark_in_front_stay() -> None:
    file = io.BytesIO(b"PK00")  # what some programs start with
    with zipfile.ZipFile(file, "a") as out:
        out.writestr("xl/", b"")
        for name, data in parts().items():
            out.writestr(name, data)
        out.comment = b"dari kantor desa"
    package = Package(file.getvalue())
    assert "xl/" not in package.names()
    package.set(SHEET, b"<worksheet/>")
    assert written(package).startswith(b"PK00PK")
    with zipfile.ZipFile(io.BytesIO(written(package))) as again:
        assert again.comment == b"dari kantor desa"
        assert again.namelist()[0] == "xl/"


def test_parts_are_found_by_relationship_never_by_name() -> None:
    members = parts()
    members["isi/Buku.xml"] = members.pop(WORKBOOK)
    members["isi/_rels/Buku.xml.rels"] = relationships(worksheet="../xl/worksheets/sheet1.xml", styles="/xl/styles.xml")
    members[RELS] = relationships(officeDocument="/isi/Buku.xml")
    members[TYPES] = members[TYPES].replace(b"/xl/workbook.xml", b"/isi/Buku.xml")
    package = Package(zipped(members))
    assert package.main_part() == "isi/Buku.xml"
    assert [rel.target for rel in package.relationships("isi/Buku.xml")] == [SHEET, "xl/styles.xml"]


def test_names_are_compared_without_case_and_escapes() -> None:
    members = parts()
    members["XL/Worksheets/Sheet1.xml"] = members.pop(SHEET)
    members["xl/media/foto 1.png"] = b"png"
    package = Package(zipped(members))
    assert package.relationships(WORKBOOK)[0].target == "XL/Worksheets/Sheet1.xml"
    assert package.read(SHEET) == parts()[SHEET]
    assert package.read("/xl/media/foto%201.png") == b"png"
    package.set(SHEET, b"<worksheet/>")
    assert contents(written(package))["XL/Worksheets/Sheet1.xml"] == b"<worksheet/>"


def test_backslashes_in_member_names_are_slashes() -> None:
    """Some programs on Windows write them."""
    data = book()
    for name in parts():
        data = data.replace(name.encode(), name.replace("/", "\\").encode())
    package = Package(data)
    assert package.read(package.main_part()) == parts()[WORKBOOK]
    assert set(package.names()) == set(parts())
    assert [rel.target for rel in package.relationships(package.main_part())] == [SHEET, STRINGS, STYLES]
    assert written(package) == data
    package.set(SHEET, b"<worksheet/>")
    assert list(regions(written(package))) == list(regions(data))


def test_strict_relationships_read_like_transitional_ones() -> None:
    members = {name: data.replace(REL.encode(), STRICT.encode()) for name, data in parts().items()}
    package = Package(zipped(members))
    assert package.main_part() == WORKBOOK
    assert {rel.type for rel in package.relationships(WORKBOOK)} == {
        f"{REL}/{kind}" for kind in ("worksheet", "sharedStrings", "styles")
    }


def test_external_targets_stay_as_they_are() -> None:
    target = "https://desa.example/../dokumen.pdf"
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="h" Type="{REL}/hyperlink" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    members = {**parts(), "xl/worksheets/_rels/sheet1.xml.rels": rels.encode()}
    [link] = Package(zipped(members)).relationships(SHEET)
    assert (link.target, link.external, link.kind) == (target, True, "hyperlink")


def test_a_target_outside_the_package_is_refused() -> None:
    package = Package(book(workbook_rels=relationships(worksheet="../../../etc/passwd")))
    with pytest.raises(WorkbookError) as error:
        package.relationships(WORKBOOK)
    assert error.value.message == "error.unsafe_name"


def test_adding_removing_relating() -> None:
    package = Package(book())
    package.add("xl/worksheets/sheet2.xml", b"<worksheet/>", "application/lembar+xml")
    id = package.add_relationship(WORKBOOK, f"{REL}/worksheet", "xl/worksheets/sheet2.xml")
    package.add_relationship("xl/worksheets/sheet2.xml", f"{REL}/drawing", "xl/drawings/drawing1.xml")
    again = Package(written(package))
    assert again.content_type("xl/worksheets/sheet2.xml") == "application/lembar+xml"
    assert {rel.id: rel.target for rel in again.relationships(WORKBOOK)}[id] == "xl/worksheets/sheet2.xml"
    assert b'Target="worksheets/sheet2.xml"' in again.read(WORKBOOK_RELS)
    assert again.relationships("xl/worksheets/sheet2.xml")[0].target == "xl/drawings/drawing1.xml"
    again.remove("xl/worksheets/sheet2.xml")
    assert set(contents(written(again))) == set(parts())
    assert b"sheet2" not in again.read(TYPES)


def test_a_removed_part_may_be_added_again() -> None:
    package = Package(book())
    package.remove(STRINGS)
    assert STRINGS not in package
    with pytest.raises(WorkbookError):
        package.read(STRINGS)
    package.add(STRINGS, b"<sst/>", "application/xml")
    assert contents(written(package))[STRINGS] == b"<sst/>"


def test_adding_what_exists_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="SHEET1"):
        Package(book()).add("XL/worksheets/SHEET1.xml", b"", "")


@pytest.mark.parametrize(
    "kind",
    ["wordprocessingml.document", "presentationml.presentation"],
)
def test_other_office_documents_are_no_workbook(kind: str) -> None:
    package = Package(book(types=parts()[TYPES].replace(b"spreadsheetml.sheet", kind.encode())))
    with pytest.raises(WorkbookError) as error:
        package.main_part()
    assert error.value.message == "error.not_workbook"


@pytest.mark.parametrize("kind", ["ms-excel.sheet.macroEnabled", "ms-excel.template.macroEnabled"])
def test_workbooks_with_macros_are_workbooks(kind: str) -> None:
    types = parts()[TYPES].replace(b"openxmlformats-officedocument.spreadsheetml.sheet", kind.encode())
    assert Package(book(types=types)).main_part() == WORKBOOK


def test_a_damaged_part_says_which() -> None:
    data = bytearray(book())
    at = bytes(data).index(SHEET.encode()) + len(SHEET) + 5
    data[at] ^= 0xFF
    package = Package(bytes(data))
    assert package.read(WORKBOOK) == parts()[WORKBOOK]
    with pytest.raises(WorkbookError) as error:
        package.read(SHEET)
    assert (error.value.message, error.value.values) == ("error.damaged", {"part": SHEET})


def test_a_part_that_was_never_packed_is_compared_with_its_checksum() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        for name, data in parts().items():
            out.writestr(name, data)
    data = file.getvalue()
    package = Package(data.replace(b"<v>7</v>", b"<v>8</v>"))
    with pytest.raises(WorkbookError):
        package.read(SHEET)
    assert Package(data).read(SHEET) == parts()[SHEET]


def test_a_part_that_unpacks_to_more_than_it_says_is_not_cut_short() -> None:
    """Others would unpack all of it; what was vetted would not be what they read."""
    data, packed = parts()[SHEET], zlib.compressobj(9, zlib.DEFLATED, -15)
    longer = packed.compress(data + b" " * 1000) + packed.flush()
    rest = zipped({name: part for name, part in parts().items() if name != SHEET})
    package = Package(with_member(rest, SHEET, longer, zlib.crc32(data), len(data)))
    with pytest.raises(WorkbookError):
        package.read(SHEET)
