"""Step 5 of the sample: KPIs in every status, their measurements, reviews and improvements."""

from __future__ import annotations

from perdes_sheets.outputs.sample.agreements import (
    LETTERS,
    LIBRARY,
    LOANS,
    RICE,
    ROAD,
    SOLAR_LAMPS,
    SPRING,
    STUDENTS,
    STUNTING,
    TREES,
    WASTE,
)
from perdes_sheets.outputs.sample.partners import HEAD, PLANNING, SECRETARY, WELFARE
from perdes_sheets.outputs.sample.story import Months, Text, table

PEOPLE, TIMES = Text("orang", "people"), Text("kali", "times")

KPIS = table(
    "code agreement benefit indicator unit direction aggregation baseline baseline_date target target_min target_max "
    "target_date frequency weight owner",
    ("K-01", WASTE, "sustainability", Text("Rumah tangga yang memilah sampah", "Households that sort their waste"),
     "%",
     "increase", "latest", 12, Months(-13), 60, None, None, Months(11), "monthly", 2, WELFARE),
    ("K-02", WASTE, "resources", Text("Nasabah bank sampah", "Members of the waste bank"), PEOPLE,
     "increase", "latest", 0, Months(-13), 200, None, None, Months(11), "monthly", None, WELFARE),
    ("K-03", WASTE, "resources", Text("Sampah yang terjual", "Waste sold"), "kg",
     "increase", "sum", None, Months(-13), 6000, None, None, Months(11), "monthly", None, WELFARE),
    ("K-04", WASTE, "innovation", Text("Titik pembakaran sampah", "Places where waste is burnt"),
     Text("titik", "places"),
     "decrease", "latest", 40, Months(-13), 20, None, None, Months(11), "monthly", None, WELFARE),
    ("K-05", ROAD, "resources", Text("Jalan penghubung yang layak", "Link road fit for traffic"), "km",
     "increase", "latest", 1.2, Months(-10), 6.5, None, None, Months(14), "quarterly", 2, PLANNING),
    ("K-06", ROAD, "innovation", Text("Waktu tempuh ke pasar kecamatan", "Travel time to the district market"),
     Text("menit", "minutes"), "decrease", "latest", 55, Months(-10), 35, None, None, Months(14), "quarterly", None,
     PLANNING),
    ("K-07", RICE, "capacity",
     Text("Petani yang menjual lewat koperasi", "Farmers who sell through the cooperative"), PEOPLE,
     "increase", "latest", 35, Months(-20), 120, None, None, Months(-1), "quarterly", None, PLANNING),
    ("K-08", RICE, "resources", Text("Harga jual gabah", "Selling price of rice"), "Rp/kg",
     "increase", "latest", 4800, Months(-20), 6200, None, None, Months(4), "quarterly", None, PLANNING),
    ("K-09", RICE, "resources", Text("Gabah terjual lewat koperasi", "Rice sold through the cooperative"), "ton",
     "increase", "sum", None, Months(-20), 180, None, None, Months(4), "monthly", None, PLANNING),
    ("K-10", STUNTING, "capacity", Text("Balita stunting", "Stunted under-fives"), "%",
     "decrease", "latest", 24, Months(-22), 14, None, None, Months(2), "monthly", 3, WELFARE),
    ("K-11", STUNTING, "accountability", Text("Balita yang ditimbang tiap bulan", "Children weighed each month"), "%",
     "increase", "average", 60, Months(-12), 85, None, None, Months(2), "monthly", None, WELFARE),
    ("K-12", STUNTING, "capacity", Text("Kader posyandu terlatih", "Trained health workers"), PEOPLE,
     "increase", "latest", 4, Months(-22), 20, None, None, Months(2), "semesterly", None, WELFARE),
    ("K-13", LOANS, "resources", Text("Usaha kecil yang mendapat modal", "Small businesses that got capital"),
     Text("usaha", "businesses"), "increase", "sum", None, Months(-8), 40, None, None, Months(16), "monthly", None,
     WELFARE),
    ("K-14", LOANS, "accountability", Text("Kredit yang lancar", "Loans repaid on time"), "%",
     "range", "latest", None, Months(-8), None, 95, 100, Months(16), "monthly", None, WELFARE),
    ("K-15", LIBRARY, "innovation", Text("Pengunjung perpustakaan sebulan", "Library visitors a month"), PEOPLE,
     "increase", "average", 20, Months(-25), 150, None, None, Months(-2), "quarterly", None, SECRETARY),
    ("K-16", SOLAR_LAMPS, "resources", Text("Lampu jalan yang menyala", "Street lamps that work"),
     Text("lampu", "lamps"),
     "increase", "latest", 0, Months(-13), 40, None, None, Months(2), "quarterly", None, PLANNING),
    ("K-17", LETTERS, "innovation", Text("Surat yang selesai dalam sehari", "Letters done within a day"), "%",
     "increase", "latest", 20, Months(1), 90, None, None, Months(24), "quarterly", None, SECRETARY),
    ("K-18", SPRING, "sustainability", Text("Debit mata air", "Flow of the spring"), Text("liter/detik", "litres/s"),
     "range", "latest", None, Months(-9), None, 8, 12, Months(15), "quarterly", None, PLANNING),
    # A realistic mistake: an aim without a figure.
    ("K-19", STUDENTS, "capacity", Text("Peserta kelas malam yang lulus", "Graduates of the evening classes"), PEOPLE,
     "increase", "latest", 0, Months(-5), None, None, None, Months(7), "semesterly", None, HEAD),
    ("K-20", TREES, "sustainability", Text("Pohon yang hidup", "Trees alive"), Text("pohon", "trees"),
     "increase", "latest", 0, Months(-26), 3600, None, None, Months(-8), "semesterly", 2, PLANNING),
)  # fmt: skip

