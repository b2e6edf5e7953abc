#include "model/schema/check.h"
#include "model/schema/check_metadata.h"
#include "model/schema/decode.h"
#include "model/schema/identity.h"
#include "model/schema/tables.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

bool isServed(const KindSchema& kind, std::string_view version, bool experimental) {
    return kind.versions.empty() ||
           std::ranges::any_of(kind.versions, [&](const ServedVersion& each) {
               return each.version == version &&
                      (experimental || each.availability == Availability::Always);
           });
}

/// "; this server has v1", in words for a version that it would have in the other channel as well.
std::string servedInstead(const KindSchema& kind, bool experimental) {
    const auto served = std::ranges::find_if(kind.versions, [&](const ServedVersion& each) {
        return isServed(kind, each.version, experimental);
    });
    return served == kind.versions.end() ? "; only the experimental channel has this kind"
                                         : fmt::format("; this server has {}", served->version);
}

/// Where the Gateway API stood before it had a group of its own; no release since 2021 serves it.
constexpr std::string_view kGatewayGroupOfOld = "networking.x-k8s.io";

bool isGatewayGroup(std::string_view group) {
    return group == kGatewayGroup || group == kGatewayExperimentalGroup ||
           group == kGatewayGroupOfOld;
}

/// api.versions.served: the server knows no such kind in that group, or not in that version.
std::optional<Finding> unservedFinding(const Document& document, const Identity& identity,
                                       bool experimental) {
    const KindSchema* const kind = kindSchemaOf(identity.group, identity.kind);
    if (kind != nullptr ? isServed(*kind, identity.version, experimental)
                        : !isGatewayGroup(identity.group))
        return std::nullopt;
    Finding finding;
    finding.rule = "api.versions.served";
    finding.message = fmt::format("no matches for kind \"{}\" in version \"{}\"", identity.kind,
                                  identity.apiVersion());
    finding.object = identity.reference();
    finding.source = document.locate(document.root()[kind == nullptr ? "kind" : "apiVersion"].id());
    std::vector<std::string_view> names;
    for (const KindSchema& each : kindSchemas())
        if (each.group == identity.group)
            names.push_back(each.kind);
    if (identity.group == kGatewayGroupOfOld)
        finding.message += fmt::format("; the Gateway API is {} now", kGatewayGroup);
    else if (kind != nullptr)
        finding.message += servedInstead(*kind, experimental);
    else if (const std::string_view meant = nearest(identity.kind, names); !meant.empty())
        finding.message += fmt::format("; did you mean \"{}\"?", meant);
    return finding;
}

/// For a kind or version that a cluster with the standard channel lacks.
std::optional<Finding> experimentalFinding(const Document& document, const Identity& identity) {
    const KindSchema* const kind = kindSchemaOf(identity.group, identity.kind);
    if (kind == nullptr || isServed(*kind, identity.version, false))
        return std::nullopt;
    Finding finding;
    finding.severity = Severity::Info;
    finding.rule = "api.versions.served";
    finding.message =
        fmt::format("kind \"{}\" in version \"{}\" exists only in the experimental channel",
                    identity.kind, identity.apiVersion());
    finding.object = identity.reference();
    finding.source = document.locate(document.root()["apiVersion"].id());
    return finding;
}

}  // namespace

Findings checkSchema(const DocumentPtr& document, const Identity& identity,
                     const ValidateOptions& options, SourceLines& lines) {
    Findings findings;
    const bool experimental = options.channel == Channel::Experimental;
    if (auto unserved = unservedFinding(*document, identity, experimental)) {
        findings.push_back(std::move(*unserved));
        return findings;
    }
    if (experimental)
        if (auto elsewhere = experimentalFinding(*document, identity))
            findings.push_back(std::move(*elsewhere));
    const KindSchema* const kind = kindSchemaOf(identity.group, identity.kind);
    SchemaCheck check({.document = *document,
                       .object = identity.reference(),
                       .experimental = experimental,
                       .old = options.old.get(),
                       .hasRules = kind != nullptr && kind->hasRules,
                       .base = options.statusOnly ? "status" : ""},
                      lines, findings);
    if (const Schema* const schema =
            kind == nullptr ? nullptr : rootSchemaOf(*kind, identity.version)) {
        const Value root(document->root(), schema, experimental);
        if (!options.statusOnly)
            check.walk(root);
        else if (const Value status = root["status"])
            check.walk(status);
    }
    if (!options.statusOnly)
        checkMetadata(check, *document, identity.kind);
    check.finish();
    return findings;
}

Findings validate(const DocumentPtr& document, const ValidateOptions& options) {
    Findings findings;
    const auto identity = identify(*document, findings);
    if (!identity)
        return findings;
    SourceLines lines;
    return checkSchema(document, *identity, options, lines);
}

}  // namespace gatesight::model
