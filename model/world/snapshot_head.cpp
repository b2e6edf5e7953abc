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

std::string_view whyMissing(const UnreadPart& part) {
    if (part.reason == "Forbidden")
        return part.ofSecrets() ? "the user had no right to read them"
                                : "the user had no right to list them";
    if (part.reason == "NotAsked")
        return "they are read only with --secrets, in the desktop with the box for it";
    return "the server failed";
}

/// What becomes of objects that refer to the missing ones.
std::string_view consequence(const UnreadPart& part) {
    return part.ofSecrets()
               ? "References to them are taken to resolve; what they hold is not known"
               : "What refers to them is judged as if there were none";
}

UnreadPart unreadPart(Node part) {
    return {.group = std::string(part["group"].text()),
            .resource = std::string(part["resource"].text()),
            .namespace_ = std::string(part["namespace"].text()),
            .reason = std::string(part["reason"].text())};
}

Finding missingFinding(const Document& head, Node node) {
    const UnreadPart part = unreadPart(node);
    std::string what = part.resource;
    if (!part.group.empty())
        what += fmt::format(".{}", part.group);
    if (!part.namespace_.empty())
        what += fmt::format(" in namespace {}", part.namespace_);
    // What nobody asked for is no trouble.
    const Severity severity = part.reason == "NotAsked" ? Severity::Info : Severity::Warning;
    return partialFinding(head, node, severity,
                          fmt::format("this snapshot has no {}: {}. {}", what, whyMissing(part),
                                      consequence(part)));
}

}  // namespace

std::string_view whyUnread(std::string_view reason) {
    if (reason == "Forbidden")
        return "the user had no right to read it";
    if (reason == "NotAsked")
        return "Secrets are read only with --secrets, in the desktop with the box for it";
    return "the server failed";
}

std::vector<UnreadPart> unreadParts(Node root) {
    std::vector<UnreadPart> parts;
    for (const Node part : root["spec"]["missing"].items())
        parts.push_back(unreadPart(part));
    return parts;
}

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
