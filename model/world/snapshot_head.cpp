#include "model/world/snapshot_head.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

constexpr std::string_view kPartial = "cluster.snapshot.partial";

Finding partialFinding(const Document& head, Node at, Severity severity, std::string message) {
    Finding finding;
    finding.severity = severity;
    finding.rule = kPartial;
    finding.message = std::move(message);
    finding.field = head.tree.pathOf(at.id());
    finding.source = head.locate(at.id());
    return finding;
}

std::string whyMissing(std::string_view reason) {
    if (reason == "Forbidden")
        return "the user had no right to list them";
    if (reason == "NotAsked")
        return "they were not asked for";
    return "the server failed";
}

Finding missingFinding(const Document& head, Node part) {
    const std::string_view group = part["group"].text(), namespace_ = part["namespace"].text();
    std::string what(part["resource"].text());
    if (!group.empty())
        what += fmt::format(".{}", group);
    if (!namespace_.empty())
        what += fmt::format(" in namespace {}", namespace_);
    return partialFinding(
        head, part, Severity::Warning,
        fmt::format("this snapshot has no {}: {}. What refers to them is judged as if there were "
                    "none",
                    what, whyMissing(part["reason"].text())));
}

}  // namespace

bool isSnapshotHead(Node root) {
    return root["kind"].text() == "Snapshot" &&
           root["apiVersion"].text().starts_with("gatesight.dev/");
}

Findings snapshotFindings(const Document& head) {
    Findings findings;
    const Node spec = head.root()["spec"];
    for (const Node part : spec["missing"].items())
        findings.push_back(missingFinding(head, part));
    const Node namespaces = spec["namespaces"];
    std::string names;
    for (const Node name : namespaces.items())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", name.text());
    if (!names.empty())
        findings.push_back(partialFinding(
            head, namespaces, Severity::Info,
            fmt::format("of namespaced kinds this snapshot has only those in {}", names)));
    return findings;
}

}  // namespace gatesight::model
