"""Step 4 of the sample: written agreements in every status, and what each party has to do."""

from __future__ import annotations

from perdes_sheets.outputs.sample.partners import (
    BANK,
    BOOKS,
    CLINIC,
    COMPANY,
    COOPERATIVE,
    GREEN,
    NORTH,
    SOLAR,
    SOUTH,
    UNIVERSITY,
    WATER,
)
from perdes_sheets.outputs.sample.story import Row, Text, Typed, table
from perdes_sheets.schema.choices import CLAUSES

LAW = Text("Permendagri 96/2017; Perdes 4/2023", "Permendagri 96/2017; village regulation 4/2023")
CABINET = Text("Lemari arsip 2, map kerja sama", "Filing cabinet 2, folder Cooperation")

WASTE, ROAD, RICE, STUNTING, LOANS, LIBRARY = "WASTE", "ROAD", "RICE", "STUNTING", "LOANS", "LIBRARY"
TREES, SOLAR_LAMPS, LETTERS, WATER_PIPES, STUDENTS, SPRING = "TREES", "SOLAR", "LETTERS", "WATER", "STUDENTS", "SPRING"

NUMBERS: dict[str, tuple[str, int]] = {
    WASTE: ("140/07/PKS/{year}", -404), ROAD: ("02/PERMAKADES/{year}", -301), RICE: ("140/03/PKS/{year}", -612),
    STUNTING: ("140/05/PKS/{year}", -684), LOANS: ("140/11/PKS/{year}", -245), LIBRARY: ("140/02/PKS/{year}", -790),
    TREES: ("140/04/PKS/{year}", -818), SOLAR_LAMPS: ("140/09/PKS/{year}", -420), LETTERS: ("140/14/PKS/{year}", -8),
    WATER_PIPES: ("DRAF-{year}-01", -12), STUDENTS: ("140/12/PKS/{year}", -156), SPRING: ("01/PERMAKADES/{year}", -333),
}  # fmt: skip
"""Agreement -> its number, with the year of the day so many days from today."""

_HEAD = (
    "number partner_number title kind initiator partners needs field scope legal_basis village_meeting_date "
    "meeting_record signed_date start_date end_date review_months terminated_date termination_reason value document "
    "notes"
)
_SCAN = "https://arsip.example/sukamaju/{}.pdf"

