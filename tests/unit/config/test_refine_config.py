"""Lists of a pain point change in the file; every comment stays where a person put it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch.config import read_pains, refine_pain

PAINS = """\
company: {name: Ateliers}  # the whole group
pain_points:
  # first
  - title: Aaa
    description: >-
      one two
      three

  # agreed in January
  - title: Bbb  # a remark
    # about the keywords
    keywords:  # mine
      - x  # from Claire
      # about y
      - y  # from Paul

  # a word on Ccc
  - title: Ccc
    keywords: [a, b]  # short
    # the end of Ccc
  # a word on Ddd
  - {title: Ddd}
  # a word on Eee
  - title: Eee
# the end
"""
LISTS = ("keywords", "exclusions", "sketches", "solutions", "refused")


def pains(path):
    return list(read_pains(path)[1].values())


def refined(path, place, **lists):
    """Refine the pain point at a place; return the lines that were taken out and put in."""
    before = path.read_text("utf-8")
    wanted = replace(pains(path)[place], **lists)
    refine_pain(path, wanted)
    assert pains(path)[place] == wanted
    old, new = before.splitlines(), path.read_text("utf-8").splitlines()
    return [x for x in old if x not in new], [x for x in new if x not in old]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "painpoints.yaml"
    path.write_text(PAINS, "utf-8")
    return path


def test_refinement_that_changes_nothing_leaves_every_byte(file):
    for place in range(5):
        refined(file, place)
    assert file.read_text("utf-8") == PAINS


def test_new_list_stands_with_its_pain_and_not_below_the_next_comment(file):
    taken, put = refined(file, 0, keywords=("No", "SMED"))
    assert (taken, put) == ([], ["    keywords:", '      - "No"', "      - SMED"])
    text = file.read_text("utf-8")
    assert text.index("- SMED") < text.index("# agreed in January") < text.index("Bbb")


def test_text_added_to_a_list_comes_before_the_comment_of_the_next_pain(file):
    taken, put = refined(file, 1, keywords=("x", "y", "z"), refused=("oms",))
    assert (taken, put) == ([], ["      - z", "    refused:", "      - oms"])
    text = file.read_text("utf-8")
    assert text.index("- oms") < text.index("# a word on Ccc") < text.index("title: Ccc")


def test_text_taken_out_leaves_the_comments_around_it(file):
    assert refined(file, 1, keywords=("y",)) == (["      - x  # from Claire"], [])
    assert "      # about y\n      - y  # from Paul\n\n  # a word on Ccc" in file.read_text("utf-8")


def test_last_text_taken_out_leaves_the_comment_of_the_next_pain(file):
    refined(file, 1, keywords=("x",))
    text = file.read_text("utf-8")
    assert "# from Claire\n\n  # a word on Ccc\n  - title: Ccc" in text


def test_emptied_list_can_be_read_and_filled_again(file):
    refined(file, 1, keywords=())
    assert "keywords: [] # mine\n\n  # a word on Ccc" in file.read_text("utf-8")
    refined(file, 1, keywords=("new",))
    text = file.read_text("utf-8")
    assert text.index("- new") < text.index("# a word on Ccc")


def test_lists_and_pains_on_one_line_stay_on_it(file):
    refined(file, 2, keywords=("a", "b", "c"))
    refined(file, 3, sketches=("Un robot, seul: vraiment.",))
    text = file.read_text("utf-8")
    assert "keywords: [a, b, c] # short\n    # the end of Ccc\n  # a word on Ddd" in text
    assert "  # a word on Eee\n  - title: Eee" in text


def test_last_pain_of_the_file_keeps_the_end(file):
    assert refined(file, 4, solutions=("oms",)) == ([], ["    solutions:", "      - oms"])
    assert file.read_text("utf-8").endswith("      - oms\n# the end\n")


def test_shipped_pain_points_keep_every_other_line(tmp_path):
    for name in ("painpoints.yaml", "painpoints.en.yaml"):
        shipped = (Path(__file__).parents[3] / name).read_text("utf-8")
        path = tmp_path / name
        path.write_text(shipped, "utf-8")
        for place in range(len(pains(path))):
            taken, put = refined(path, place, solutions=(f"family-{place}",))
            assert (taken, [line for line in put if line.strip() != "solutions:"]) == (
                [],
                [f"      - family-{place}"],
            )


def test_pain_that_is_not_in_the_file_changes_nothing(file):
    with pytest.raises(ValueError, match="is not in"):
        refine_pain(file, replace(pains(file)[0], id="other"))
    assert file.read_text("utf-8") == PAINS


texts = st.lists(st.sampled_from(["a", "on", "b: c", "# d", "é", "- e", "[f"]), unique=True)


@given(before=st.lists(texts, min_size=1, max_size=3), after=texts, flow=st.booleans())
def test_whatever_the_lists_hold_the_file_reads_back(tmp_path_factory, before, after, flow):
    """Any list to any other: what was asked is read, and each pain keeps its comment."""
    path = tmp_path_factory.mktemp("home") / "painpoints.yaml"
    lines = ["pain_points:"]
    for place, held in enumerate(before):
        lines += [f"  # pain {place}", f"  - title: Pain {place}"]
        written = [f'"{text}"' for text in held]
        if flow or not held:
            lines += [f"    keywords: [{', '.join(written)}]"]
        else:
            lines += ["    keywords:", *(f"      - {text}" for text in written)]
    path.write_text("\n".join([*lines, "# end", ""]), "utf-8")
    for place in range(len(before)):
        wanted = replace(pains(path)[place], keywords=tuple(after), refused=tuple(after))
        refine_pain(path, wanted)
        refine_pain(path, wanted)
        read = set(pains(path)[place].keywords)
        assert read == set(after)
    text = path.read_text("utf-8")
    for place in range(len(before)):
        assert f"  # pain {place}\n  - title: Pain {place}\n" in text
    assert text.endswith("# end\n")
