#include "app/cli/commands.h"

#include <algorithm>
#include <array>

namespace gatesight::cli {

namespace {

// In the order in which people need them.
constexpr std::array kCommands{
    CommandInfo{
        "trace", "-f PATH... [options] URL",
        "Answers one request and explains the answer step by step",
        "The first line is the answer. Below it the story: each stage with its candidates, what "
        "was compared, what "
        "decided, and the line of YAML that says so; then what changes on the way, the exact "
        "shares and the "
        "endpoints.\nThe options of the request are named like curl's.",
        "  gatesight trace -f manifests/ http://shop.example.com/cart\n"
        "  gatesight trace -f manifests/ -H 'x-canary: true' https://shop.example.com/cart\n"
        "  gatesight trace -f manifests/ --from shop/frontend http://cart.shop:8080/\n"
        "  gatesight trace -f manifests/ -o json http://shop.example.com/ | jq .reason",
        makeTrace},
    CommandInfo{"lint", "-f PATH... [-o text|json|sarif|github|patch]",
                "Says what the API server would refuse, and what will surprise",
                "Findings of reading, of the schema, and of what a conformant controller would "
                "make of the objects, each "
                "with the line it speaks of.\nA comment `# gatesight: ignore RULE until DATE "
                "because REASON` suppresses what begins below it; gatesight.yaml holds more of "
                "these.",
                "  gatesight lint manifests/\n"
                "  gatesight lint -f manifests/ -o patch | git apply\n"
                "  gatesight lint --list\n"
                "  gatesight lint -f manifests/ --fail-on warning -o sarif > findings.sarif\n"
                "  gatesight lint --schema-only -f route.yaml",
                makeLint},
    CommandInfo{
        "status", "-f PATH... [--compare] [-o table|yaml|json]",
        "Shows every object with the status that a conformant controller would write",
        "The table is for reading; yaml and json print a v1 List of the objects as loaded, each "
        "with its generation "
        "and its whole status.\nWith --compare the status that the objects were loaded with is "
        "held against it; the exit code is 1 when a controller reported something else.",
        "  gatesight status -f manifests/\n"
        "  gatesight status -f base/ -f overlay/ -o json | jq '.items[].status'\n"
        "  gatesight import > cluster.yaml && gatesight status --compare -f cluster.yaml",
        makeStatus},
    CommandInfo{
        "graph", "-f PATH... [--view flow|east-west] [-o svg|png|pdf|dot|mermaid|json|text]",
        "Draws the way from the internet to every Pod, or who may talk to whom", "",
        "  gatesight graph -f manifests/ > cluster.svg\n"
        "  gatesight graph -f manifests/ --request http://shop.example.com/cart > path.svg\n"
        "  gatesight graph -f manifests/ --no-pods -o mermaid\n"
        "  gatesight graph -f manifests/ --view east-west --expand shop > who.svg",
        makeGraph},
    CommandInfo{"test", "-f PATH... [SCENARIO...] [--record [--to PATH]]",
                "Checks that the requests of scenarios end as they should",
                "Without SCENARIO the Scenarios among the manifests are run. The exit code is 1 "
                "when an expectation does not "
                "hold.\nWith --record a Scenario is written that expects the present answers.",
                "  gatesight test -f manifests/ checks/checkout.yaml\n"
                "  gatesight test -f manifests/ -o junit > report.xml\n"
                "  gatesight test -f manifests/ --record --to recorded.yaml",
                makeTest},
    CommandInfo{
        "replay", "-f PATH... ([SCENARIO...] | --log PATH...)",
        "Replays traffic of scenarios or access logs and counts where it goes",
        "The same seed gives the same counts.\nOf a log it also says where its statuses "
        "differ from the prediction, what no rule takes, which rules no request reached, and "
        "which lines are of no use. Values of parameters, cookies and headers are masked "
        "before anything is kept, except those that routes name.",
        "  gatesight replay -f manifests/ traffic.yaml\n"
        "  gatesight replay -f manifests/ --mix browsing --count 100000 -o csv\n"
        "  gatesight replay -f manifests/ --log access.log\n"
        "  kubectl logs deploy/gateway | gatesight replay -f manifests/ --log -",
        makeReplay},
    CommandInfo{
        "diff", "BEFORE AFTER [-f PATH...] [--log PATH...] [-o text|json|markdown]",
        "Says what moved between two states of the manifests",
        "Each state is a file, a folder, an archive, a snapshot, or REV:PATH of git. Which "
        "requests "
        "get another answer is found out from the rules of both sides, class by class, with one "
        "request to try for each; then saved requests, findings, conditions and objects.\n"
        "What -f names is common to both. With --log the requests of an access log are asked on "
        "both "
        "sides. The exit code is 1 when anything differs.",
        "  gatesight diff main:deploy/ deploy/\n"
        "  gatesight diff main:deploy/ HEAD:deploy/ -o markdown | gh pr comment 1 -F -\n"
        "  gatesight diff main:deploy/ deploy/ --log access.log\n"
        "  gatesight diff cluster.yaml deploy/ --apply --fail-on breaks",
        makeDiff},
    CommandInfo{
        "report", "-f PATH... [SCENARIO...] -o html|pdf|markdown|json|csv",
        "Writes what there is to know as one document",
        "What gets traffic and what does not, the picture, every way in, the routes of each team "
        "in "
        "plain language, conditions, findings, results of scenarios and the rules that no request "
        "reaches, who may attach what where, and the exact inputs.\nThe exit code is 1 when there "
        "are findings at or above --fail-on or a scenario failed; with --fail-on never it is 0.",
        "  gatesight report -f manifests/ -o html > report.html\n"
        "  gatesight report -f manifests/ checks.yaml -o markdown | gh pr comment 1 -F -\n"
        "  gatesight report -f manifests/ -o csv > exposure.csv",
        makeReport},
    CommandInfo{
        "batch", "-f PATH... [--explain] < requests.jsonl > decisions.jsonl",
        "Answers many requests, one JSON object a line",
        "Reads Requests from standard input and writes one Decision for each, in the same order.\n"
        "A line that is no Request gets an answer with the reason BadRequestLine, is named on the "
        "error stream, and "
        "makes the exit code 1.",
        "  echo '{\"url\": \"http://shop.example.com/cart\"}' | gatesight batch -f manifests/",
        makeBatch},
    CommandInfo{"show", "-f PATH... [-o yaml|json]",
                "Shows every object as the API server would store it",
                "Defaults are filled in and unknown fields are dropped.",
                "  gatesight show -f route.yaml", makeShow},
    CommandInfo{
        "capsule", "-f PATH... [options of trace] URL [--keep-names] [--to PATH]",
        "Writes one decision as a small file that anyone may see",
        "The world is shrunk to the objects that decide this request, every name, host and "
        "address gets a pseudonym, and nothing that routing does not read stays. The file is "
        "read again: it gives the same decisive step, or none is written.\nIt holds a "
        "Scenario with the request and its answer, so `gatesight test -f FILE` checks it.",
        "  gatesight capsule -f manifests/ --to capsule.yaml http://shop.example.com/cart\n"
        "  gatesight test -f capsule.yaml\n"
        "  gatesight capsule -f manifests/ --keep-names http://shop.example.com/cart",
        makeCapsule},
    CommandInfo{"anonymise", "-f PATH... [--to PATH]",
                "Writes the whole world under pseudonyms, with the same answers",
                "Hosts, namespaces, names, labels, paths and addresses get stable pseudonyms; what "
                "routing does not read is left out, and no value of a Secret is in it. Relations "
                "stay, so that every request under its new names gets the answer it had.",
                "  gatesight anonymise -f cluster.yaml --to shareable.yaml\n"
                "  gatesight import | gatesight anonymise -f - > shareable.yaml",
                makeAnonymise},
    CommandInfo{"import", "[--kubeconfig PATH] [--context NAME] [-n NAMESPACE...] [--secrets] [--to PATH]",
                "Reads a live cluster into one file that every command opens",
                "Only reads, and only what routing needs. No Secret is read unless --secrets asks for "
                "it; of its certificates just names, dates and issuers get into the file, never a "
                "value. What the user may not read is said on the "
                "error stream and in the file.\nPrograms that a kubeconfig names for credentials "
                "run only when --allow-exec allows them.",
                "  gatesight import > cluster.yaml\n"
                "  gatesight import --context staging -n shop -n infra > cluster.yaml\n"
                "  gatesight lint -f cluster.yaml",
                makeImport},
    CommandInfo{"explain", "[RULE...] [-f PATH...] [--request URL]",
                "Says what a rule of the catalogue means and where it comes from",
                "Rules are named in traces, conditions and findings. With manifests it lists what "
                "cites the rule: objects, with "
                "the line.",
                "  gatesight explain route.precedence.age\n"
                "  gatesight explain httproute.match\n"
                "  gatesight explain route.precedence.age -f manifests/\n"
                "  gatesight explain -f manifests/ --request http://shop.example.com/cart",
                makeExplain},
    CommandInfo{"completion", "bash|zsh|fish", "Prints a completion script for a shell", "",
                "  source <(gatesight completion bash)\n  gatesight completion fish | source",
                makeCompletion},
    CommandInfo{"help", "[COMMAND | choices]",
                "Explains a command, or the choices that the spec leaves open", "",
                "  gatesight help trace\n  gatesight help choices", makeHelp},
    CommandInfo{"version", "[-o text|json]", "Says which version this is", "", "", makeVersion},
};

}  // namespace

std::span<const CommandInfo> commands() {
    return kCommands;
}

const CommandInfo* findCommand(std::string_view name) {
    const auto found = std::ranges::find(kCommands, name, &CommandInfo::name);
    return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace gatesight::cli
