"""Fields of a pain point and of the company change in the file; every comment stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import pain

from watch.config import edit_company, edit_pain, read_pains, remove_pain
from watch.config.pain_edit import Mistake, as_stated, as_written, changed_fields
from watch.model import Company

PAINS = """\
# our pains
company: {name: Ateliers}  # the whole group
pain_points:
  # first
  - title: Aaa
    description: >-
      one two
      three
    # about importance
    importance: 7  # agreed

  # a word on Bbb
  - title: Bbb  # a remark
    owner: Claire
    keywords: [x, y]
  # a word on Ccc
  - title: Ccc
# the end
"""


def pains(path):
    return list(read_pains(path)[1].values())


def comments(text):
    return [line[line.index("#") :].strip() for line in text.splitlines() if "#" in line]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "painpoints.yaml"
    path.write_text(PAINS, "utf-8")
    return path


def edited(path, place, **fields):
    wanted = replace(pains(path)[place], **fields)
    edit_pain(path, wanted, fields)
    assert pains(path)[place] == wanted
    return path.read_text("utf-8")


def test_edit_changes_one_line_and_keeps_every_comment(file):
    text = edited(file, 0, importance=9.0)
    assert text == PAINS.replace("importance: 7", "importance: 9")


def test_edit_of_a_folded_text_keeps_its_form_and_the_comment_below(file):
    text = edited(file, 0, description="Four: five # six")
    assert "description: >-\n      Four: five # six\n    # about importance\n" in text


def test_new_field_stands_with_its_pain_and_not_below_the_next_comment(file):
    text = edited(file, 1, yearly_cost=1200.0, kpi="No")
    assert text.index("yearly_cost: 1200") < text.index("# a word on Ccc")
    assert 'kpi: "No"' in text
    assert comments(text) == comments(PAINS)


def test_text_taken_back_reads_as_never_said(file):
    edited(file, 1, owner="", keywords=())
    assert pains(file)[1].owner == ""


def test_new_title_keeps_the_id(file):
    text = edited(file, 1, title="Something else")
    assert pains(file)[1].id == "bbb"
    assert "id: bbb" in text


def test_stated_id_is_not_written_twice(file):
    edited(file, 1, title="Something else")
    assert edited(file, 1, title="A third").count("id:") == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_removed_pain_leaves_the_others_and_the_comments_between(file, place):
    before = pains(file)
    remove_pain(file, before[place].id)
    assert pains(file) == [one for one in before if one.id != before[place].id]
    kept = comments(file.read_text("utf-8"))
    for line in ("# our pains", "# first", "# a word on Bbb", "# a word on Ccc", "# the end"):
        assert line in kept, line


def test_last_pain_removed_leaves_a_file_that_takes_another(file):
    for one in pains(file):
        remove_pain(file, one.id)
    assert pains(file) == []
    assert "# the end" in file.read_text("utf-8")


def test_edit_of_a_pain_that_is_not_there_changes_nothing(file):
    with pytest.raises(ValueError, match="is not in"):
        edit_pain(file, pain("other"), ["importance"])
    with pytest.raises(ValueError, match="is not in"):
        remove_pain(file, pain("other").id)
    assert file.read_text("utf-8") == PAINS


def test_company_is_changed_in_its_line(file):
    edit_company(
        file, Company(name="Ateliers", employees=420, country="BE"), ("employees", "country")
    )
    company = read_pains(file)[0]
    assert (company.name, company.employees, company.country) == ("Ateliers", 420, "BE")
    assert "# the whole group" in file.read_text("utf-8")


def test_company_is_stated_in_a_file_without_one(tmp_path):
    path = tmp_path / "painpoints.yaml"
    path.write_text("# ours\npain_points:\n  - title: Aaa\n# the end\n", "utf-8")
    edit_company(path, Company(name="Ateliers"), ("name",))
    company, stated = read_pains(path)
    assert (company.name, len(stated)) == ("Ateliers", 1)
    assert comments(path.read_text("utf-8")) == ["# ours", "# the end"]


@pytest.mark.parametrize(
    ("fields", "field", "mistake", "bound"),
    [
        ({"title": "ab"}, "title", Mistake.TOO_SHORT, 3),
        ({"title": "x" * 301}, "title", Mistake.TOO_LONG, 300),
        ({"importance": 11.0}, "importance", Mistake.TOO_HIGH, 10),
        ({"yearly_cost": -1.0}, "yearly_cost", Mistake.TOO_LOW, 0),
        ({"horizon_months": 1.5}, "horizon_months", Mistake.NOT_USABLE, None),
    ],
)
def test_mistake_is_told_with_its_field_and_bound(fields, field, mistake, bound):
    (told,) = as_stated(pain(**fields))
    assert (told.field, told.mistake, told.bound) == (field, mistake, bound)


def test_sound_pain_is_returned_as_it_will_read_back():
    stated = as_stated(pain(title="  Too   many\terrors ", area="Logistique", owner=" Claire "))
    assert (stated.title, stated.area, stated.owner) == ("Too many errors", "logistics", "Claire")


def test_company_of_another_language_is_refused():
    (told,) = as_written(Company(language="de"))
    assert (told.field, told.mistake) == ("language", Mistake.NOT_USABLE)


def test_changed_fields_are_named_in_order():
    assert changed_fields(pain(), pain(owner="x", title="y")) == ("title", "owner")
