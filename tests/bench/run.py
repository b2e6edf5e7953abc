#!/usr/bin/env python3
"""Runs the differential test and the benchmarks, and prints what they come to as ratios.

    tests/bench/run.py [--build build/bench] [--quick] [--write]
    tests/bench/run.py [--build build/bench] [--quick] --against BUILD

Ten million decisions over random clusters are compared with a naive reference first. Programs that
are compared run interleaved, five times each (A-B-A-B), on one core; of each side the best counts,
beside the middle and the worst of the ratios. --quick takes a few minutes and leaves out the largest
cluster. --write replaces the tables of docs/performance.md. --against measures nothing but the same
benchmarks of another build, in turns with this one: what a change to the sources costs.

Fails when a program fails or a decision differs, never for a number: machines differ.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
PAGE = SOURCE / "docs" / "performance.md"
SIZES = [100, 1_000, 10_000, 100_000]
GO_PATH = "/usr/share/gocode"  # where Debian puts the sources of Go packages


def run(command, **options):
    """The output of a program on one core; its failure is ours."""
    pinned = ["taskset", "-c", "0", *map(str, command)] if shutil.which("taskset") else list(map(str, command))
    done = subprocess.run(pinned, stdout=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        sys.stdout.write(done.stdout)
        sys.exit(f"failed with {done.returncode}: {' '.join(map(str, command))}")
    return done.stdout


class Benchmarks:
    """Programs of Google Benchmark, asked for one benchmark at a time."""

    def __init__(self, build, seconds):
        self.folder = build / "tests" / "bench"
        self.seconds = seconds

    def several(self, program, names):
        """Nanoseconds of one iteration and the counters of each benchmark, from one process."""
        output = run([self.folder / program, f"--benchmark_filter=^({'|'.join(names)})(/manual_time)?$",
                      f"--benchmark_min_time={self.seconds}", "--benchmark_format=json"], stderr=subprocess.DEVNULL)
        found = {}
        for result in json.loads(output)["benchmarks"]:
            if result.get("error_occurred"):
                sys.exit(f"{program} {result['name']}: {result['error_message']}")
            name = result["name"].removesuffix("/manual_time")
            # Processor time: that of other programs on the machine does not count.
            time = result["cpu_time" if name == result["name"] else "real_time"]
            found[name] = (time * {"ns": 1, "us": 1e3, "ms": 1e6}[result["time_unit"]], result)
        if missing := set(names) - set(found):
            sys.exit(f"{program} has no benchmark {missing}")
        return found

    def names(self, program):
        """Those that a program has; none where the program was not built."""
        path = self.folder / program
        listed = run([path, "--benchmark_list_tests=true"]).split() if path.exists() else []
        return {name.removesuffix("/manual_time") for name in listed}

    def once(self, program, name):
        """Nanoseconds of one iteration."""
        return self.several(program, [name])[name][0]


class Ratio:
    """One side beside the other, measured in turns."""

    def __init__(self, pairs):
        self.ours = min(pair[0] for pair in pairs)
        self.theirs = min(pair[1] for pair in pairs)
        ratios = sorted(pair[0] / pair[1] for pair in pairs)
        self.best = self.ours / self.theirs
        self.middle, self.worst = statistics.median(ratios), ratios[-1]

    @classmethod
    def measured(cls, ours, theirs, turns):
        return cls([(ours(), theirs()) for _ in range(turns)])


class Report:
    """Rows of goals and of plain numbers, as they are printed and as the page shows them."""

    def __init__(self):
        self.goals, self.numbers = [], []

    def goal(self, name, what, value, bound, note="", at_most=True):
        reached = value <= bound if at_most else value >= bound
        sign = "≤" if at_most else "≥"
        self.goals.append([name, what, f"{value:.3g}", f"{sign} {bound:g}", "yes" if reached else "**no**", note])
        print(f"{name:4} {what}: {value:.3g} (goal {sign} {bound:g}) {'reached' if reached else 'MISSED'}  {note}", flush=True)

    def row(self, *cells):
        self.numbers.append(list(cells))
        print("  ".join(cells), flush=True)


def table(header, rows):
    lines = ["| " + " | ".join(cells) + " |" for cells in [header, ["---"] * len(header), *rows]]
    return "\n".join(lines)


def nanoseconds(value):
    if value >= 10_000_000:
        return f"{value / 1e6:.0f} ms"
    return f"{value:.0f} ns" if value < 10_000 else f"{value / 1000:.1f} µs"


def httprouter(build):
    """The program around the Go peer; None where Go or the package is missing."""
    package = pathlib.Path(GO_PATH, "src/github.com/julienschmidt/httprouter")
    if not shutil.which("go") or not package.is_dir():
        print("httprouter is left out: it needs golang-go and golang-github-julienschmidt-httprouter-dev")
        return None
    program = build / "tests" / "bench" / "httprouter"
    environment = dict(os.environ, GO111MODULE="off", GOPATH=GO_PATH, GOFLAGS="",
                       GOCACHE=str(build / "go-cache"))
    subprocess.run(["go", "build", "-o", str(program), str(HERE / "httprouter" / "main.go")],
                   env=environment, check=True)
    return program


def differential(report, build, decisions):
    """Without the same answers from the reference, one by one, batched and on two threads, no number counts: the program fails."""
    output = run([build / "tests" / "bench" / "gatesight-differential", "--decisions", decisions])
    print(output, end="", flush=True)
    found = [int(number) for number in re.findall(r"differences (\d+)", output)]
    report.goal("R8", "answers that differ: reference, one by one, batched, two threads",
                sum(found), 0, f"{decisions:,} decisions, {decisions // 20:,} on worlds of every kind, "
                               "and every request to 2,000 pairs of states")


def deciding(report, bench, sizes):
    """Decisions by size."""
    for size in sizes:
        names = [f"{name}/{size}" for name in ("table", "tableInBatches", "tableWithFacts", "silent", "explained")]
        found = bench.several("gatesight-bench-deciding", names)
        cells = [nanoseconds(found[name][0]) for name in names]
        report.row(f"{size:,}", *cells)
        if size == 10_000:
            report.goal("—", "explained decision at 10,000 rules, µs", found[f"explained/{size}"][0] / 1000, 50)


def routing_goals(report, bench, build, turns, quick):
    ours = lambda name: lambda: bench.once("gatesight-bench-deciding", name)
    router = httprouter(build)
    for size in [10_000] if quick or router is None else [10_000, 100_000]:
        if router is None:
            break
        paths = run([build / "tests/bench/gatesight-footprint", size, "--paths"])
        theirs = lambda: float(run([router], input=paths))
        batched = size > 10_000
        ratio = Ratio.measured(ours(f"{'tableInBatches' if batched else 'table'}/{size}"), theirs, turns)
        report.goal("R2" if batched else "R1",
                    f"decision at {size:,} rules{', batched' if batched else ''} / httprouter's path look-up",
                    ratio.best, 0.2 if batched else 0.6,
                    f"{ratio.ours:.0f} ns / {ratio.theirs:.0f} ns; middle {ratio.middle:.2f}, worst {ratio.worst:.2f}")
    if not quick:
        flat = Ratio.measured(ours("tableInBatches/100000"), ours("tableInBatches/1000"), turns)
        report.goal("R2", "batched decision, 100,000 rules / 1,000 rules", flat.best, 2,
                    f"{flat.ours:.0f} ns / {flat.theirs:.0f} ns; middle {flat.middle:.2f}, worst {flat.worst:.2f}")
    expressions = Ratio.measured(ours("expressionsInTable"), ours("table/1000"), turns)
    report.goal("R4", "1,000 expressions on a host / 1,000 prefixes", expressions.best, 3,
                f"{expressions.ours:.0f} ns / {expressions.theirs:.0f} ns")
    single = Ratio.measured(ours("expressionsInTable"), ours("expressionsOneByOne"), 1 if quick else turns)
    report.goal("R4", "1,000 expressions at once / one by one", single.best, 0.01,
                f"{single.ours:.0f} ns / {single.theirs / 1000:.0f} µs")
    most = Ratio.measured(ours("mostOfARequest"), ours("table/1000"), turns)
    report.goal("R5", "8 kB path, 100 headers, 100 parameters, 64 matches / a usual decision", most.best, 20,
                f"{most.ours:.0f} ns / {most.theirs:.0f} ns")


def kinds(report, bench):
    """Traffic other than HTTPRoutes of a Gateway."""
    for traffic in ["calls", "connections", "mesh"]:
        for size in [1_000, 10_000]:
            names = [f"{name}/{traffic}/{size}" for name in ("silent", "explained", "load", "controlPlane")]
            found = bench.several("gatesight-bench-kinds", names)
            report.row(traffic, f"{size:,}", nanoseconds(found[names[0]][0]), nanoseconds(found[names[1]][0]),
                       f"{found[names[2]][1]['bytes_per_second'] / 1e6:.0f} MB/s",
                       f"{found[names[3]][1]['items_per_second'] / 1000:,.0f}")


def against(bench, other, turns):
    """This build beside another one, on benchmarks that both have; a ratio above 1 says that this one is slower."""
    print("\nbenchmark  this build  the other  this / the other: best, middle, worst")
    for program in ["gatesight-bench-deciding", "gatesight-bench-kinds", "gatesight-bench-loading"]:
        names = sorted(name for name in bench.names(program) & other.names(program) if name.endswith("/10000"))
        if not names:
            print(f"{program}: not in both builds")
            continue
        pairs = [(bench.several(program, names), other.several(program, names)) for _ in range(turns)]
        for name in names:
            ratio = Ratio([(ours[name][0], theirs[name][0]) for ours, theirs in pairs])
            print(f"{name}  {nanoseconds(ratio.ours)}  {nanoseconds(ratio.theirs)}  "
                  f"{ratio.best:.2f}, {ratio.middle:.2f}, {ratio.worst:.2f}", flush=True)


def loading(report, bench, sizes):
    for size in sizes:
        names = [f"{name}/{size}" for name in ("readText", "buildWorld", "controlPlane", "compileTable")]
        found = bench.several("gatesight-bench-loading", names)
        read = found[names[0]][1]["bytes_per_second"] / 1e6
        rates = [found[name][1]["items_per_second"] for name in names[1:]]
        report.row(f"{size:,}", f"{read:.0f} MB/s", *(f"{rate / 1000:,.0f}" for rate in rates))


def loading_goals(report, bench, turns):
    ours = lambda: bench.once("gatesight-bench-loading", "readText/10000")
    for peer, bound, what in [("yamlCppLoadAll", 8, "yaml-cpp's LoadAll"), ("libyamlEvents", 0.6, "libyaml's bare events")]:
        theirs = lambda: bench.once("gatesight-bench-loading", f"{peer}/10000")
        ratio = Ratio.measured(theirs, ours, turns)
        report.goal("L1", f"speed of reading / {what}", ratio.best, bound,
                    f"{ratio.theirs / 1e6:.0f} ms / {ratio.ours / 1e6:.0f} ms; middle {ratio.middle:.2f}", at_most=False)


def policies(report, bench):
    """Who can reach whom, for all pairs of Pods, and what is made of it."""
    found = bench.several("gatesight-bench-policies",
                          ["matrixOfPods/500", "matrixOfPods/5000", "compiling/5000", "oneVerdict/5000", "contradictions/5000",
                           "eastWest/5000/0"])
    matrix, counters = found["matrixOfPods/5000"]
    others = f"{counters['classes']:,.0f} classes; compiled in {found['compiling/5000'][0] / 1e6:.0f} ms; "
    report.goal("N1", "verdicts of 5,000 x 5,000 Pods, 3 ports, 500 network policies, s", matrix / 1e9, 2,
                f"{others}one verdict {nanoseconds(found['oneVerdict/5000'][0])}")
    small = found["matrixOfPods/500"][0]
    report.goal("N1", "the same, 5,000 Pods / 500 Pods, of which there are 100 times as many pairs", matrix / small, 100,
                f"{nanoseconds(matrix)} / {nanoseconds(small)}")
    report.goal("—", "contradictions of 5,000 Pods, 500 network policies, a route a workload, s",
                found["contradictions/5000"][0] / 1e9, 2)
    report.goal("—", "who may talk to whom, 5,000 Pods, 500 network policies, s", found["eastWest/5000/0"][0] / 1e9, 2)


def changes(report, bench):
    """Two states from their texts on; most of it is reading them and making the control planes."""
    found = bench.several("gatesight-bench-changes", ["diff/10000", "diffOfNothing/10000"])
    time, counters = found["diff/10000"]
    report.goal("—", "diff of two states of 10,000 HTTPRoutes (40,000 rules), 1 % changed, s", time / 1e9, 3,
                f"{counters['moves']:,.0f} moves in {counters['classes']:,.0f} kinds of requests; "
                f"nothing changed: {found['diffOfNothing/10000'][0] / 1e9:.2f} s")


def lint(report, bench):
    """All that lint says, from the text on."""
    found = bench.several("gatesight-bench-lint", ["lint/10000", "lintOfRequests/10000"])
    report.goal("—", "lint of 10,000 HTTPRoutes (40,000 rules), s", found["lint/10000"][0] / 1e9, 2,
                f"of it the checks that ask requests: {found['lintOfRequests/10000'][0] / 1e9:.2f} s")


def footprint(build, rules):
    lines = run([build / "tests/bench/gatesight-footprint", rules]).split("\n")
    return {name: int(value) for name, value in (line.split() for line in lines if line)}


def memory(report, build, sizes):
    marks = {size: footprint(build, size) for size in sizes}
    for size, bytes_of in marks.items():
        per_rule = [f"{bytes_of[part] / size:,.0f} B" for part in ("text", "documents", "world", "control", "table")]
        report.row(f"{size:,}", *per_rule, f"{bytes_of['all-mark'] / 1e6:.1f} MB")
    large, small = marks[sizes[-1]], marks[sizes[0]]
    report.goal("L4", "highest mark of memory while reading / text", large["reading-mark"] / large["text"], 6,
                f"at {sizes[-1]:,} rules")
    grown = sum(large[part] - small[part] for part in ("control", "table")) / (sizes[-1] - sizes[0])
    report.goal("S4", "bytes a compiled rule, beyond the parsed objects", grown, 2048,
                "control plane and table")


def hostile_mark(build, name, *flags):
    """Highest mark of memory beyond the text, as a multiple of the text; None where the loader did not survive."""
    done = subprocess.run([build / "tests/bench/gatesight-hostile", name, *flags], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode != 0:
        return None
    measured = {key: int(value) for key, value in (line.split() for line in done.stdout.splitlines())}
    return measured["reading-mark"] / max(measured["text"], 1 << 20)


def hostile(report, build):
    """Memory for every large hostile input; small ones count as one MB, as the program itself needs some."""
    names = run([build / "tests/bench/gatesight-hostile"]).split()
    ours = {name: hostile_mark(build, name) for name in names}
    theirs = {name: hostile_mark(build, name, "--yaml-cpp") for name in names}
    lost = [name for name, mark in ours.items() if mark is None]
    if lost:
        sys.exit(f"did not survive: {', '.join(lost)}")
    worst = max(ours, key=ours.get)
    survived = [mark for mark in theirs.values() if mark is not None]
    report.goal("H2", f"highest mark of memory / text, the worst of {len(names)} hostile inputs", ours[worst], 32,
                f"{worst}; yaml-cpp: {max(survived):.0f}, and {len(names) - len(survived)} not survived")


def written(page, name, text):
    """The page with the part between its two marks replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    changed, count = pattern.subn(lambda found: f"{found[1]}{text}\n{found[2]}", page)
    if count != 1:
        sys.exit(f"{PAGE} has no part called {name}")
    return changed


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--build", type=pathlib.Path, default=SOURCE / "build" / "bench")
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--against", type=pathlib.Path, metavar="BUILD")
    options = arguments.parse_args()
    build = options.build.resolve()
    sizes = SIZES[:-1] if options.quick else SIZES
    turns = 3 if options.quick else 5
    bench = Benchmarks(build, 0.05 if options.quick else 0.3)
    if options.against:
        return against(bench, Benchmarks(options.against.resolve(), bench.seconds), turns)

    goals = Report()
    differential(goals, build, 10_000_000)
    decided, loaded, weighed, others = goals, Report(), Report(), Report()
    print("\nrules  table  in batches  with facts  Decision  explained")
    deciding(decided, bench, sizes)
    routing_goals(goals, bench, build, turns, options.quick)
    policies(goals, bench)
    changes(goals, bench)
    lint(goals, bench)
    print("\ntraffic  rules  Decision  explained  loading  thousand rules/s: control plane")
    kinds(others, bench)
    print("\nrules  reading  thousand objects/s: world, control plane; thousand rules/s: table")
    loading(loaded, bench, sizes)
    loading_goals(goals, bench, 2 if options.quick else turns)
    print("\nrules  a rule: text, documents, world, control plane, table; highest mark")
    memory(weighed, build, sizes)
    hostile(weighed, build)
    goals.goals += loaded.goals + weighed.goals
    if options.write:
        page = PAGE.read_text()
        page = written(page, "goals", table(["goal", "what", "measured", "wanted", "reached", "of"], goals.goals))
        page = written(page, "deciding", table(
            ["rules", "table, one by one", "table, batched", "with facts of the request", "whole Decision", "explained"],
            decided.numbers))
        page = written(page, "kinds", table(
            ["traffic", "rules", "whole Decision", "explained", "text to World", "control plane, thousand rules/s"],
            others.numbers))
        page = written(page, "loading", table(
            ["rules", "reading", "World, thousand objects/s", "control plane, thousand objects/s",
             "table, thousand rules/s"], loaded.numbers))
        page = written(page, "memory", table(
            ["rules", "text a rule", "documents", "World", "control plane", "table", "highest mark"], weighed.numbers))
        PAGE.write_text(page)


if __name__ == "__main__":
    main()
