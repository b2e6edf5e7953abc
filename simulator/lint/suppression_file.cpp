#include "simulator/lint/suppression_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

class FileReader {
public:
    FileReader(const model::Document& document, Suppressions& found)
        : m_document(document), m_found(found) {}

    void run() {
        const model::Node root = m_document.root();
        static constexpr std::array<std::string_view, 3> kKnown{"apiVersion", "kind", "ignore"};
        for (const auto& [key, value] : root.entries())
            if (std::ranges::find(kKnown, key.text()) == kKnown.end())
                complain(key, fmt::format("unknown field '{}'; known is 'ignore'", key.text()));
        const model::Node ignore = root["ignore"];
        if (!root.isMap() || (ignore && !ignore.isList()))
            complain(root, "a configuration is a map whose 'ignore' is a list of suppressions");
        for (const model::Node entry : ignore.items())
            readEntry(entry);
    }

private:
    void complain(const model::Node& node, std::string message) {
        m_good = false;
        m_found.problems.push_back(
            invalidSuppression(m_document.locate(node.id()), std::move(message)));
    }

    void readEntry(const model::Node& entry) {
        m_good = true;
        Suppression suppression;
        suppression.source = m_document.locate(entry.id());
        if (!entry.isMap())
            return complain(entry, "a suppression is a map with 'rule' and 'reason'");
        for (const auto& [key, value] : entry.entries())
            readField(suppression, key, value);
        if (!entry["rule"])
            complain(entry, problemWithRule({}));
        if (suppression.reason.empty())
            complain(entry, "a suppression has to say why: write a 'reason'");
        if (m_good)
            m_found.entries.push_back(std::move(suppression));
    }

    void readField(Suppression& suppression, const model::Node& key, const model::Node& value) {
        const std::string_view name = key.text();
        const std::string text(value.text());
        // What is empty would fit everything.
        if (!value.isScalar() || text.empty())
            return complain(value, fmt::format("{} has to be a text", name));
        if (name == "rule") {
            suppression.rule = text;
            if (std::string problem = problemWithRule(text); !problem.empty())
                complain(value, std::move(problem));
        } else if (name == "reason") {
            suppression.reason = text;
        } else if (name == "object") {
            suppression.object = text;
        } else if (name == "namespace") {
            suppression.namespace_ = text;
        } else if (name == "file") {
            suppression.file = text;
        } else if (name == "until") {
            suppression.until = dayFrom(text);
            if (!suppression.until)
                complain(value, fmt::format("'{}' is no date; write it as 2027-01-31", text));
        } else {
            complain(key, fmt::format("unknown field '{}'; known are rule, object, namespace, "
                                      "file, reason, until",
                                      name));
        }
    }

    const model::Document& m_document;
    Suppressions& m_found;
    bool m_good = true;
};

}  // namespace

Suppressions suppressionsInFile(const model::Manifests& file) {
    Suppressions found;
    found.problems = file.findings;
    for (const model::DocumentPtr& document : file.documents)
        FileReader(*document, found).run();
    return found;
}

}  // namespace gatesight::simulator
