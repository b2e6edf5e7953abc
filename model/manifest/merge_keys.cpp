#include "model/manifest/merge_keys.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::model {
namespace {

class EntryMerger {
public:
    explicit EntryMerger(const Tree& tree) : m_tree(tree) {}

    Tree run() {
        if (!m_tree.empty()) {
            write(m_tree.root());
        }
        return m_builder.take();
    }

private:
    void write(Node node) {
        if (node.isScalar()) {
            m_builder.scalar(node.kind(), node.text(), node.position());
            return;
        }
        m_builder.open(node.kind(), node.position());
        for (const Node item : node.items()) {
            write(item);
        }
        for (const auto& [key, value] : effectiveEntries(node)) {
            m_builder.scalar(key.kind(), key.text(), key.position());
            write(value);
        }
        m_builder.close();
    }

    using Entries = std::vector<Node::Entry>;

    // Merged maps may hold merge keys themselves, so this calls itself, at most as deep as the
    // document is nested.
    static Entries effectiveEntries(Node map) {
        Entries own;
        Entries merged;
        std::unordered_map<std::string_view, std::size_t> places;
        for (const auto& entry : map.entries()) {
            if (isMergeKey(entry.key)) {
                Entries more = entriesOf(entry.value);
                merged.insert(merged.begin(), more.begin(),
                              more.end());  // a later `<<` goes before an earlier one
                continue;
            }
            const auto [place, isNew] = places.try_emplace(entry.key.text(), own.size());
            if (!isNew) {
                own[place->second] = {};
                place->second = own.size();
            }
            own.push_back(entry);
        }
        std::erase_if(own, [](const Node::Entry& entry) { return !entry.key; });
        for (const auto& entry : merged) {
            if (places.try_emplace(entry.key.text(), 0).second) {
                own.push_back(entry);
            }
        }
        return own;
    }

    static Entries entriesOf(Node merged) {
        if (merged.isMap()) {
            return effectiveEntries(merged);
        }
        Entries all;
        for (const Node item : merged.items()) {
            Entries more = effectiveEntries(item);
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }

    const Tree& m_tree;
    TreeBuilder m_builder;
};

}  // namespace

bool isMergeKey(Node node) {
    return node.isNull() && node.text() == kMergeKeyText;
}

Tree withEntriesMerged(const Tree& tree) {
    return EntryMerger(tree).run();
}

}  // namespace gatesight::model
