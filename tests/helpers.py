"""What several test modules share."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HARBOUR = Path(__file__).resolve().parent / "harbour"
INTEROP = Path(__file__).resolve().parent / "interop"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def need(tool: str) -> str:
    """Give a tool's path; without it the test is skipped, or fails where CI is set."""
    found = shutil.which(tool)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{tool} is not installed: see .ci/run")
    if found is None:
        pytest.skip(f"{tool} is not installed")
    return found


def node_modules() -> None:
    """Install what tests/interop/package.json names, once."""
    wanted = json.loads((INTEROP / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if not all((INTEROP / "node_modules" / name).exists() for name in wanted):
        command = [need("npm"), "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
        subprocess.run(command, cwd=INTEROP, check=True, timeout=500)


def bundled() -> None:
    """Skip a test of the query page where its bundle was not built, or fail where CI is set."""
    from kg.serve.bundle import assets  # noqa: PLC0415

    if not assets():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "the query page is not built: pip install -e . builds it"
        )
