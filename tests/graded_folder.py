"""A small graded folder, written for the tests: two pain points, twelve invented articles."""

from __future__ import annotations

import json
from pathlib import Path

PAINS = [
    {
        "id": "P1",
        "title": "Trop d'erreurs de préparation",
        "description": "Une commande sur vingt part avec le mauvais article, les retours coûtent.",
        "area": "logistique",
        "lang": "fr",
    },
    {
        "id": "P2",
        "title": "Machines stop without warning",
        "description": "The packing lines break down twice a week and we wait for spare parts.",
        "area": "maintenance",
        "lang": "en",
    },
]
_TOLD = [
    (
        "pick-by-light",
        "fr",
        "Kerlouan divise ses erreurs de préparation par quatre",
        "L'entrepôt de Kerlouan guide ses préparateurs par des voyants lumineux posés sur chaque"
        " casier. Les erreurs de commande ont baissé de 74 % en six mois.",
    ),
    (
        "goods-to-person",
        "en",
        "Brisquet lets shuttle robots bring the goods to its pickers",
        "Order pickers at Brisquet no longer walk: robots bring each bin to the station, where a"
        " scanner checks every item. Picking errors fell by 60% within a year.",
    ),
    (
        "voice",
        "fr",
        "La préparation vocale arrive chez Ostrevant",
        "Casque sur les oreilles, les préparateurs confirment chaque article à voix haute ; le"
        " logiciel refuse un mauvais code avant l'expédition.",
    ),
    (
        "picking-problem",
        "fr",
        "Erreurs de commande : un mal qui dure dans les entrepôts",
        "Une enquête montre que les erreurs de préparation restent le premier motif de retour.",
    ),
    (
        "vibration",
        "en",
        "Forty vibration sensors end stoppages at Lenthwaite",
        "Sensors on the bearings of its packing lines warn Lenthwaite two weeks before a failure."
        " Unplanned downtime was cut by 45% in the first year.",
    ),
    (
        "printed-parts",
        "fr",
        "Mondelieu imprime ses pièces de rechange à l'atelier",
        "Une imprimante 3D fournit en une nuit la pièce qui manquait trois semaines ; les arrêts de"
        " ligne ont été réduits de 30 %.",
    ),
    (
        "thermal",
        "en",
        "Thermal cameras watch the motors of a bottling plant",
        "The maintenance team is told when a motor runs hot and replaces it before it fails.",
    ),
    (
        "breakdown-problem",
        "en",
        "Breakdowns cost factories more than ever, survey says",
        "Unplanned stoppages of machines are a growing worry, plant managers say.",
    ),
    (
        "strike",
        "en",
        "Port strike ends after three days",
        "Dockers went back to work on Monday.",
    ),
    (
        "festival",
        "fr",
        "Le festival de jazz attire la foule",
        "Dix mille personnes ont dansé sur la place.",
    ),
    ("phone", "en", "A new phone folds twice", "Its screen is as large as a small tablet's."),
    ("election", "fr", "Élections municipales dimanche", "Les bureaux ouvrent à huit heures."),
]
ARTICLES = [
    {
        "id": name,
        "lang": language,
        "title": title,
        "text": f"{title} {text}",
        "source": f"press-{number % 3}",
        "published": f"2026-09-{number + 1:02d}T08:00:00Z" if number % 4 else "",
    }
    for number, (name, language, title, text) in enumerate(_TOLD)
]
GRADES = [
    ("P1", "pick-by-light", 3),
    ("P1", "goods-to-person", 3),
    ("P1", "voice", 2),
    ("P1", "picking-problem", 1),
    ("P1", "festival", 0),
    ("P2", "vibration", 3),
    ("P2", "printed-parts", 2),
    ("P2", "thermal", 2),
    ("P2", "breakdown-problem", 1),
    ("P2", "strike", 0),
]


def write_folder(
    folder: Path,
    *,
    articles: list[object] = ARTICLES,
    pains: list[object] = PAINS,
    grades: list[object] = GRADES,
) -> Path:
    """Write the three files; a text among the lines is written as it is."""
    folder.mkdir(exist_ok=True)
    _write(folder / "articles.jsonl", [_json(line) for line in articles])
    _write(folder / "painpoints.jsonl", [_json(line) for line in pains])
    cells = [one if isinstance(one, str) else "\t".join(map(str, one)) for one in grades]
    _write(folder / "qrels.tsv", ["painpoint_id\tarticle_id\tgrade", *cells])
    return folder


def _json(line: object) -> str:
    return line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
