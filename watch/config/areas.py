"""Operational areas as people write them, in French or English."""

from __future__ import annotations

from watch.model import AREAS
from watch.text import fold

_ALIASES = {
    "production": "fabrication manufacturing atelier usine industrie industry operations",
    "maintenance": "entretien",
    "quality": "qualite qse",
    "logistics": "logistique entrepot warehouse warehousing magasin intralogistics",
    "transport": "transports livraison delivery fleet flotte shipping freight",
    "supply_chain": "supply-chain approvisionnement approvisionnements stocks inventory planning",
    "procurement": "achats achat purchasing sourcing",
    "energy": "energie utilities",
    "sustainability": "environnement environment rse csr carbone carbon durabilite esg climat",
    "hr": "rh ressources-humaines human-resources people recrutement hiring formation training",
    "safety": "securite hse sante-securite health-and-safety prevention",
    "customer_service": "service-client sav relation-client support customer-support customers",
    "sales": "ventes commercial vente marketing commerce",
    "product_development": "r-d rd innovation bureau-d-etudes conception engineering design",
    "it": "informatique dsi si systemes-d-information software logiciels cloud",
    "cybersecurity": "cybersecurite cyber security securite-informatique fraud fraude",
    "data": "donnees ia ai analytics intelligence-artificielle artificial-intelligence",
    "finance": "comptabilite accounting tresorerie controle-de-gestion",
    "compliance": "conformite juridique legal reglementation regulatory risk risques",
    "facilities": "immobilier batiments services-generaux buildings real-estate",
    "organisation": "organization management knowledge connaissances qualite-de-vie methodes",
}
_BY_NAME = {name: area for area, names in _ALIASES.items() for name in names.split()} | {
    area: area for area in AREAS
}


def known_area(written: str) -> str:
    """Return the operational area a person means; what is not known is kept as written.

    "Achats et stocks" and "IT costs" are the area of their first word that names one.
    """
    parts = "".join(c if c.isalnum() else " " for c in fold(written)).split()
    for key in ("-".join(parts), "_".join(parts), *parts):
        if key in _BY_NAME:
            return _BY_NAME[key]
    return written
