"""Whatever the README says to type is typed here, in its order."""

from __future__ import annotations

import re
from contextlib import closing

import pytest
import yaml
from readme_shell import ROOT, Shell, blocks, typed

from watch.service import prepare_demo

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_command_of_the_readme_works(tmp_path):
    """A home of the demo's sources stands where the reader would write files of their own."""
    shell = Shell(tmp_path)
    wanted = [words for body in blocks(README, "sh") for words in typed(body)]
    with closing(prepare_demo(tmp_path / "my-company")):
        for words in wanted:
            shell.type(words)
    assert len(shell.tried) == len(wanted) > 10


def test_readme_has_no_other_kind_of_block():
    """A block in another language would be text that nothing tries."""
    languages = re.findall(r"^```(\w+)$", README, re.MULTILINE)
    assert set(languages) == {"sh", "powershell", "yaml", "mermaid"}
    assert README.count("\n```") == 2 * len(languages)


def test_command_without_a_rule_is_not_skipped(tmp_path):
    """A new kind of command needs somebody who says how it is tested."""
    with pytest.raises(AssertionError, match=r"no rule says how `curl example\.org` is tested"):
        Shell(tmp_path).type(["curl", "example.org"])
    with pytest.raises(AssertionError):
        Shell(tmp_path).type([".venv/bin/pip", "install", "-c", "constraints.txt", "-e", ".[apps]"])


def test_first_command_is_the_same_on_windows():
    """PowerShell gets the three commands of the first line, in its own spelling."""
    (windows,) = blocks(README, "powershell")
    said = windows.strip().replace(".venv\\Scripts\\", ".venv/bin/").replace("py -m", "python3 -m")
    assert said.replace("; ", " && ") == blocks(README, "sh")[0].strip()


def test_files_of_the_three_steps_are_whole():
    """The two files that the README shows are a home: sources, and pain points."""
    keys = [set(yaml.safe_load(body)) for body in blocks(README, "yaml")]
    assert keys == [{"sources"}, {"company", "pain_points"}]


def test_readme_is_short():
    """Detail belongs into docs/: the README is read in five minutes."""
    assert len(README.splitlines()) <= 150
