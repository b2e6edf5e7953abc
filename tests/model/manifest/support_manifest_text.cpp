#include "support_manifest_text.h"

#include <fmt/format.h>

namespace gatesight::model::test {
namespace {

std::string place(Position position) {
    return fmt::format("{}:{}", position.line, position.column);
}

void dump(Node node, std::string& out) {
    out += fmt::format("{} {} {}\n", place(node.position()), toString(node.kind()), node.text());
    for (const Node item : node.items()) {
        dump(item, out);
    }
    for (const auto& [key, value] : node.entries()) {
        dump(key, out);
        dump(value, out);
    }
}

}  // namespace

std::string notation(Node node) {
    std::string text;
    if (node.isMap()) {
        for (const auto& [key, value] : node.entries()) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key.text(), notation(value));
        }
        return "{" + text + "}";
    }
    if (node.isList()) {
        for (const Node item : node.items()) {
            text += fmt::format("{}{}", text.empty() ? "" : ", ", notation(item));
        }
        return "[" + text + "]";
    }
    if (node.isNull()) {
        return "null";
    }
    return node.isString() ? fmt::format("\"{}\"", node.text()) : std::string(node.text());
}

std::vector<std::string> documentLines(const Manifests& manifests) {
    std::vector<std::string> lines;
    for (const auto& document : manifests.documents) {
        lines.push_back(
            fmt::format("{} {}", place(document->root().position()), notation(document->root())));
    }
    return lines;
}

std::vector<std::string> findingLines(const Manifests& manifests) {
    std::vector<std::string> lines;
    for (const auto& finding : manifests.findings) {
        auto line = fmt::format("{} {} {} {}", toString(finding.severity), finding.rule,
                                place(finding.source.position), finding.message);
        if (!finding.field.empty()) {
            line += fmt::format(" (field {})", finding.field);
        }
        for (const auto& related : finding.related) {
            line +=
                fmt::format(" (related {} {})", place(related.source.position), related.message);
        }
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> findingPlaces(const Manifests& manifests) {
    std::vector<std::string> lines;
    for (const auto& finding : manifests.findings) {
        lines.push_back(fmt::format("{} {}", finding.rule, place(finding.source.position)));
    }
    return lines;
}

std::string names(const Manifests& manifests) {
    std::string all;
    for (const auto& document : manifests.documents) {
        const auto name = document->root()["metadata"]["name"].text();
        all += fmt::format("{}{}", all.empty() ? "" : " ", name.empty() ? "?" : name);
    }
    return all;
}

std::string nodeDump(const Tree& tree) {
    std::string out;
    if (!tree.empty()) {
        dump(tree.root(), out);
    }
    return out;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        text += line + "\n";
    }
    return text;
}

}  // namespace gatesight::model::test
