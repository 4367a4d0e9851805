"""Feeds that read like the trade press, made up word by word: always the same for a number."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

ENTRIES = 20
_NEWEST_AT = datetime(2026, 3, 2, 8, tzinfo=UTC)

_ENGLISH = {
    "who": """
        A bottling plant in Leeds
        The operator of two warehouses
        A maker of gearboxes
        A regional carrier
        The quality team of a bakery
        A foundry with 300 people
        A supplier of cable looms
        A hospital laundry
        The planning office of a shipyard
        A printer of labels
    """,
    "did": """
        has cut unplanned stops
        now checks every pallet
        forecasts its spare parts
        reads delivery notes without typing
        schedules its night shift
        finds leaks in compressed air
        sorts returns on arrival
        trains new operators
        books its docks
        measures scrap at the source
    """,
    "how": """
        with vibration sensors and a small model
        with two cameras above the line
        by asking a language model to fill in the form
        after linking the old controller to the planning system
        with a tool that its own technicians wrote
        through a pilot of eleven weeks
        with second-hand hardware
        by comparing each shift with its best one
    """,
    "so": """
        The change paid for itself in {n} months, says the company.
        Output rose by {n} percent while overtime fell.
        Operators were asked first, and {n} of their remarks were taken up.
        The vendor charges {n} euros a month for each line.
        False alarms fell from forty to {n} a week.
        An outside auditor confirmed a saving of {n},000 hours a year.
        The project began with a stoppage that had lasted {n} days.
        Not everything worked: the first {n} weeks brought nothing.
        A second site follows in the spring.
        The union signed an agreement on data that are kept for {n} days only.
    """,
}
_FRENCH = {
    "who": """
        Une usine d'embouteillage de Lyon
        L'exploitant de deux entrepôts
        Un fabricant de réducteurs
        Un transporteur régional
        Le service qualité d'une boulangerie industrielle
        Une fonderie de 300 salariés
        Un sous-traitant de l'aéronautique
        La blanchisserie d'un hôpital
    """,
    "did": """
        réduit ses arrêts non planifiés
        contrôle chaque palette
        prévoit ses pièces de rechange
        lit les bons de livraison sans ressaisie
        planifie l'équipe de nuit
        repère les fuites d'air comprimé
        trie les retours dès l'arrivée
        forme ses nouveaux opérateurs
    """,
    "how": """
        grâce à des capteurs de vibration
        avec deux caméras au-dessus de la ligne
        en reliant l'ancien automate à l'ordonnancement
        avec un outil écrit par ses techniciens
        après un pilote de onze semaines
        en comparant chaque équipe à sa meilleure journée
    """,
    "so": """
        L'investissement a été remboursé en {n} mois, selon la direction.
        La production a gagné {n} % et les heures supplémentaires ont baissé.
        Les opérateurs ont été consultés : {n} remarques ont été retenues.
        Le fournisseur facture {n} euros par mois et par ligne.
        Les fausses alertes sont passées de quarante à {n} par semaine.
        Un second site suivra au printemps.
        Tout n'a pas marché : les {n} premières semaines n'ont rien donné.
    """,
}
_VOCABULARIES = [
    {part: [line.strip() for line in lines.strip().splitlines()] for part, lines in words.items()}
    for words in (_ENGLISH, _FRENCH)
]


def feed_of(number: int, entries: int = ENTRIES) -> bytes:
    """Return the feed of that number: RSS twice out of three times, else Atom."""
    dice = random.Random(number)
    words = _VOCABULARIES[dice.random() < 0.5]
    told = [_entry(dice, words, number, place) for place in range(entries)]
    return (_atom if number % 3 == 2 else _rss)(number, told).encode()


def _entry(
    dice: random.Random, words: dict[str, list[str]], number: int, place: int
) -> tuple[str, str, str, datetime]:
    """Return title, address, text and moment."""
    title = " ".join(dice.choice(words[part]) for part in ("who", "did", "how"))
    told = dice.sample(words["so"], k=dice.randint(4, 7))
    paragraphs = [f"{title}."] + [sentence.format(n=dice.randint(2, 60)) for sentence in told]
    text = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    at = _NEWEST_AT - timedelta(hours=6 * place + dice.random())
    return title, f"https://press-{number}.example/{at:%Y/%m}/article-{place}", text, at


def _rss(number: int, entries: list[tuple[str, str, str, datetime]]) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>{format_datetime(at)}</pubDate><description>{escape(text)}</description></item>"
        for title, url, text, at in entries
    )
    head = f"<title>Press {number}</title><link>https://press-{number}.example/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def _atom(number: int, entries: list[tuple[str, str, str, datetime]]) -> str:
    items = "".join(
        f'<entry><title>{escape(title)}</title><link href="{url}"/><id>{url}</id>'
        f'<updated>{at.isoformat()}</updated><content type="html">{escape(text)}</content></entry>'
        for title, url, text, at in entries
    )
    head = f"<title>Press {number}</title><id>https://press-{number}.example/</id>"
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"{head}<updated>{_NEWEST_AT.isoformat()}</updated>{items}</feed>"
    )
