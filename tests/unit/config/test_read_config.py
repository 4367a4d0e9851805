"""The files a person edits: little is needed, everything wrong is told at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from watch.config import read_packs, read_pains, read_settings, read_solutions, read_sources
from watch.errors import ConfigError
from watch.links import source_id
from watch.model import AREAS, LANGUAGES, Reliability, SourceKind
from watch.settings import PROFILES, Home, Settings


def file(tmp_path, text, name="sources.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(call, *arguments):
    with pytest.raises(ConfigError) as caught:
        call(*arguments)
    assert caught.value.hint
    return [(problem.line, problem.text) for problem in caught.value.problems]


def test_smallest_source_is_an_address(tmp_path):
    """One address is enough; name and owner are found from it."""
    (found,) = read_sources(
        file(tmp_path, "sources:\n  - url: https://www.lemonde.fr/rss\n")
    ).values()
    assert found.id == source_id("https://www.lemonde.fr/rss")
    assert found.name == "www.lemonde.fr"
    assert found.owner == "lemonde.fr"
    assert (found.kind, found.reliability, found.enabled) == (
        SourceKind.PRESS,
        Reliability.MEDIUM,
        True,
    )


def test_smallest_pain_is_a_title(tmp_path):
    """One title is enough; the rest has the defaults of the glossary."""
    path = file(tmp_path, "pain_points:\n  - title: Pannes à répétition\n", "painpoints.yaml")
    company, pains = read_pains(path)
    (found,) = pains.values()
    assert (found.id, found.title) == ("pannes-a-repetition", "Pannes à répétition")
    assert (found.importance, found.satisfaction, found.horizon_months) == (7.0, 3.0, 12)
    assert (company.country, company.language) == ("FR", "fr")


def test_pain_without_latin_letters_has_an_id(tmp_path):
    """A title that leaves no slug still has a name of its own."""
    path = file(
        tmp_path, "pain_points:\n  - title: 停机时间\n  - title: 质量问题\n", "painpoints.yaml"
    )
    ids = [pain.id for pain in read_pains(path)[1].values()]
    assert len(set(ids)) == 2
    assert all(ids)


def test_every_problem_is_told_at_once_with_its_line(tmp_path):
    """A file with four mistakes gives four problems, each on its own line."""
    text = (
        "sources:\n"
        "  - url: https://a.example/rss\n"
        "    langage: fr\n"
        "  - name: no address\n"
        "  - url: ftp://b.example/rss\n"
        "  - url: https://c.example/rss\n"
        "    kind: gossip\n"
        "extra: 1\n"
    )
    found = problems_of(read_sources, file(tmp_path, text))
    assert sorted(line for line, _ in found) == [3, 4, 5, 7, 8]
    assert "did you mean `language`?" in dict(found)[3]
    assert "`url` is missing" in dict(found)[4]
    assert "http://" in dict(found)[5]
    assert "unknown key `extra`" in dict(found)[8]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("pain_points:\n  - titel: Pannes\n", 2, "title"),
        ("pain_points:\n  - title: Pannes\n    importance: 11\n", 3, "importance"),
        ("pain_points:\n  - title: Pannes\n    horizon_months: soon\n", 3, "horizon_months"),
        ("company:\n  language: de\npain_points: []\n", 2, "fr, en"),
        ("company:\n  employees: 0\n", 2, "employees"),
        ("pain_points:\n  - title: Same thing\n  - title: same thing\n", 3, "same-thing"),
        ("- a\n- b\n", 1, ""),
        ("pain_points: [\n", 2, "YAML"),
        ("just words\n", 1, ""),
    ],
)
def test_mistake_in_pains_is_told_with_its_line(tmp_path, text, line, part):
    """The line is where a person must look, and the text names the key."""
    found = problems_of(read_pains, file(tmp_path, text, "painpoints.yaml"))
    assert line in [number for number, _ in found]
    assert part in " ".join(message for _, message in found)


def test_repeated_address_is_told_with_both_lines(tmp_path):
    """http and https of one feed are the same feed; both places are named."""
    text = "sources:\n  - url: https://a.example/rss\n  - url: http://a.example/rss\n"
    ((line, message),) = problems_of(read_sources, file(tmp_path, text))
    assert line == 3
    assert "line 2" in message


def test_missing_file_says_what_to_write(tmp_path):
    """A newcomer without a file learns what the smallest one looks like."""
    with pytest.raises(ConfigError) as caught:
        read_sources(tmp_path / "sources.yaml")
    assert "url" in caught.value.hint
    assert "demo" in caught.value.hint


def test_empty_files_are_not_wrong(tmp_path):
    """Nothing listed is nothing to read, not a mistake."""
    assert read_sources(file(tmp_path, "# nothing yet\n")) == {}
    assert read_pains(file(tmp_path, "", "painpoints.yaml"))[1] == {}


def test_file_that_is_not_utf8_says_so(tmp_path):
    """A Windows-1252 file is told as such instead of crashing."""
    path = tmp_path / "painpoints.yaml"
    path.write_bytes("pain_points:\n  - title: Qualité\n".encode("cp1252"))
    ((_, message),) = problems_of(read_pains, path)
    assert "UTF-8" in message


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("logistique", "logistics"),
        ("Entrepôt", "logistics"),
        ("Supply chain", "supply_chain"),
        ("RH", "hr"),
        ("Service client", "customer_service"),
        ("R&D", "product_development"),
        ("Relations presse", "Relations presse"),
        ("maintenance", "maintenance"),
    ],
)
def test_area_is_known_by_its_aliases_and_kept_when_free(tmp_path, written, kept):
    """People write areas in their words; what is not known stays as written."""
    text = f"pain_points:\n  - title: A pain\n    area: {written!r}\n"
    (found,) = read_pains(file(tmp_path, text, "painpoints.yaml"))[1].values()
    assert found.area == kept


def test_fingerprint_follows_the_entry_not_its_place(tmp_path):
    """Moving an entry leaves its print; editing it changes it."""
    one = "  - url: https://a.example/rss\n"
    two = "  - url: https://b.example/rss\n"
    before = read_sources(file(tmp_path, f"sources:\n{one}{two}"))
    moved = read_sources(file(tmp_path, f"sources:\n{two}{one}"))
    edited = read_sources(file(tmp_path, f"sources:\n{one}    name: A\n{two}"))
    assert before.keys() == moved.keys()
    assert len(before.keys() & edited.keys()) == 1


def test_pack_switched_off_switches_its_sources_off(tmp_path):
    """A pack is one switch for many sources."""
    text = (
        "packs:\n  energy: {fr: Énergie, en: Energy, enabled: false}\n"
        "sources:\n  - {url: 'https://a.example/', pack: energy}\n  - url: https://b.example/\n"
    )
    found = {s.pack: s.enabled for s in read_sources(file(tmp_path, text)).values()}
    assert found == {"energy": False, "": True}


NOTHING_WEIGHS = "rank:\n  profiles:\n    bold:\n" + "".join(
    f"      {name}: 0\n" for name in PROFILES["balanced"]
)


def test_profile_keeps_the_standard_share_of_what_it_leaves_out(tmp_path):
    """One signal is doubled, the others stay in proportion, and the sum is one."""
    text = "rank:\n  profile: bold\n  profiles:\n    bold: {impact: 0.6}\n"
    file(tmp_path, text, "watch.yaml")
    rank = read_settings(Home(root=tmp_path), {}).rank
    standard = PROFILES["balanced"]
    assert list(rank.weights) == list(standard)
    assert sum(rank.weights.values()) == pytest.approx(1.0)
    assert rank.weights["impact"] == pytest.approx(0.6 / 1.3)
    assert all(
        rank.weights[name] == pytest.approx(share / 1.3)
        for name, share in standard.items()
        if name != "impact"
    )
    assert list(rank.known_profiles) == ["balanced", "proof", "early", "bold"]


def test_profile_of_the_file_replaces_one_that_ships(tmp_path):
    """All but the standard one are there to be tried and changed."""
    zero = ", ".join(f"{name}: 0" for name in PROFILES["early"] if name != "novelty")
    file(tmp_path, f"rank:\n  profiles:\n    early: {{{zero}}}\n", "watch.yaml")
    rank = read_settings(Home(root=tmp_path), {}).rank
    assert {n: w for n, w in rank.known_profiles["early"].items() if w} == {"novelty": 1.0}
    assert rank.weights == PROFILES["balanced"]


def test_settings_without_a_file_are_the_defaults(tmp_path):
    """A home needs no watch.yaml."""
    assert read_settings(Home(root=tmp_path), {}) == Settings()


def test_settings_take_hosts_from_the_environment(tmp_path):
    """TECHWATCH_ALLOW_HOSTS adds to the file, blanks ignored."""
    file(tmp_path, "collect:\n  allow_hosts: [intranet]\n  concurrency: 4\n", "watch.yaml")
    found = read_settings(Home(root=tmp_path), {"TECHWATCH_ALLOW_HOSTS": " 127.0.0.1 ,,wiki "})
    assert found.collect.allow_hosts == ("intranet", "127.0.0.1", "wiki")
    assert found.collect.concurrency == 4
    assert found.collect.per_host == Settings().collect.per_host


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("timezone: Europe/Pariss\n", 1, "Europe/Paris"),
        ("rank:\n  flor: 3\n", 2, "did you mean `floor`?"),
        ("understand:\n  models: []\n", 2, "models"),
        ("collect:\n  concurrency: 0\n", 2, "concurrency"),
        ("rank:\n  profile: bold\n", 2, "balanced, proof, early"),
        ("rank:\n  profiles:\n    bold: {}\n  profile: bald\n", 4, "early, bold"),
        ("rank:\n  profiles:\n    bold:\n      impct: 1\n", 4, "did you mean `impact`?"),
        ("rank:\n  profiles:\n    bold:\n      impact: -1\n", 4, "impact"),
        ("rank:\n  profiles:\n    bold:\n      impact: .nan\n", 4, "impact"),
        ("rank:\n  profiles:\n    bold:\n      impact: .inf\n", 4, "impact"),
        ("rank:\n  profiles:\n    bold:\n      impact: true\n", 4, "impact"),
        (NOTHING_WEIGHS, 3, "every weight is 0"),
        ("rank:\n  profiles:\n    balanced: {impact: 1}\n", 2, "another name"),
        ("rank:\n  profiles:\n    bold: {impact: -1}\n  profile: bold\n", 3, "impact"),
    ],
)
def test_mistake_in_settings_is_told_with_its_line(tmp_path, text, line, part):
    """watch.yaml is checked like the others."""
    file(tmp_path, text, "watch.yaml")
    ((number, message),) = problems_of(read_settings, Home(root=tmp_path), {})
    assert number == line
    assert part in message


def test_blank_exclusion_is_refused_or_dropped(tmp_path):
    """A blank exclusion would rule out every article; it never reaches matching."""
    text = 'pain_points:\n  - title: A pain\n    exclusions: ["", "  ", crypto]\n'
    path = file(tmp_path, text, "painpoints.yaml")
    try:
        (found,) = read_pains(path)[1].values()
    except ConfigError:
        return
    assert found.exclusions == ("crypto",)


def test_library_covers_every_area_in_both_languages():
    """Each area has families, and each family speaks French and English."""
    families = read_solutions()
    assert {family.area for family in families} == set(AREAS)
    assert len({family.id for family in families}) == len(families)
    for family in families:
        for texts in (family.name, family.sketch, family.problems, family.keywords):
            assert set(texts) == set(LANGUAGES), family.id
            assert all(texts.values()), family.id


def test_pack_says_its_names_sectors_and_whether_it_is_read(tmp_path):
    """Packs come in the order of the file, then those that only a source names."""
    text = (
        "packs:\n"
        "  food: {fr: Agroalimentaire, en: Food, sectors: [boissons, ' '], enabled: false}\n"
        "sources:\n"
        "  - url: https://a.example/rss\n    pack: imported\n"
        "  - url: https://b.example/rss\n    pack: food\n"
        "  - url: https://c.example/rss\n    pack: food\n    enabled: false\n"
    )
    path = file(tmp_path, text)
    food, imported = read_packs(path)
    assert (food.id, food.names["en"], food.sectors) == ("food", "Food", ("boissons",))
    assert (food.enabled, imported.id, imported.enabled) == (False, "imported", True)
    assert [s.enabled for s in read_sources(path).values()] == [True, False, False]
    assert [s.enabled for s in read_sources(path, every_pack=True).values()] == [True, True, False]


def test_shipped_sector_packs_are_off_and_speak_both_languages():
    """A newcomer reads the general packs; each pack has a name and French and English feeds."""
    path = Path(__file__).parents[3] / "sources.yaml"
    packs = read_packs(path)
    sources = read_sources(path, every_pack=True).values()
    assert {pack.id for pack in packs} == {source.pack for source in sources}
    for pack in packs:
        assert all(pack.names.values()), pack.id
        languages = {source.language for source in sources if source.pack == pack.id}
        assert languages == {"fr", "en"}, pack.id
        assert pack.enabled or pack.sectors, pack.id
    assert sum(not pack.enabled for pack in packs) == 7
    assert {topic for source in sources for topic in source.topics} <= set(AREAS)
