"""Guards of templates: each one compiles, and components see only what they are given."""

import re
from pathlib import Path

from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in (ROOT / "pult").rglob("templates/**/*") if path.is_file())
INCLUDE = re.compile(r"{%\s*include\s+(.*?)\s*%}", re.DOTALL)


def name_of(path: Path) -> str:
    """The name by which Django knows the template."""
    return path.relative_to(next(one for one in path.parents if one.name == "templates")).as_posix()


def test_every_template_compiles_under_its_own_name():
    for path in TEMPLATES:
        template = engines["django"].get_template(name_of(path))
        origin = template.template.origin.name  # type: ignore[attr-defined]
        assert Path(origin) == path, f"another package also has a template {name_of(path)}"


def test_a_component_sees_only_what_it_is_given():
    """`only` ends an include. A page may be cut into pieces of its own package, which see what the page sees."""
    offences = []
    for path in TEMPLATES:
        package = path.parts[path.parts.index("templates") - 1]
        for words in INCLUDE.findall(path.read_text()):
            is_piece = re.fullmatch(rf'"{package}/\w+\.\w+"', words)
            if not is_piece and words.split()[-1] != "only":
                offences.append(f"{name_of(path)}: include {words}")
    assert offences == []
