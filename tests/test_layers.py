"""The house has one direction: each module imports only what stands to its left, and no two import each other.

The order of the rooms is the one that ARCHITECTURE.md tells.
"""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"
LONGEST = 300  # lines of a module
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def ranked(first: str) -> dict[str, int]:
    """Read an order of rooms by the first of them: each room, and how far it stands to the right."""
    (told,) = re.findall(rf"^`({first}, .* → .*)`$", ARCHITECTURE, re.MULTILINE)
    return {room: rank for rank, rooms in enumerate(told.split(" → ")) for room in rooms.split(", ")}


RANK = ranked("errors")
RANK_IN_EXPLORER = ranked("types")
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
    "jinja2": {"view", "serve"},
    "networkx": {"check", "metrics", "multigraph", "graph"},
    "numpy": {"layout", "stream", "view"},
    "platformdirs": {"query"},
}
LAZY = {("graph", name) for name in ("write", "view", "selection")}  # only inside methods: conveniences


def imports(path: Path, *, at_once: bool = False) -> Iterator[str]:
    """Give what a module imports anywhere, or only what it imports as soon as it is imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (_module(node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _module(package: str, name: str) -> str:
    return f"{package}.{name}" if f"{package}.{name}" in BY_NAME else package


def called(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(PACKAGE.rglob("*.py"))
BY_NAME = {called(path): path for path in MODULES}
IN_PAGES = sorted(
    path for end in ("ts", "js") for part in ("view", "serve") for path in (PACKAGE / part).rglob(f"*.{end}")
)

EXPLORER = PACKAGE / "view" / "explorer"
IN_EXPLORER = [path for path in IN_PAGES if path.suffix == ".ts" and path.is_relative_to(PACKAGE / "view")]


def test_the_table_of_rooms_is_complete() -> None:
    """Each room has a row, and no row is of a room that is gone."""
    rows = re.findall(r"^\| (`[^|]*`) \|", ARCHITECTURE, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert {name.split("/")[0] for name in told} == set(RANK) - {"__init__", "__main__"}
    assert all((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file() for name in told)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_to_its_left(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        if name.startswith("kg."):
            there = name.split(".")[1]
            assert RANK[there] <= RANK[here] or (here, there) in LAZY, f"{here} imports {there}"
    assert not [name for name in imports(path, at_once=True) if (here, *name.split(".")[1:2]) in LAZY]


def test_no_modules_import_each_other() -> None:
    """Not in a circle either, nor inside functions, nor for types alone."""
    known = {
        name: {
            other for other in imports(path) if other in BY_NAME and (room(path), *other.split(".")[1:2]) not in LAZY
        }
        for name, path in BY_NAME.items()
    }
    hold_one_direction(known)


def page_imports(path: Path) -> list[Path]:
    """Give the modules, and styles as text, that a module of the pages imports."""
    named = re.findall(r'\bfrom "(\.[^"]+)"', path.read_text(encoding="utf-8"))
    return [(path.parent / (name if name.endswith(".css") else f"{name}.ts")).resolve() for name in named]


def test_no_modules_of_the_pages_import_each_other() -> None:
    known = {str(path): set(map(str, page_imports(path))) for path in IN_PAGES}
    assert any(known.values())
    hold_one_direction(known)


def explorer_room(path: Path) -> str:
    """Name the folder of a module of the explorer, or the module itself where it stands at the top."""
    inside = path.relative_to(PACKAGE / "view").with_suffix("").parts
    return inside[0] if inside[0] != "explorer" else inside[1]


def test_the_rooms_of_the_explorer_are_told() -> None:
    """Each folder has a place in the order and a row, and nothing in the order is gone."""
    folders = {path.name for path in EXPLORER.iterdir() if path.is_dir()}
    rows = re.findall(r"^\| `view/explorer/([^`]*)` \|", ARCHITECTURE, re.MULTILINE)
    assert sorted(rows) == sorted(folders)
    assert set(RANK_IN_EXPLORER) == folders | {path.stem for path in EXPLORER.glob("*.ts")} | {"asking"}


@pytest.mark.parametrize("path", IN_EXPLORER, ids=lambda path: str(path.relative_to(PACKAGE / "view")))
def test_a_module_of_the_explorer_imports_only_from_rooms_to_its_left(path: Path) -> None:
    here = explorer_room(path)
    for other in page_imports(path):
        there = explorer_room(other)
        assert there == here or RANK_IN_EXPLORER[there] < RANK_IN_EXPLORER[here], f"{here} imports {there}"


def hold_one_direction(imported: dict[str, set[str]]) -> None:
    TopologicalSorter({name: others - {name} for name, others in imported.items()}).prepare()  # CycleError names it


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_known_only_where_it_belongs(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        assert room(path) in ONLY_IN.get(library, {room(path)}), f"{path.name} imports {library}"


def test_nothing_is_allowed_that_nobody_does() -> None:
    used = {(name.split(".")[0], room(path)) for path in MODULES for name in imports(path)}
    assert {(library, where) for library, rooms in ONLY_IN.items() for where in rooms} <= used
    within = {(room(path), *name.split(".")[1:2]) for path in MODULES for name in imports(path)}
    assert within >= LAZY


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", IN_PAGES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_of_the_pages_stay_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if room(path) == "cli":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = ast.unparse(node.func)
            assert function not in {"print", "sys.exit", "exit", "quit"}, f"{path.name} calls {function}"
