"""What the demo shop sells and who buys there; all of it made up."""

from dataclasses import dataclass

BOOTS = ("UK 4", "UK 5", "UK 6", "UK 7", "UK 8", "UK 9", "UK 10", "UK 11")
CLOTHES = ("XS", "S", "M", "L", "XL")
ONE = ("one size",)


@dataclass(frozen=True, slots=True)
class Product:
    """One product; `price` is in pence or cents."""

    name: str
    price: int
    variants: tuple[str, ...] = ONE
    returnable: bool = True


PRODUCTS = (
    Product("Brackenridge 2 tent", 28900, ("green", "sand")),
    Product("Brackenridge 4 tent", 41900, ("green", "sand")),
    Product("Longcairn 45 backpack", 15900, ("M/L green", "M/L red", "S/M green")),
    Product("Longcairn 65 backpack", 18900, ("M/L green", "M/L grey")),
    Product("Fellside Mid boots", 17400, BOOTS),
    Product("Fellside Low shoes", 13900, BOOTS),
    Product("Emberlight lantern", 4200),
    Product("Guide Tarn sleeping bag", 16500, ("regular", "long")),
    Product("Guide Moor sleeping bag", 12900, ("regular", "long")),
    Product("Rainbeck jacket", 21900, CLOTHES),
    Product("Rainbeck trousers", 11900, CLOTHES),
    Product("Hushdown down jacket", 18900, CLOTHES),
    Product("Larkfell fleece", 7900, CLOTHES),
    Product("Tussock sleeping mat", 8900, ("regular", "wide")),
    Product("Cinder gas stove", 5900),
    Product("Peatline trekking poles", 6900),
    Product("Ruff Trail rucksack", 4900, ("S", "M", "L")),
    Product("Mossback walking socks", 1600, ("S", "M", "L")),
    Product("Brookside bottle", 1900, ("0.7 l", "1 l"), returnable=False),
    Product("Scarthorn climbing harness", 6400, ("S", "M", "L"), returnable=False),
)

NAMES = (
    *("Robin Marsh", "Priya Nair", "Tom Ashworth", "Grace Okafor", "Ewan Baird", "Siân Pritchard"),
    *("Aoife Brennan", "Daniel Reyes", "Hannah Whitlock", "Marek Kowal", "Yusuf Demir", "Chloe Barton"),
    *("Oliver Stead", "Niamh Gallagher", "Leila Haddad", "Jack Thornley", "Amara Mensah", "Ben Iveson"),
    *("Rosie Calder", "Viktor Lindqvist", "Megan Rhys", "Sam Tranter", "Ines Carvalho", "Callum Moir"),
    *("Zara Sheikh", "Peter Holmwood", "Orla Keane", "Femi Adeyemi", "Lucy Parrish", "Kenji Mori"),
    *("Freya Lund", "George Bellamy", "Anita Rao", "Conor Daly", "Isla Munro", "Harry Pike"),
    *("Beatrix Fenn", "Noah Weaver", "Elena Petrova", "Dylan Vaughan"),
)

PLACES = (
    ("3 Mill Bank", "Kendal", "LA9 4QT", "GB"),
    ("27 Canal Street", "Manchester", "M1 3HE", "GB"),
    ("8 Orchard Close", "Sheffield", "S11 8YL", "GB"),
    ("52 Harbour View", "Bristol", "BS1 6TY", "GB"),
    ("14 Castle Terrace", "Edinburgh", "EH1 2DP", "GB"),
    ("6 Heol y Bont", "Cardiff", "CF11 9LJ", "GB"),
    ("19 Quay Lane", "Galway", "H91 E2K3", "IE"),
    ("40 Lagan Road", "Belfast", "BT7 1NN", "GB"),
    ("75 Beech Avenue", "Leeds", "LS6 2AB", "GB"),
    ("2 Glebe Cottages", "Keswick", "CA12 5JR", "GB"),
)
