"""Step 1 of the sample: what the village needs."""

from __future__ import annotations

from perdes_sheets.outputs.sample.story import Text, table

MEETING = Text("Musyawarah Desa", "Village meeting")
HAMLET = Text("Musyawarah Dusun Cibodas", "Hamlet meeting, Cibodas")
WOMEN = Text("Kelompok PKK", "Women's group (PKK)")

NEEDS = table(
    "code sector need goal urgency seriousness growth resource estimated_cost beneficiaries source status",
    (1, "environment",
     Text("Sampah rumah tangga dibakar atau dibuang ke sungai", "Household waste is burnt or thrown into the river"),
     Text("60% sampah terpilah dan dijual dalam dua tahun", "60% of waste sorted and sold within two years"),
     5, 4, 5, "expertise", 185_000_000, 3200, MEETING, None),
    (2, "economy",
     Text("Petani menjual gabah murah lewat tengkulak", "Farmers sell rice cheaply through middlemen"),
     Text("120 petani menjual lewat koperasi dengan harga layak", "120 farmers sell to the cooperative, fairly paid"),
     4, 4, 4, "network", 60_000_000, 410, HAMLET, None),
    (3, "health",
     Text("Satu dari empat balita bertubuh pendek (stunting)", "One in four under-fives is stunted"),
     Text("Balita stunting turun dari 24% menjadi 14%", "Stunting falls from 24% to 14%"),
     5, 5, 4, "expertise", 95_000_000, 286, Text("Posyandu Melati", "Melati health post"), None),
    (4, "infrastructure",
     Text("Jalan ke dua desa tetangga rusak berat", "The road to two neighbouring villages is badly damaged"),
     Text("6,5 km jalan penghubung layak dilalui truk", "6.5 km of link road fit for lorries"),
     4, 4, 3, "funding", 740_000_000, 5100, MEETING, None),
    (5, "education",
     Text("Anak putus sekolah setelah SMP", "Children leave school after junior high"),
     Text("Tidak ada lagi anak putus sekolah sebelum SMA", "No child leaves school before senior high"),
     4, 5, 3, "training", 48_000_000, 57, WOMEN, None),
    (6, "infrastructure",
     Text("Dusun Pasir kekurangan air bersih saat kemarau", "Pasir hamlet runs short of clean water in the dry season"),
     Text("Setiap rumah mendapat 60 liter per orang per hari", "Each house gets 60 litres a person and day"),
     5, 5, 4, "goods", 320_000_000, 640, HAMLET, None),
    (7, "economy",
     Text("Usaha kecil ibu-ibu kesulitan modal", "Women's small businesses lack capital"),
     Text("40 usaha kecil mendapat modal dan pendampingan", "40 small businesses get capital and coaching"),
     3, 3, 4, "funding", 150_000_000, 96, WOMEN, None),
    (8, "education",
     Text("Siswa tidak punya komputer untuk belajar", "Pupils have no computers to learn on"),
     Text("Pojok belajar dengan 12 komputer di balai desa", "A study corner with 12 computers in the village hall"),
     3, 3, 3, "goods", 84_000_000, 210, Text("Komite SDN 2", "School committee"), None),
    (9, "health",
     Text("Lansia yang tinggal sendiri tidak terjangkau layanan", "Old people living alone are out of reach of care"),
     Text("Setiap lansia dikunjungi kader tiap bulan", "Each of them is visited every month"),
     4, 4, 3, "expertise", 36_000_000, 74, MEETING, None),
    (10, "environment",
     Text("Lereng Gunung Sari gundul dan mudah longsor", "The slope of Mount Sari is bare and slides"),
     Text("4.000 pohon tumbuh di lereng", "4,000 trees grow on the slope"),
     4, 5, 3, "goods", 52_000_000, 900, MEETING, "met"),
    (11, "economy",
     Text("Pasar malam mingguan di lapangan desa", "A weekly night market on the village green"),
     Text("20 pedagang berjualan tiap Sabtu", "20 traders every Saturday"),
     2, 1, 2, "network", 15_000_000, 60, Text("Karang Taruna", "Youth group"), "dropped"),
    (12, "other",
     Text("Surat-menyurat dan arsip desa masih ditulis tangan", "Village letters and files are still written by hand"),
     Text("Surat keterangan selesai dalam satu hari", "A certificate takes one day"),
     3, 2, 3, "expertise", 40_000_000, 5100, MEETING, None),
)  # fmt: skip
"""`code` is the need's number: the sample writes it as `B-01` (Indonesian) or `N-01`."""
