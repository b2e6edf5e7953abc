"""Runs the commands of the files in docs/ci in a repository as they expect it: deploy/ with manifests, and a change of them.

usage: check_ci.py GATESIGHT SOURCE_FOLDER"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])


def commands_in(value):
    """Every string below `value` that begins with the program's name."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [command for item in value for command in commands_in(item)]
    return [value] if isinstance(value, str) and value.startswith("gatesight ") else []


def expected_code(command):
    """The changed route breaks the scenario, and moves requests for the worse; the manifests themselves are fine."""
    if "--fail-on never" in command or command.startswith("gatesight lint"):
        return 0
    return 1


def make_repository(folder):
    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=test", "-c", "user.email=test@localhost", *arguments], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)

    shutil.copytree(ROOT / "samples" / "first-steps", folder / "deploy")
    git("init", "--quiet", "--initial-branch=main")
    git("add", "deploy")
    git("commit", "--quiet", "-m", "Say hello")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    route = folder / "deploy" / "hello.yaml"
    changed = route.read_text("utf-8").replace("value: /hello", "value: /h")
    assert changed != route.read_text("utf-8"), "the sample changed: nothing moves"
    route.write_text(changed, "utf-8")


def main():
    checked = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        make_repository(folder)
        os.symlink(PROGRAM, folder / "gatesight")
        environment = {"PATH": f"{folder}:{os.environ['PATH']}", "LANG": "C.UTF-8", "HOME": scratch, "GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
                       "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD"}
        for file in sorted((ROOT / "docs" / "ci").glob("*.y*ml")):
            commands = commands_in(yaml.safe_load(file.read_text("utf-8")))
            assert commands, f"{file.name} runs no command"
            for command in commands:
                done = subprocess.run(["bash", "-eo", "pipefail", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120)
                if done.returncode != expected_code(command):
                    sys.exit(f"{file.name}: {command}: {done.returncode}, not {expected_code(command)}\n{done.stdout}")
                checked += 1
        assert "/h" in (folder / "moved.md").read_text("utf-8"), "the comment does not say what moved"
        assert "/h" in (folder / "summary.md").read_text("utf-8"), "the summary of the job does not say what moved"
        assert "<html" in (folder / "routing.html").read_text("utf-8")
    print(f"{checked} commands of docs/ci run")


if __name__ == "__main__":
    main()
