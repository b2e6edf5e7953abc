"""The API server, the validation corpus and gatesight lint --schema-only give the same verdicts."""
import concurrent.futures
import importlib.util
import random
import sys

import contents
from control_plane import ApiServer

ACCEPTED, REFUSED, NOT_SERVED = (200, 201), (400, 422), 404
PLACEHOLDERS = {"{GATEWAY_CLASS_NAME}": "standard", "{GATEWAY_CONTROLLER_NAME}": "example.com/gateway",
                "PLACEHOLDER_USABLE_ADDRS": "203.0.113.77", "PLACEHOLDER_UNUSABLE_ADDRS": "255.255.255.255"}
DRY = "?dryRun=All&fieldValidation=Ignore"


def corpus(shared):
    """The program that judges gatesight by the corpus, as a module: it reads cases and asks gatesight."""
    spec = importlib.util.spec_from_file_location("validation_run", shared / "validation" / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def chosen(run, channel, size, seed, folder):
    """Checks of a channel, drawn from the whole corpus; files of all of them are in the folder."""
    cases = [case for case in run.load_cases() if channel in run.CHANNELS[case["channel"]]]
    drawn = random.Random(seed).sample(cases, min(size, len(cases)))
    return [run.write_check(case, channel, number, folder) for number, case in enumerate(drawn)]


def judged(api, check):
    """(status, answer) of the server for an object that is created or updated, which nothing remains of."""
    thing, query = check.case["object"], DRY
    try:
        path = api.path(thing)
    except (KeyError, AssertionError):
        return NOT_SERVED, {}
    if "oldObject" not in check.case:
        status, answer = api.ask("POST", path + query, thing)
        # A namespace that is there, since others live in it, was accepted before.
        return (ACCEPTED[0] if status == 409 and thing["kind"] == "Namespace" else status), answer
    old = check.case["oldObject"]
    made = api.create(old)
    try:
        part = "/status" if check.case["op"] == "updateStatus" else ""
        changed = thing | {"metadata": thing["metadata"] | {"resourceVersion": made["metadata"]["resourceVersion"]}}
        return api.ask("PUT", api.path(old, made["metadata"]["name"]) + part + query, changed)
    finally:
        api.delete(old)


def causes(answer):
    return {(each.get("field", "").replace("<nil>", ""), each["message"]) for each in answer.get("details", {}).get("causes", [])}


def disagreement(run, check, status, answer):
    """Why the three do not agree; empty when they do."""
    accepted = status in ACCEPTED
    told = f"{status} {answer.get('message', '')[:300] if isinstance(answer, dict) else answer}"
    if status not in (*ACCEPTED, *REFUSED, NOT_SERVED):
        return f"no verdict: {told}"
    if accepted != check.case["valid"]:
        return f"the corpus says valid={check.case['valid']}, the server {told}"
    if check.problem or accepted == bool(run.errors_of(check)):
        return f"gatesight: {check.problem or run.said(run.errors_of(check))}; the server {told}"
    return ""


def same_causes(run, check, answer):
    return causes(answer) == {(each.get("field") or "", each["message"]) for each in run.errors_of(check)}


def ask(api, checks):
    """Creations at once, since nothing remains of them; updates one after the other, since their objects share names."""
    updates = [each for each in checks if "oldObject" in each.case]
    creations = [each for each in checks if "oldObject" not in each.case]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda each: judged(api, each), creations))
    return list(zip(creations, answers)) + [(each, judged(api, each)) for each in updates]


def spaces(things):
    names = {each.get("metadata", {}).get("namespace") for each in things if isinstance(each.get("metadata"), dict)}
    return [contents.namespace(name) for name in sorted(each for each in names if isinstance(each, str) and each) if name != "default"]


def of_channel(live, run, channel, size):
    """(how many agree, how many were refused with equal causes, how many were refused, what disagrees)"""
    folder = live.folder / f"corpus-{channel}"
    checks = chosen(run, channel, size, live.seed, folder)
    for group in run.calls(checks):
        run.answer(str(live.gatesight.program), group, 120)
    server = ApiServer(live.folder, live.binaries, live.etcd, prefix=f"/{channel}")
    try:
        server.api.define(contents.gateway_definitions(live.shared, channel))
        server.api.create_all(spaces(part for each in checks for part in (each.case["object"], each.case.get("oldObject", {}))))
        accepted = conformance(live, server.api) if channel == "experimental" else 0
        server.api.patience = 0  # what is not served by now never is
        answers = ask(server.api, checks)
    finally:
        server.stop()
    wrong = [f"{each.case['name']}: {why}" for each, answer in answers if (why := disagreement(run, each, *answer))]
    refused = [(each, answer[1]) for each, answer in answers if answer[0] in REFUSED]
    equal = sum(same_causes(run, each, answer) for each, answer in refused)
    return len(checks), equal, len(refused), wrong, accepted


def filled(text):
    """A manifest of the conformance corpus with its placeholders replaced."""
    for placeholder, value in PLACEHOLDERS.items():
        text = text.replace(placeholder, value)
    return text


def conformance(live, api):
    """Every object of the conformance corpus has to be accepted; how many there are."""
    files = sorted((live.shared / "conformance" / "manifests").rglob("*.yaml"))
    things = [each for path in files for each in contents.read_text(filled(path.read_text()))]
    api.create_all(spaces(things))
    refused = []
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        for thing, (status, answer) in zip(things, pool.map(lambda each: api.ask("POST", api.path(each) + DRY, each), things)):
            if status not in ACCEPTED and not (thing["kind"] == "Namespace" and status == 409):
                refused.append(f"{thing['kind']} {thing['metadata']['name']}: {answer['message']}")
    assert not refused, "\n".join(refused[:5])
    return len(things)


def check(live):
    run, told, wrong = corpus(live.shared), [], []
    for channel in ("experimental", "standard"):
        count, equal, refused, differing, accepted = of_channel(live, run, channel, live.sample // 2)
        wrong += differing
        told.append(f"{channel}: {count - len(differing)} of {count} verdicts agree, {equal} of {refused} refusals with equal causes")
        if accepted:
            told.append(f"{accepted} objects of the conformance corpus are accepted")
    assert not wrong, f"seed {live.seed}\n" + "\n".join(wrong[:10])
    return "; ".join(told)
