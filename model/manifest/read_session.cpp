#include "model/manifest/read_session.h"

#include "model/manifest/document_memory.h"
#include "model/manifest/rules.h"

#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

/// What is listed of one file. Nobody reads further, and each finding costs far more than the bytes
/// that cause it.
constexpr std::size_t kMostFindings = 1000;

constexpr std::chrono::milliseconds kProgressInterval{50};

ObjectReference identityOf(Node root) {
    const auto text = [](Node node) {
        return node.isString() ? std::string(node.text()) : std::string();
    };
    const Node metadata = root["metadata"];
    return {text(root["apiVersion"]), text(root["kind"]), text(metadata["namespace"]),
            text(metadata["name"])};
}

Finding toFinding(std::string file, Problem problem, ObjectReference object) {
    const auto* row = findManifestRule(problem.rule);
    Finding finding{
        .severity = problem.severity.value_or(row != nullptr ? row->severity : Severity::Error),
        .rule = std::string(problem.rule),
        .message = std::move(problem.message),
        .object = std::move(object),
        .field = std::move(problem.field),
        .source = {std::move(file), problem.position},
        .related = {},
        .edit = {}};
    if (problem.edit) {
        finding.edit = {std::move(problem.edit->description), finding.source, problem.edit->length,
                        std::move(problem.edit->replacement)};
    }
    if (!problem.relatedMessage.empty()) {
        finding.related.push_back(
            {std::move(problem.relatedMessage), {finding.source.file, problem.related}});
    }
    return finding;
}

}  // namespace

bool ReadSession::cancelled() {
    m_result.cancelled = m_result.cancelled || m_options.stop.stop_requested();
    return m_result.cancelled;
}

void ReadSession::begin(SourcePtr source) {
    m_source = std::move(source);
    m_findingsOfSource = 0;
    m_result.sources.push_back(m_source);
}

void ReadSession::reached(std::size_t offset) {
    report(m_doneBefore + offset, false);
}

void ReadSession::finish() {
    m_doneBefore += m_source->text.size();
    report(m_doneBefore, m_doneBefore >= m_total);
}

void ReadSession::report(std::size_t done, bool always) {
    if (!m_options.progress) {
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (always || now - m_lastProgress >= kProgressInterval) {
        m_lastProgress = now;
        m_options.progress({.bytesRead = done,
                            .bytesTotal = m_total,
                            .documents = m_result.documents.size(),
                            .file = m_source->name});
    }
}

void ReadSession::addDocument(Tree tree, std::string_view helmSource) {
    m_result.documents.push_back(std::make_shared<const Document>(
        Document{m_source, std::move(tree), std::string(helmSource)}));
}

bool ReadSession::addRepetition(std::string_view text, std::uint32_t line,
                                std::string_view helmSource) {
    const auto* const known = m_options.memory ? m_options.memory->find(text) : nullptr;
    if (!known) {
        return false;
    }
    const auto down = std::int64_t{line} - known->line;
    m_result.documents.push_back(std::make_shared<const Document>(
        Document{m_source, known->document->tree.movedBy(down), std::string(helmSource),
                 known->document}));
    return true;
}

ReadSession::Count ReadSession::count() const {
    return {m_result.documents.size(), m_result.findings.size()};
}

void ReadSession::remember(std::string_view text, std::uint32_t line, Count before) {
    if (m_options.memory && count().documents == before.documents + 1 &&
        count().findings == before.findings) {
        m_options.memory->keep(text, {m_result.documents.back(), line});
    }
}

void ReadSession::addFinding(Problem problem, Node root) {
    ++m_findingsOfSource;
    if (m_findingsOfSource == kMostFindings + 1) {
        problem = {rule::kTooManyFindings,
                   fmt::format("this file has more than {} findings; the others are not listed",
                               kMostFindings),
                   problem.position};
        root = {};
    }
    if (m_findingsOfSource <= kMostFindings + 1) {
        m_result.findings.push_back(
            toFinding(m_source->name, std::move(problem), identityOf(root)));
    }
}

void ReadSession::addFindingAt(std::string file, Problem problem) {
    m_result.findings.push_back(toFinding(std::move(file), std::move(problem), {}));
}

}  // namespace gatesight::model
