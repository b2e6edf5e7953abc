#include "simulator/traffic/problems.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "model/schema/decode.h"

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostFindings = 1000;

/// The child that "name" or "name[3]" means; invalid when there is none.
model::Node step(model::Node node, std::string_view part) {
    const std::size_t bracket = part.find('[');
    node = node[part.substr(0, bracket)];
    if (bracket == std::string_view::npos)
        return node;
    std::size_t index = 0;
    std::from_chars(part.data() + bracket + 1, part.data() + part.size(), index);
    for (const model::Node item : node.items())
        if (index-- == 0)
            return item;
    return {};
}

}  // namespace

Problems::Problems(model::DocumentPtr document, model::Findings& findings)
    : m_document(std::move(document)), m_findings(findings) {
    const model::Node root = m_document->root();
    m_object = {std::string(root["apiVersion"].text()),
                "Scenario",
                {},
                std::string(root["metadata"]["name"].text())};
}

void Problems::report(model::Node at, std::string_view rule, std::string message) {
    model::Finding finding{.severity = model::Severity::Error,
                           .rule = std::string(rule),
                           .message = std::move(message),
                           .object = m_object,
                           .field = at.valid() ? m_document->tree.pathOf(at.id()) : "",
                           .source = m_document->locate(at.id()),
                           .related = {},
                           .edit = {}};
    if (m_findings.size() > kMostFindings)
        return;
    if (m_findings.size() == kMostFindings) {
        finding.rule = scenario_rule::kLimit;
        finding.message =
            fmt::format("more than {} problems; the others are not told", kMostFindings);
    }
    const bool told = std::ranges::any_of(m_findings, [&](const model::Finding& other) {
        return other.source == finding.source && other.message == finding.message;
    });
    if (!told)
        m_findings.push_back(std::move(finding));
}

void Problems::report(model::Node from, std::string_view path, std::string_view rule,
                      std::string message) {
    model::Node at = from;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('.'), path.size());
        const model::Node next = step(at, path.substr(0, end));
        if (!next)
            break;
        at = next;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    report(at, rule, std::move(message));
}

bool Problems::checkFields(model::Node map, std::span<const std::string_view> known) {
    if (!map.isMap()) {
        report(map, scenario_rule::kField, "expected a map of fields");
        return false;
    }
    for (const auto& [key, value] : map.entries()) {
        if (std::ranges::find(known, key.text()) != known.end())
            continue;
        const std::string_view near = model::nearest(key.text(), known);
        report(key, scenario_rule::kField,
               fmt::format("unknown field \"{}\"{}", key.text(),
                           near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
    }
    return true;
}

}  // namespace gatesight::simulator
