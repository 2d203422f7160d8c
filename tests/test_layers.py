"""The house has one direction: each module imports only what stands to its left."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
ORDER = (
    ("errors", "resources", "web"),  # web runs where kg is not installed yet
    ("text", "when", "when_words", "terms", "imprint"),
    ("model",),
    ("voices",),
    ("read",),
    ("check",),
    ("projection", "kinds", "excerpt"),
    ("rdf", "network", "table", "layout", "palette", "stream"),
    ("paths", "timeline", "finding", "metrics", "multigraph"),
    ("query",),
    ("graph",),
    ("selection",),
    ("export", "view", "curate", "write", "remote"),
    ("serve",),
    ("cli", "__init__", "__main__"),
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
ONLY_IN = {
    "rdflib": {"graph", "query"},
    "oxrdflib": {"graph"},
    "pyoxigraph": {"terms", "query", "graph", "serve", "remote"},
    "starlette": {"serve", "cli"},
    "anyio": {"serve"},
    "uvicorn": {"cli"},
    "httpx": {"remote"},
    "yaml": {"read"},
    "click": {"cli"},
    "rich": {"cli"},
    "pyvis": {"view"},
    "hatchling": {"web"},
}
LAZY = {("graph", name) for name in ("write", "view", "selection")}  # only inside methods: conveniences


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_to_its_left(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        if name.startswith("kg."):
            there = name.split(".")[1]
            assert RANK[there] <= RANK[here] or (here, there) in LAZY, f"{here} imports {there}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_known_only_where_it_belongs(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        assert room(path) in ONLY_IN.get(library, {room(path)}), f"{path.name} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if room(path) == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "sys.exit", "exit", "quit"}, f"{path.name} calls {called}"
