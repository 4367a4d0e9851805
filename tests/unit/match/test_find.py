"""Pains meet articles: the COO's words count, exclusions rule, nothing depends on luck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fakes import HashingEmbedder, article, pain, source

from watch import match
from watch.match.relevance import Relevance
from watch.model import ArticleId, FacetKind, StoryId

NAMES = {source().id: "Press"}
WORDS = (
    "robot sensor invoice pallet customer energy boiler training safety audit truck mould".split()
)


def corpus_of(articles, view):
    texts = [f"{a.title}. {a.text}" for a in articles]
    return match.Corpus(articles=articles, views={view.key: view.documents(texts)})


def varied(count=60):
    """Return articles of mixed subjects, told in one plain sentence each."""
    chance = np.random.default_rng(11)
    return [
        article(
            n,
            title=f"The {' '.join(chance.choice(WORDS, 3))} of site {n}",
            text=f"The site number {n} has changed its {' and its '.join(chance.choice(WORDS, 3))} this year.",  # noqa: E501
        )
        for n in range(1, count + 1)
    ]


@pytest.fixture
def find(fake_view, fake_library):
    def run(articles, *pains, language="en"):
        plans = [match.plan(p, language, fake_library, [fake_view]) for p in pains]
        corpus = corpus_of(articles, fake_view)
        return match.find(plans, corpus, fake_library, [fake_view], NAMES)

    return run


def rank_of(found, number):
    return [m.article_id for m in found].index(number)


def test_match_has_a_probability_and_a_verbatim_sentence(find):
    """Every match quotes its article, and relevance is a probability, best first."""
    articles = varied()
    by_id = {a.id: a for a in articles}
    found = find(articles, pain(title="Too many invoices typed by hand"))
    assert found
    assert [m.relevance for m in found] == sorted((m.relevance for m in found), reverse=True)
    for one in found:
        assert 0.0 <= one.relevance <= 1.0
        told = by_id[one.article_id]
        assert one.evidence.sentence in (told.title, told.text)
        assert (one.evidence.url, one.evidence.source_name) == (told.url, "Press")
        assert one.evidence.published_at == told.published_at


def test_empty_corpus_matches_nothing(find):
    """Before the first article there is no match and no error."""
    assert find([], pain()) == []


def test_no_pain_matches_nothing(find):
    """Without pains there is nothing to match."""
    assert find(varied(5)) == []


def test_keyword_of_the_coo_moves_an_article_up(find):
    """Naming a word the library does not know lifts the article that holds it."""
    articles = [
        *varied(15),
        article(500, title="A zorblat arrives", text="The zorblat was put to use this year."),
    ]
    plain = pain(title="Slow audit of pallets")
    before = find(articles, plain)
    after = find(articles, replace(plain, keywords=("zorblat",)))

    def relevance(found):
        return next((m.relevance for m in found if m.article_id == 500), 0.0)

    assert relevance(after) > 2 * relevance(before)
    assert rank_of(after, 500) < rank_of(before, 500) or rank_of(after, 500) == 0
    others = {m.article_id: m.relevance for m in before if m.article_id != 500}
    assert {m.article_id: m.relevance for m in after if m.article_id != 500} == others


@pytest.mark.parametrize(
    ("exclusion", "text"),
    [
        ("zorblat", "A ZORBLAT arrives."),
        ("Zorblat Mk 2", "The zorblat mk 2 arrives."),
        ("énergie", "L’Énergie arrive."),
        pytest.param("C++", "They use C++ here."),
        pytest.param("energie", "L'énergie arrive."),
        pytest.param("l'énergie", "Avec l’énergie."),
        pytest.param("e\u0301nergie", "Une énergie."),
    ],
)
def test_exclusion_rules_an_article_out(find, exclusion, text):
    """An article that holds an excluded word is out, however it is written."""
    articles = [*varied(10), article(500, title="Robots and pallets", text=text)]
    stated = pain(title="Robots and pallets")
    assert 500 in [m.article_id for m in find(articles, stated)]
    assert 500 not in [
        m.article_id for m in find(articles, replace(stated, exclusions=(exclusion,)))
    ]


def test_exclusion_is_a_whole_word(find):
    """Excluding "art" leaves "smart" alone."""
    articles = [article(1, title="Smart robots", text="Smart things.")]
    assert len(find(articles, pain(exclusions=("art",)))) == 1


def test_blank_exclusion_excludes_nothing(find):
    """A blank line in a form does not silence a pain."""
    assert find(varied(5), pain(exclusions=("",)))


def test_reprints_are_not_matched_and_a_story_counts_once(find):
    """A story has one match per pain, by an original of its own."""
    articles = [
        article(1, title="Robots", text="Robots and pallets.", story_id=StoryId(1)),
        article(2, title="Robots", text="Robots and pallets!", story_id=StoryId(1)),
        article(
            3,
            title="Robots",
            text="Robots and pallets.",
            story_id=StoryId(3),
            reprint_of=ArticleId(1),
        ),
    ]
    found = find(articles, pain(title="Robots and pallets"))
    assert [m.story_id for m in found] == [1]
    assert found[0].article_id in (1, 2)


def test_matching_is_deterministic_under_shuffled_articles(find):
    """The same articles in another order give the same matches."""
    articles = varied()
    mixed = [articles[i] for i in np.random.default_rng(2).permutation(len(articles))]
    stated = pain(title="Late trucks and audits")

    def told(found):
        return [(m.article_id, round(m.relevance, 9), m.solution_id, m.evidence) for m in found]

    assert told(find(articles, stated)) == told(find(mixed, stated)) == told(find(articles, stated))


def test_similarities_do_not_depend_on_the_neighbours(fake_view, fake_library):
    """An article alone and in a crowd has the same statement, aim and direction."""
    articles = varied()
    plan = match.plan(pain(title="Late trucks"), "en", fake_library, [fake_view])

    def features(found):
        made_ready = Relevance(corpus_of(found, fake_view), fake_library, [fake_view])
        return made_ready.features([plan])[0]

    alone, crowd = features(articles[:1]), features(articles)
    for name in ("statement", "aim", "direction"):
        assert getattr(alone, name)[0] == pytest.approx(getattr(crowd, name)[0], abs=1e-5)


def test_own_sketch_pulls_its_articles_up(find):
    """What the COO imagines as a solution finds the article that tells of it."""
    told = "The zeppelin carries wobbly crates between quiet islands every morning."
    articles = [*varied(15), article(500, title="Zeppelin news", text=told)]
    stated = pain(title="Slow audit of pallets")
    before = {m.article_id: m.relevance for m in find(articles, stated)}
    after = {m.article_id: m.relevance for m in find(articles, replace(stated, sketches=(told,)))}
    assert after[500] > before.get(500, 0.0)


def test_chosen_solutions_lead_the_plan(fake_view, fake_library):
    """A family the COO named stands above every suggested one."""
    plain = match.plan(pain(title="Late trucks"), "en", fake_library, [fake_view])
    last = fake_library.solutions[-1].id
    assert plain.families[0][0].id != last
    named = match.plan(
        pain(title="Late trucks", solutions=(last,)), "en", fake_library, [fake_view]
    )
    assert named.families[0] == (fake_library.solutions[-1], 1.0)


def test_plan_says_what_it_searches_for(fake_view, fake_library):
    """Every facet is the COO's own word or names the family it came from; weights are in (0, 1]."""
    stated = pain(
        title="Late trucks", keywords=("TMS",), exclusions=("cars",), sketches=("A sketch.",)
    )
    found = match.plan(stated, "en", fake_library, [fake_view])
    own = {(f.kind, f.text) for f in found.facets if not f.solution_id}
    assert own == {
        (FacetKind.PROBLEM, "Late trucks"),
        (FacetKind.SKETCH, "A sketch."),
        (FacetKind.KEYWORD, "TMS"),
        (FacetKind.EXCLUSION, "cars"),
    }
    families = {solution.id for solution, _ in found.families}
    assert {f.solution_id for f in found.facets} - {""} == families
    assert all(0 < weight <= 1 for _, weight in found.families)
    weights = [weight for _, weight in found.families]
    assert weights == sorted(weights, reverse=True)