AGREEMENTS: list[Row] = table(
    _HEAD,
    (WASTE, "HL/019", Text("Bank sampah dan pengelolaan sampah desa", "Waste bank and waste management"),
     "third_party",
     "village", (GREEN, COMPANY), (1,), "empowerment",
     Text("Pemilahan, penimbangan, penjualan, dan pelatihan kader", "Sorting, weighing, selling and training"), LAW,
     -430, "BA Musdes 03", -404, -400, 330, 6, None, None, 185_000_000, _SCAN.format("bank-sampah"), CABINET),
    (ROAD, None, Text("Pemeliharaan jalan penghubung tiga desa", "Upkeep of the road between three villages"),
     "inter_village", "village", (NORTH, SOUTH), (4,), "development",
     Text("Perkerasan 6,5 km dan satu jembatan kecil", "6.5 km of paving and one small bridge"), LAW,
     -340, "BA MAD 01", -301, -300, 795, 12, None, None, 740_000_000, _SCAN.format("jalan-tiga-desa"), CABINET),
    (RICE, None, Text("Pemasaran gabah dan beras", "Marketing of rice"), "third_party", "partner", (COOPERATIVE,),
     (2,),
     "empowerment", Text("Harga dasar, gudang, dan jadwal angkut", "Floor price, store and transport"), LAW,
     -640, "BA Musdes 01", -612, -610, None, 6, None, None, 60_000_000, _SCAN.format("gabah"), CABINET),
    (STUNTING, "440/118/PKM", Text("Pencegahan stunting", "Prevention of stunting"), "third_party", "village",
     (CLINIC, UNIVERSITY), (3,), "community",
     Text("Penimbangan, makanan tambahan, pelatihan kader", "Weighing, extra meals, training"), LAW,
     -700, "BA Musdes 04", -684, -680, 50, 6, None, None, 95_000_000, _SCAN.format("stunting"), CABINET),
    (LOANS, "BPR/441", Text("Permodalan usaha kecil perempuan", "Capital for women's small businesses"),
     "third_party",
     "partner", (BANK,), (7,), "empowerment", Text("Kredit lunak dan pendampingan", "Soft loans and coaching"), LAW,
     -262, "BA Musdes 08", -245, -240, 490, None, None, None, 150_000_000, _SCAN.format("modal-usaha"), None),
    (LIBRARY, None, Text("Perpustakaan dan taman baca desa", "Village library and reading corner"), "third_party",
     "village", (BOOKS,), (5,), "community", Text("Buku, rak, dan pelatihan pengelola", "Books, shelves, training"),
     LAW,
     -812, "BA Musdes 02", -790, -785, -55, 12, None, None, 35_000_000, _SCAN.format("perpustakaan"), CABINET),
    (TREES, None, Text("Penghijauan lereng Gunung Sari", "Reforesting the slope of Mount Sari"), "third_party",
     "village", (GREEN,), (10,), "development",
     Text("4.000 bibit dan perawatan dua tahun", "4,000 seedlings, two years' care"),
     LAW, -840, "BA Musdes 05", -818, -815, -85, 12, None, None, 52_000_000, _SCAN.format("penghijauan"), CABINET),
    (SOLAR_LAMPS, "CS-77", Text("Lampu jalan tenaga surya", "Solar street lamps"), "third_party", "partner", (SOLAR,),
     None, "development", Text("40 titik lampu", "40 lamps"), LAW, -450, "BA Musdes 06", -420, -418, 310, 6, -150,
     Text("Lampu tidak dikirim sesuai jadwal", "The lamps weren't delivered on time"), 210_000_000,
     _SCAN.format("lampu-surya"), CABINET),
    (LETTERS, "LPPM/220", Text("Layanan surat digital", "Digital letters"), "third_party", "village", (UNIVERSITY,),
     (12,),
     "governance", Text("Aplikasi surat dan pelatihan perangkat", "Letter application and training"), LAW,
     -40, "BA Musdes 11", -8, 22, 752, 6, None, None, 40_000_000, _SCAN.format("surat-digital"), None),
    (WATER_PIPES, None, Text("Air bersih Dusun Pasir", "Clean water for Pasir hamlet"), "third_party", "partner",
     (WATER,), (6,), "development", Text("Pipa 2,1 km dan dua tandon", "2.1 km of pipe and two tanks"), None,
     None, None, None, -12, 718, 6, None, None, Typed(Text("Rp320 juta", "Rp320 million")), None,
     Text("Menunggu rincian biaya", "Waiting for the costs")),
    (STUDENTS, "LPPM/187", Text("KKN tematik dan kelas malam", "Student programme and evening classes"),
     "third_party",
     "partner", (UNIVERSITY,), (5,), "community", Text("Dua angkatan mahasiswa setahun", "Two rounds a year"), LAW,
     -170, "BA Musdes 09", -156, Typed(Text("12 Maret {year}", "12 March {year}"), -365), 210, None, None, None, None,
     None, None),
    (SPRING, None, Text("Perlindungan mata air bersama", "Protecting the shared spring"), "inter_village", "partner",
     (NORTH,), None, "development", Text("Pagar, patroli, dan pembagian air", "Fence, patrols and shares of water"),
     LAW,
     -350, "BA MAD 02", -333, -330, 765, 6, None, None, None, _SCAN.format("mata-air"), CABINET),
    # The same number written a second time: the workbook says so, and counts neither row twice.
    (SPRING, None, Text("Perlindungan mata air (salinan)", "Protecting the shared spring (copy)"), "inter_village",
     "partner", (SOUTH,), None, None, None, None, None, None, -333, -330, 765, None, None, None, None, None, None),
)  # fmt: skip

