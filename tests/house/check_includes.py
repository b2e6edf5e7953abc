"""Fails when an include points the wrong way: model <- simulator <- ui <- app, and simulator <- app/cli, with Qt only in ui, app/desktop
and tests, and each third-party library only in the rooms that own it (docs/architecture.md)."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)

# A file may include from its own room and from those listed for the longest matching folder.
MAY_USE = {
    "model/manifest": {"model/manifest", "model/text"},
    "model": {"model"},
    "simulator": {"model", "simulator"},
    "ui": {"model", "simulator", "ui"},
    "app/cli": {"model", "simulator", "app/cli"},
    "app/picture": {"app/picture", "simulator/picture"},
    "app/desktop": {"model", "simulator", "ui", "app/desktop"},
}

# Third-party headers and the only folders that may include them.
OWNED = [
    (re.compile(r"^Q[A-Z]|^Qt|^q[a-z]+global"), ("ui", "app/desktop")),
    (re.compile(r"^QtCharts|^QChart|^QLineSeries|^QBar|^QPie|^QValueAxis"), ("ui/charts",)),
    (re.compile(r"^yaml\.h$|^yaml-cpp/"), ("model/manifest",)),
    (re.compile(r"^archive|^simdjson"), ("model/manifest", "model/cluster")),
    (re.compile(r"^boost/graph/"), ("simulator/topology",)),
    (re.compile(r"^CLI/"), ("app/cli",)),
    (re.compile(r"^re2/"), ("simulator/routing", "model/schema")),
    (re.compile(r"^cairo|^librsvg/"), ("app/picture",)),
    (re.compile(r"^openssl/"), ("model", "simulator")),
]


# Folders that only the named rooms may include, beside the folder itself: programs that open no cluster do without its library.
ONLY_FOR = {"model/cluster": ("app", "ui", "tests")}


def within(path, folder):
    return path == folder or path.startswith(folder + "/")


def allowed_rooms(path):
    fitting = [folder for folder in MAY_USE if within(path, folder)]
    return MAY_USE[max(fitting, key=len)] if fitting else None


def problems(root):
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        rooms = allowed_rooms(path)
        if file.suffix not in (".h", ".cpp") or rooms is None or path.startswith("build/"):
            continue
        for quote, included in INCLUDE.findall(file.read_text("utf-8")):
            if quote == '"' and "/" in included and not any(within(included, room) for room in rooms):
                yield f"{path}: includes {included}, which points the wrong way"
            for folder, rooms_of in ONLY_FOR.items():
                if quote == '"' and within(included, folder) and not any(within(path, room) for room in (folder, *rooms_of)):
                    yield f"{path}: includes {included}, which is only for {' and '.join(rooms_of)}"
            for pattern, folders in OWNED:
                if quote == "<" and pattern.search(included) and not any(within(path, folder) for folder in folders):
                    yield f"{path}: includes <{included}>, which belongs to {' and '.join(folders)}"


def main():
    found = list(problems(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "every include points the right way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
