#include "app/cli/commands.h"

#include <algorithm>
#include <array>

namespace gatesight::cli {

namespace {

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
    CommandInfo{
        "batch", "-f PATH... [--explain] < requests.jsonl > decisions.jsonl",
        "Answers many requests, one JSON object a line",
        "Reads Requests from standard input and writes one Decision for each, in the same order.\n"
        "A line that is no Request gets an answer with the reason BadRequestLine, is named on the "
        "error stream, and "
        "makes the exit code 1.",
        "  echo '{\"url\": \"http://shop.example.com/cart\"}' | gatesight batch -f manifests/",
        makeBatch},
    CommandInfo{"status", "-f PATH... [-o table|json]",
                "Shows every object with the status that a conformant controller would write",
                "The table is for reading; json prints a v1 List of the objects as loaded, "
                "each with its generation "
                "and its whole status.",
                "  gatesight status -f manifests/\n"
                "  gatesight status -f base/ -f overlay/ -o json | jq '.items[].status'",
                makeStatus},
    CommandInfo{"help", "[COMMAND | choices]",
                "Explains a command, or the choices that the spec leaves open", "",
                "  gatesight help trace\n  gatesight help choices", makeHelp},
    CommandInfo{"version", "", "Says which version this is", "", "", makeVersion},
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