LACKING = {LOANS: ("clause_changes", "clause_disputes"), STUDENTS: ("clause_funding",)}
"""Agreements whose document lacks some of the eight contents."""

for _row in AGREEMENTS[:-1]:
    if _row["number"] != WATER_PIPES:
        _row.update({clause: clause not in LACKING.get(_row["number"], ()) for clause in CLAUSES})

_MEETING = Text("Menyediakan tempat rapat", "Provide the meeting place")

OBLIGATIONS = table(
    "agreement party partner role obligation kind committed unit due_date delivered done_date evidence",
    (WASTE, "village", None, Text("Penyedia tempat", "Provides the place"),
     Text("Menyediakan gedung bank sampah", "Provide the building of the waste bank"), "in_kind", 1,
     Text("gedung", "building"), -340, 1, -345, "https://foto.example/gedung"),
    (WASTE, "partner", GREEN, Text("Pendamping", "Coach"),
     Text("Melatih 30 kader pemilah sampah", "Train 30 sorters"),
     "training", 30, Text("orang", "people"), -200, 30, -210, "https://foto.example/pelatihan"),
    (WASTE, "partner", COMPANY, Text("Penyandang dana", "Funder"),
     Text("Dana operasional dua tahun", "Running costs of two years"),
     "funding", 120_000_000, Text("rupiah", "rupiah"), 240, 70_000_000, None, "https://foto.example/transfer"),
    (WASTE, "partner", COMPANY, Text("Penyandang dana", "Funder"),
     Text("Satu mesin pencacah plastik", "One plastic shredder"),
     "goods", 1, Text("mesin", "machine"), -20, None, None, None),
    (WASTE, "village", None, None, Text("Laporan tahunan kepada BPD", "Yearly report to the council (BPD)"),
     "reporting", 2,
     Text("laporan", "reports"), 60, 1, None, None),
    (ROAD, "village", None, Text("Pelaksana", "Executor"),
     Text("Perkerasan ruas Sukamaju 2,4 km", "Pave 2.4 km in Sukamaju"),
     "in_kind", 2.4, "km", 150, 1.7, None, "https://foto.example/ruas-1"),
    (ROAD, "partner", NORTH, Text("Pelaksana", "Executor"),
     Text("Jembatan kecil di batas desa", "Small bridge at the border"),
     "goods", 1, Text("jembatan", "bridge"), 25, None, None, None),
    (ROAD, "partner", SOUTH, Text("Penyandang dana", "Funder"),
     Text("Dana perkerasan ruas Cikaret", "Money for Cikaret's stretch"),
     "funding", 85_000_000, Text("rupiah", "rupiah"), 120, None, None, None),
    (ROAD, "village", None, None,
     Text("Laporan kepada Bupati melalui Camat", "Report to the regent via the district head"),
     "reporting", 1, Text("laporan", "reports"), Typed(Text("31/02/{year}", "31/02/{year}")), None, None, None),
    (RICE, "village", None, Text("Penyedia gudang", "Provides the store"),
     Text("Gudang gabah 60 m²", "Rice store of 60 m²"),
     "in_kind", 60, "m²", -500, 60, -520, "https://foto.example/gudang"),
    (RICE, "partner", None, Text("Pembeli", "Buyer"),
     Text("Membeli gabah dengan harga dasar", "Buy at the floor price"),
     "network", 180, "ton", 120, 158, None, None),
    (RICE, "partner", None, None, Text("Pelatihan mutu gabah", "Training in rice quality"), "training", 4,
     Text("kali", "times"), -30, 4, -38, "https://foto.example/mutu"),
    (RICE, "village", None, None, Text("Laporan tahunan kepada BPD", "Yearly report to the council (BPD)"),
     "reporting", 2,
     Text("laporan", "reports"), 75, 1, None, None),
    (STUNTING, "village", None, Text("Penyelenggara", "Organiser"),
     Text("Posyandu tiap bulan di empat dusun", "Monthly health post in four hamlets"),
     "in_kind", 24, Text("kali", "times"), 48, 21, None, None),
    (STUNTING, "partner", CLINIC, Text("Tenaga ahli", "Experts"),
     Text("Makanan tambahan 90 hari", "Extra meals for 90 days"),
     "goods", 41, Text("balita", "children"), 30, 41, -5, "https://foto.example/pmt"),
    (STUNTING, "partner", UNIVERSITY, Text("Tenaga ahli", "Experts"),
     Text("Melatih 20 kader posyandu", "Train 20 health workers"),
     "training", 20, Text("orang", "people"), -60, 20, -75, "https://foto.example/kader"),
    (STUNTING, "partner", UNIVERSITY, None, Text("Kajian gizi keluarga", "Study of family nutrition"), "expertise", 1,
     Text("kajian", "study"), -35, None, None, None),
    (LOANS, "village", None, Text("Penghubung", "Contact"),
     Text("Mendata calon peminjam", "List possible borrowers"), "in_kind",
     60, Text("orang", "people"), -150, 64, -160, "https://foto.example/data"),
    (LOANS, "partner", None, Text("Pemberi pinjaman", "Lender"), Text("Plafon kredit lunak", "Soft loan line"),
     "funding",
     150_000_000, Text("rupiah", "rupiah"), 400, 58_000_000, None, "https://foto.example/akad"),
    (LOANS, "partner", None, None, Text("Pelatihan pembukuan", "Training in bookkeeping"), "training", 6,
     Text("kali", "times"),
     20, 4, None, None),
    (LIBRARY, "partner", None, Text("Pemberi buku", "Gives books"),
     Text("1.200 buku dan rak", "1,200 books and shelves"), "goods",
     1200, Text("buku", "books"), -100, 1200, -97, "https://foto.example/buku"),
    (LIBRARY, "village", None, None, Text("Honor penjaga perpustakaan", "Pay for the librarian"), "funding",
     14_400_000,
     Text("rupiah", "rupiah"), -60, 12_000_000, None, None),
    (TREES, "partner", None, Text("Pemberi bibit", "Gives seedlings"),
     Text("4.000 bibit dan pelatihan tanam", "4,000 seedlings and training"),
     "goods", 4000, Text("bibit", "seedlings"), -600, 4000, -640, "https://foto.example/bibit"),
    (TREES, "village", None, None, Text("Perawatan dua tahun", "Two years of care"), "in_kind", 24,
     Text("bulan", "months"),
     -90, 24, -92, "https://foto.example/rawat"),
    (SOLAR_LAMPS, "partner", None, Text("Pemasok", "Supplier"), Text("40 lampu jalan", "40 street lamps"), "goods",
     40,
     Text("lampu", "lamps"), -240, 6, None, None),
    (SOLAR_LAMPS, "village", None, None, Text("Tiang dan pemasangan", "Posts and installation"), "in_kind", 40,
     Text("tiang", "posts"), -230, 40, None, None),
    (LETTERS, "partner", None, Text("Pembuat aplikasi", "Developer"),
     Text("Aplikasi surat digital", "Letter application"),
     "expertise", 1, Text("aplikasi", "application"), 140, None, None, None),
    (LETTERS, "village", None, None, Text("Dua komputer untuk pelayanan", "Two computers for the office"), "goods", 2,
     Text("komputer", "computers"), 85, None, None, None),
    (SPRING, "village", None, None, Text("Pagar mata air 300 m", "300 m of fence round the spring"), "in_kind", 300,
     "m",
     110, 120, None, None),
    (SPRING, "village", None, None, Text("Patroli mingguan", "Weekly patrol"), "in_kind", 104,
     Text("kali", "times"), 700, 46,
     None, None),
)  # fmt: skip
