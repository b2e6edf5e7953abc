// Holds what one document of a stream turned out to be until it is known whether it is a List: then
// its items are the documents.
#pragma once

#include "model/manifest/read_session.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// Kinds that hold other objects in `items`, as kubectl prints and takes them: List, ConfigMapList,
/// HTTPRouteList ...
[[nodiscard]] bool isListKind(std::string_view kind);

class DocumentCollector {
public:
    struct Part {
        Tree tree;
        std::vector<Problem> problems;
        bool usable = true;
    };

    void addItem(Part part) { m_items.push_back(std::move(part)); }
    [[nodiscard]] std::size_t itemCount() const { return m_items.size(); }
    void dropItems() { m_items.clear(); }

    /// Hands the items over as documents; `head` is the List without them.
    void commitList(Part head, std::string_view helmSource, ReadSession& session);
    static void commitDocument(Part document, std::string_view helmSource, ReadSession& session);

private:
    std::vector<Part> m_items;
};

}  // namespace gatesight::model
