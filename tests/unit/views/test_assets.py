"""What is built of `web/` is what its sources say; it can be looked at only where node is."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WEB = ROOT / "web"
STATIC = ROOT / "src" / "accordingto" / "views" / "web" / "static"
HAS_NODE = shutil.which("npx") and (WEB / "node_modules" / "vite").exists()


@pytest.mark.skipif(not HAS_NODE, reason="node and its packages are not there: npm ci in web/")
def test_the_built_script_is_that_of_its_sources(tmp_path):
    done = subprocess.run(
        ["npm", "run", "--silent", "build"],
        cwd=WEB,
        env={**os.environ, "OUT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "desk.js").read_bytes() == (STATIC / "desk.js").read_bytes()


def test_the_script_asks_nobody_else_for_anything():
    script = (STATIC / "desk.js").read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", script))
    assert all(a.startswith("http://www.w3.org/") for a in addresses), addresses
    assert "eval(" not in script
    assert "new Function" not in script


def test_the_packages_are_pinned_and_locked():
    wanted = json.loads((WEB / "package.json").read_text("utf-8"))
    locked = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in package for path, package in locked.items() if path and not package.get("link"))


def test_the_page_is_light():
    """250 kB before the map is the budget; what every page loads is far below it, even unpacked."""
    assert sum(p.stat().st_size for p in STATIC.iterdir()) < 100_000
