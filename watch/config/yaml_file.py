"""One YAML file read with the line of every value, so that a problem can name its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from watch.errors import ConfigError, Problem

Place = tuple[str | int, ...]

_MAX_BYTES = 5_000_000
"""A hand-edited file of 20,000 sources is half of that; anything larger is a mistake."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of a file and where in it each value stands."""

    path: Path
    content: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def problem(self, place: Place, text: str) -> Problem:
        """Return a problem at the line of the nearest value known."""
        while place and place not in self.lines:
            place = place[:-1]
        return Problem(path=self.path.name, line=self.lines.get(place, 1), text=text)


def read_yaml(path: Path) -> YamlFile:
    """Return the content of a YAML file; a file with nothing in it is empty, not wrong.

    Raises:
        ConfigError: If the file cannot be read or is not YAML.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            raise _refusal(path, 1, f"is larger than {_MAX_BYTES // 1_000_000} MB")
        loader = yaml.CSafeLoader(raw.decode("utf-8-sig"))
        node = loader.get_single_node()
        content = None if node is None else loader.construct_document(node)
        lines: dict[Place, int] = {}
        if node is not None:
            _note_lines(node, (), lines, set())
    except RecursionError as error:
        raise _refusal(path, 1, "is nested too deeply") from error
    except OSError as error:
        raise _refusal(path, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refusal(path, 1, "is not UTF-8 text; save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        raise _refusal(path, line, f"is not YAML: {getattr(error, 'problem', error)}") from error
    return YamlFile(path, {} if content is None else content, lines)


def check(file: YamlFile, model: type[BaseModel]) -> BaseModel:
    """Return the file's content as a model.

    Raises:
        ConfigError: With every problem in the file, unknown keys with a did-you-mean.
    """
    try:
        return model.model_validate(file.content)
    except ValidationError as error:
        problems = tuple(
            file.problem(item["loc"], _wording(item, model)) for item in error.errors()
        )
        raise ConfigError(problems, hint=f"edit {file.path} and run the command again") from error


def _refusal(path: Path, line: int, text: str) -> ConfigError:
    problem = Problem(path=path.name, line=line, text=text)
    return ConfigError((problem,), hint=f"mend {path} and run the command again")


def _note_lines(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> None:
    """Note the line of each value; what an alias repeats is noted where it first stands."""
    if place in lines:
        return
    lines[place] = node.start_mark.line + 1
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note_lines(value, (*place, key.value), lines, seen)
            lines[(*place, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _note_lines(value, (*place, position), lines, seen)


def _wording(item: Any, model: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's error record
    *_, name = item["loc"] or ("the file",)
    if item["type"] == "extra_forbidden":
        near = get_close_matches(str(name), sorted(_known_keys(model)), n=1)
        guess = f"; did you mean `{near[0]}`?" if near else ""
        return f"unknown key `{name}`{guess}"
    if item["type"] == "missing":
        return f"`{name}` is missing"
    message = item["msg"].removeprefix("Value error, ")
    return f"`{name}`: {message[:1].lower()}{message[1:]}"


def _known_keys(model: type[BaseModel]) -> set[str]:
    keys: set[str] = set()
    waiting: list[Any] = [model]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            keys |= set(kind.model_fields)
            waiting += [info.annotation for info in kind.model_fields.values()]
        else:
            waiting += list(getattr(kind, "__args__", ()))
    return keys