def test_solution_of_a_match_is_one_of_the_plan(find, fake_view, fake_library):
    """The family named on the card is among those the plan shows."""
    stated = pain(title="Late trucks")
    plan = match.plan(stated, "en", fake_library, [fake_view])
    shown = {solution.id for solution, _ in plan.families}
    assert {m.solution_id for m in find(varied(20), stated)} <= shown


def test_two_views_are_fused(fake_view, tmp_path):
    """A second view changes the answer but not its form."""
    second = HashingEmbedder(64, "second")
    views = [fake_view, second]
    library = match.load_library(match_solutions(), views, tmp_path)
    articles = varied()
    texts = [f"{a.title}. {a.text}" for a in articles]
    corpus = match.Corpus(articles=articles, views={v.key: v.documents(texts) for v in views})
    plan = match.plan(pain(title="Late trucks"), "en", library, views)
    found = match.find([plan], corpus, library, views, NAMES)
    assert found
    assert all(0 <= m.relevance <= 1 for m in found)


def match_solutions():
    from watch.config import read_solutions

    return read_solutions()[:20]


@pytest.mark.slow
def test_french_pain_finds_an_english_article(use_view, tmp_path):
    """With the real ``use`` view a pain stated in French finds the English solution first."""
    told = [
        (
            "en",
            "Sensors cut unplanned stoppages at a press shop",
            "Vibration sensors on forty presses warn the maintenance team before bearings fail; unplanned machine downtime fell by 41 percent.",  # noqa: E501
        ),
        (
            "en",
            "Zoo serves frozen trout to bears",
            "Keepers handed out blocks of iced fruit during the heatwave.",
        ),
        (
            "en",
            "Museum extends its opening hours",
            "Visitors can now stay until nine on Thursdays, the museum said.",
        ),
        (
            "fr",
            "Le club de Brenac gagne aux tirs au but",
            "Le match s'est joué devant trois mille spectateurs, sous la pluie.",
        ),
        (
            "fr",
            "La médiathèque rouvre ses portes",
            "Après deux ans de travaux, les lecteurs retrouvent les rayons.",
        ),
        ("en", "Bank raises its rates again", "The governor said inflation remained a concern."),
    ]
    articles = [
        article(n, title=title, text=text, language=language)
        for n, (language, title, text) in enumerate(told, start=1)
    ]
    from watch.config import read_solutions

    chosen = [s for s in read_solutions() if s.area in ("maintenance", "logistics", "finance")]
    library = match.load_library(chosen, [use_view], tmp_path)
    stated = pain(
        title="Arrêts machine non planifiés",
        description="Nos presses tombent en panne sans prévenir et la maintenance court d'une urgence à l'autre.",  # noqa: E501
    )
    plan = match.plan(stated, "fr", library, [use_view])
    found = match.find([plan], corpus_of(articles, use_view), library, [use_view], NAMES)
    assert found[0].article_id == 1
    assert found[0].relevance > 3 * found[1].relevance
    assert plan.families[0][0].area == "maintenance"
