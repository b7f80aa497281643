"""Words that sample data is made of: given and family names from many places, names of places, and awkward values."""

from __future__ import annotations


def _read(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN = _read(
    """
    Aaliyah Abel Adaeze Agnes Aiko Alba Amara Anouk Anselm Arjun Asha Astrid Awa Baptiste Beatriz Bjarne Bronagh
    Camila Cem Chidi Ciara Dagny Daiki Danica Darius Eilidh Einar Elif Elodie Emeka Enzo Eszter Fatou Felipe Fenna
    Folke Freya Gaia Giorgos Gwen Halima Hamza Hanna Hedda Hiro Idris Ilse Imani Ines Ingrid Isak Ivo Jamila Jonas
    Joaquín Kaveh Keiko Kofi Lale Lars Leila Lindiwe Ludovic Lumi Magda Malik Maren Mateo Mila Mirjam Nadia Naoki
    Nela Niamh Nikhil Noor Odile Olu Oskar Paloma Pilar Priya Quentin Rafael Ragna Rania Rohan Roos Sanna Selim
    Siobhán Sofía Suda Tariq Teodor Thandi Tomasz Ulla Valentin Vesna Wanjiru Wiktor Xenia Yara Yusuf Zainab Zoltán
    Zuri
    """
)
FAMILY = _read(
    """
    Abara Adeyemi Ahlgren Almeida Andrade Azzopardi Bakker Bauer Benítez Berge Bianchi Borg Brandt Castell Chaudhry
    Costa Dahl Devereux Diallo Dimitrov Dubois Dvořák Ekström Eriksen Falk Farkas Ferreira Fontaine Fujita Galea
    Ghorbani Grönlund Haddad Halvorsen Hashemi Horvat Ibarra Ivanova Jansen Jovanović Kamau Kaplan Karlsen Keller
    Kowalski Kruse Laurent Lehtinen Lindqvist Lombardi Lund Madsen Mahlangu Mancini Mbeki Meyer Mikkelsen Moreau
    Mwangi Nakamura Ncube Niemi Novák Nyström Okafor Okonkwo Olsen Oyelaran Pavlov Petit Pham Pires Quist Ramírez
    Rossi Rüegg Sandoval Santos Schäfer Silva Soares Sørensen Tanaka Thorne Toivonen Traoré Uribe Vance Varga Vidal
    Vogel Wallin Weber Yılmaz Zafar Zielińska
    """
)
PLACES = _read(
    """
    Alder Amber Anchor Arbour Ashdown Aurora Beacon Birch Bluff Bramble Bridge Brook Canal Canyon Cedar Chapel
    Cinder Cliff Clover Cobalt Copper Coral Cove Crane Crescent Crown Dawn Delta Dove Dune Elder Ember Fern Field
    Fjord Forge Foxglove Garnet Glade Glen Grove Harbour Hazel Heath Heron Hill Hollow Indigo Island Ivory Juniper
    Kestrel Lantern Larch Lark Laurel Lagoon Linden Maple Marble Marsh Meadow Mill Mirror Moor Moss Nettle North Oak
    Onyx Orchard Osprey Otter Pebble Pier Pine Plaza Poplar Prairie Quarry Quartz Raven Reed Ridge River Robin Rowan
    Saffron Sable Sage Sand Shore Silver Slate Spruce Station Summit Swan Terrace Thistle Tide Tower Tulip Valley
    Velvet Vine Violet Walnut West Willow Winter Wren Yarrow
    """
)
FOREIGN = ("مكتبة النور", "בית הקפה", "東京支店", "Łódź–Żabieniec", "Ærøskøbing", "Δελφοί")
"""Names in other scripts; the first two are written from right to left."""
