"""No two headers of a room define the same type: the linker would take one's inline functions for the other's, without a word.

usage: check_type_names.py SOURCE_FOLDER"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
TYPE = re.compile(r"^(?:template <[^>]*>\s*)?(?:struct|class|enum class|union) (\w+)(?: final)?\s*(?::(?!:)[^;{]*)?\{", re.MULTILINE)
NAMESPACE = re.compile(r"^namespace ([\w:]+) \{", re.MULTILINE)


def main():
    places = collections.defaultdict(set)
    for header in sorted(ROOT.glob("[ams]*/**/*.h")) + sorted(ROOT.glob("ui/**/*.h")):
        text = header.read_text("utf-8")
        namespace = NAMESPACE.search(text)
        if header.is_relative_to(ROOT / "samples") or namespace is None:
            continue
        for name in TYPE.findall(text):
            places[f"{namespace[1]}::{name}"].add(str(header.relative_to(ROOT)))
    doubles = {name: headers for name, headers in places.items() if len(headers) > 1}
    for name, headers in sorted(doubles.items()):
        print(f"{name} is defined in {' and in '.join(sorted(headers))}")
    print(f"{len(places)} types, {len(doubles)} defined twice")
    return 1 if doubles or not places else 0


if __name__ == "__main__":
    sys.exit(main())