SERIES: dict[str, tuple[int, int, tuple[object, ...]]] = {
    "K-01": (-13, 1, (14, 15, 18, 20, 22, 25, 27, 29, 31, 33, 35, 36, 38)),
    "K-02": (-13, 1, (18, 34, 52, 71, 88, 104, 121, 139, 158, 176, 195, 214)),
    "K-03": (-13, 1, (150, 160, 170, 180, 190, 200, 200, 210, 220, 220, 230, 235, 235)),
    "K-04": (-13, 1, (40, 40, 39, 39, 39, 38, 38, 37, 37, 37, 36, 36)),
    "K-05": (-10, 3, (1.8, 2.9, 3.6)),
    "K-06": (-10, 3, (53, 50, 48)),
    "K-07": (-20, 3, (42, 55, 63, 78, 90, 96)),
    "K-08": (-20, 3, (4900, 5150, 5400, 5800, 6000, 6250)),
    "K-09": (-20, 1, (6.5, 7, 9, 12.5, 8, 6, 7.5, 8, 9.5, 11, 8.5, 6, 7, 8, 9, 10.5, 9, 7.5, 7)),
    "K-10": (-22, 1, (23.8, 23.5, 23.1, 22.6, 22.4, 21.9, 21.3, 20.8, 20.4, 19.8, 19.5, 18.9, 18.6, 18.1, 17.6, 17.2,
                      16.7, 16.4, 16, 15.6, 15.3, 15)),
    # One month was typed into a cell formatted as percent: 0.81 for 81.
    "K-11": (-12, 1, (72, 75, 76, 78, 77, 80, 0.81, 82, 84, 86, 87, 88)),
    "K-12": (-22, 6, (8, 15, 20)),
    "K-13": (-8, 1, (1, 2, 2, 3, 1, 2, 2, 3)),
    "K-14": (-8, 1, (100, 99, 98, 96, 97, 95, 94, 93)),
    "K-15": (-25, 3, (60, 110, 140, 165, 170, 180, 190)),
    "K-16": (-13, 3, (2, 6)),
    "K-20": (-26, 6, (2900, 3300, 3650)),
}  # fmt: skip
"""KPI -> months from the last round back to its baseline, months between its measurements, their values."""

EVIDENCE = {"K-03", "K-10", "K-13", "K-20"}
"""KPIs whose measurements have a link to their evidence."""

REVIEWS = table(
    "agreement date outcome notes next_review",
    (RICE, -430, "continue", Text("Harga dasar dipertahankan", "The floor price stays"), None),
    (TREES, -420, "continue", Text("3.300 pohon hidup", "3,300 trees alive"), None),
    (STUNTING, -330, "amend", Text("Ditambah pelatihan kader", "Training of health workers added"), None),
    (LIBRARY, -410, "continue", Text("Jam buka ditambah", "Longer opening hours"), None),
    (RICE, -245, "continue", Text("Gudang penuh saat panen raya", "The store is full at harvest"), None),
    (WASTE, -198, "continue",
     Text("Pembakaran belum turun, jadwal angkut diubah", "Burning isn't down; collection changed"), None),
    (SPRING, -160, "continue",
     Text("Debit tidak dicatat, alat ukur dipinjam", "Flow isn't recorded; a gauge is borrowed"), None),
    (STUNTING, -140, "continue", Text("Angka turun sesuai rencana", "Figures fall as planned"), None),
    (TREES, -80, "end", Text("Selesai, perawatan diteruskan Karang Taruna", "Done; the youth group goes on caring"),
     None),
    (LOANS, -60, "continue", Text("Loket dibuka tiap Rabu", "Desk opens on Wednesdays"), 14),
)  # fmt: skip

ACTIONS = table(
    "agreement kpi issue action owner due_date done_date",
    (WASTE, "K-04", Text("Pembakaran sampah tidak turun", "Burning isn't going down"),
     Text("Angkut sampah dua kali seminggu", "Collect waste twice a week"), WELFARE, -25, None),
    (WASTE, None, Text("Mesin pencacah belum datang", "The shredder hasn't come"),
     Text("Surati perusahaan dengan tembusan Camat", "Write to the company, copy to the district"), SECRETARY, 6,
     None),
    (ROAD, "K-06", Text("Waktu tempuh turun lebih lambat", "Travel time falls more slowly"),
     Text("Dahulukan tanjakan Cibodas", "Do the Cibodas climb first"), PLANNING, 45, None),
    (RICE, "K-07", Text("Target petani tidak tercapai", "The target of farmers was missed"),
     Text("Kunjungi kelompok tani di dua dusun", "Visit the farmers of two hamlets"), PLANNING, 18, None),
    (STUNTING, "K-11", Text("Kehadiran penimbangan naik turun", "Attendance goes up and down"),
     Text("Jemput balita di Dusun Pasir", "Fetch the children in Pasir"), WELFARE, -70, -76),
    (LOANS, "K-14", Text("Tunggakan mulai naik", "Arrears begin to grow"),
     Text("Pendampingan tiga peminjam", "Coach three borrowers"), WELFARE, -3, None),
    (None, "K-18", Text("Debit mata air belum pernah dicatat", "The spring's flow was never recorded"),
     Text("Beli alat ukur debit", "Buy a flow gauge"), PLANNING, 80, None),
    (LIBRARY, None, Text("Perjanjian sudah berakhir", "The agreement has ended"),
     Text("Putuskan: perpanjang atau akhiri", "Decide: renew or end"), HEAD, -10, None),
    (SOLAR_LAMPS, None, Text("Tiang sudah terpasang", "The posts are standing"),
     Text("Cari pemasok lain", "Look for another supplier"), HEAD, -90, -101),
)  # fmt: skip
