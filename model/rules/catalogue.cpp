#include "model/rules/catalogue.h"
#include "model/text/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gatesight::model {

/// The text of catalogue.tsv; made from that file by the build.
extern const std::string_view kCatalogueText;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 23> kSources{{
    {"BTLS", "BackendTLSPolicy type"},
    {"CRD", "CustomResourceDefinition"},
    {"GC", "GatewayClass type"},
    {"GR", "GRPCRoute type"},
    {"GW", "Gateway type"},
    {"HR", "HTTPRoute type"},
    {"K8s", "Kubernetes API and documentation"},
    {"LS", "ListenerSet type"},
    {"POL", "policy types"},
    {"REF", "object reference types"},
    {"RG", "ReferenceGrant type"},
    {"SH", "shared types"},
    {"TCPR", "TCPRoute type"},
    {"TLSR", "TLSRoute type"},
    {"UDPR", "UDPRoute type"},
    {"XB", "XBackend type"},
    {"XBTP", "XBackendTrafficPolicy type"},
    {"XM", "XMesh type"},
    {"gap", "not written down; the usual behaviour"},
    {"follows", "follows"},
    {"pkg/features", "list of features"},
    {"well_known_labels.go", "well-known labels"},
    {"TLS", "TLS"},
}};

/// Cuts the text up to `separator` off the front of `rest`; all of it when there is none.
std::string_view cut(std::string_view& rest, std::string_view separator) {
    const std::size_t end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + separator.size());
    return part;
}

/// Reads a support tag such as "C", "X; E:HTTPRouteExternalAuth" or "C / I": the first level named
/// counts.
void readSupport(SpecRule& rule, std::string_view tag) {
    rule.experimental = tag.starts_with('X') || tag.find("; X") != std::string_view::npos;
    rule.support = Support::Core;
    for (const char letter : tag) {
        if (letter == 'C')
            return;
        if (letter == 'E' || letter == 'X')
            rule.support = Support::Extended;
        else if (letter == 'I')
            rule.support = Support::Implementation;
        else if (letter == 'K')
            rule.support = Support::Kubernetes;
        else if (letter == 's')
            rule.support = Support::Gatesight;
        else
            continue;
        if (const std::size_t at = tag.find("E:"); at != std::string_view::npos) {
            rule.support = Support::Extended;
            rule.feature = tag.substr(at + 2, tag.find_first_of(", /;", at) - at - 2);
        }
        return;
    }
}

SpecRule readRule(std::string_view line) {
    SpecRule rule;
    rule.id = cut(line, "\t");
    rule.section = cut(line, "\t");
    rule.text = cut(line, "\t");
    rule.outcome = cut(line, "\t");
    readSupport(rule, cut(line, "\t"));
    rule.source = line;
    return rule;
}

std::vector<SpecRule> readCatalogue() {
    std::vector<SpecRule> all;
    for (std::string_view rest = kCatalogueText; !rest.empty();) {
        const std::string_view line = cut(rest, "\n");
        if (!line.empty() && !line.starts_with('#'))
            all.push_back(readRule(line));
    }
    std::ranges::sort(all, {}, &SpecRule::id);
    return all;
}

std::string spellOut(std::string_view source) {
    if (source.starts_with("CT:"))
        return "conformance test " + std::string(source.substr(3));
    if (source.starts_with("S:"))
        return "documentation page " + std::string(source.substr(2));
    if (source.size() > 1 && source[0] == 'G' && source[1] >= '0' && source[1] <= '9')
        return "GEP-" + std::string(source.substr(1));
    std::string_view rest = source;
    const std::string_view code = cut(rest, " ");
    const auto known =
        std::ranges::find(kSources, code, &std::pair<std::string_view, std::string_view>::first);
    if (known == kSources.end())
        return std::string(source);
    return std::string(known->second) + (rest.empty() ? "" : ", " + std::string(rest));
}

/// Length of what two ids have in common at the front, in whole words between dots counted double.
std::size_t likeness(std::string_view a, std::string_view b) {
    std::size_t common = 0;
    while (common < a.size() && common < b.size() && a[common] == b[common])
        ++common;
    std::size_t score = common;
    for (std::string_view rest = a; !rest.empty();)
        if (const std::string_view word = cut(rest, ".");
            word.size() > 2 && b.find(word) != std::string_view::npos)
            score += word.size();
    return score;
}

}  // namespace

std::string_view toString(Support support) {
    switch (support) {
        case Support::Core:
            return "core";
        case Support::Extended:
            return "extended";
        case Support::Implementation:
            return "left to implementations";
        case Support::Kubernetes:
            return "Kubernetes";
        case Support::Gatesight:
            return "Gatesight";
    }
    return {};
}

std::span<const SpecRule> rules() {
    static const std::vector<SpecRule> all = readCatalogue();
    return all;
}

const SpecRule* findRule(std::string_view id) {
    const auto all = rules();
    const auto found = std::ranges::lower_bound(all, id, {}, &SpecRule::id);
    return found != all.end() && found->id == id ? &*found : nullptr;
}

std::vector<std::string> spelledOut(const SpecRule& rule) {
    std::vector<std::string> result;
    for (std::string_view rest = rule.source; !rest.empty();)
        if (const std::string_view part = trimmed(cut(rest, ",")); !part.empty())
            result.push_back(spellOut(part));
    return result;
}

std::vector<std::string_view> similarRules(std::string_view id, std::size_t count) {
    std::vector<std::pair<std::size_t, std::string_view>> scored;
    for (const SpecRule& rule : rules())
        scored.emplace_back(likeness(id, rule.id), rule.id);
    std::ranges::sort(scored, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string_view> result;
    for (const auto& [score, found] : scored)
        if (result.size() < count && score > 2)
            result.push_back(found);
    return result;
}

}  // namespace gatesight::model
