#include "model/manifest/document_collector.h"

#include "model/manifest/rules.h"

#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

void addFindings(std::vector<Problem>& problems, Node root, ReadSession& session) {
    for (auto& problem : problems) {
        session.addFinding(std::move(problem), root);
    }
}

void addObject(Tree tree, std::string_view helmSource, ReadSession& session);

/// Lists may hold Lists, at most as deep as documents nest.
void splitList(const Tree& tree, std::string_view helmSource, ReadSession& session) {
    for (const Node item : tree.root()["items"].items()) {
        TreeBuilder builder;
        builder.copy(tree, item.id());
        addObject(builder.take(), helmSource, session);
    }
}

void addObject(Tree tree, std::string_view helmSource, ReadSession& session) {
    const Node root = tree.root();
    if (!root || root.isNull()) {
        return;  // as kubectl: nothing was said
    }
    if (!root.isMap()) {
        session.addFinding(
            {rule::kNotAnObject,
             fmt::format("this is {}, but an object is a map with apiVersion, kind and metadata",
                         withArticle(root.kind())),
             root.position()});
        return;
    }
    if (isListKind(root["kind"].text()) && root["items"].isList()) {
        splitList(tree, helmSource, session);
        return;
    }
    session.addDocument(std::move(tree), helmSource);
}

}  // namespace

bool isListKind(std::string_view kind) {
    return kind.ends_with("List");
}

void DocumentCollector::commitDocument(Part document, std::string_view helmSource,
                                       ReadSession& session) {
    addFindings(document.problems, document.tree.root(), session);
    if (document.usable) {
        addObject(std::move(document.tree), helmSource, session);
    }
}

void DocumentCollector::commitList(Part head, std::string_view helmSource, ReadSession& session) {
    addFindings(head.problems, head.tree.root(), session);
    for (auto& item : m_items) {
        commitDocument(std::move(item), helmSource, session);
    }
    m_items.clear();
}

}  // namespace gatesight::model
