#include "model/manifest/reader.h"

#include "model/manifest/text_reader.h"

#include <iterator>
#include <utility>

namespace gatesight::model {

Manifests readText(std::string_view name, std::string text, const ReadOptions& options) {
    Manifests result;
    ReadSession session(options, result);
    session.expect(text.size());
    readSource(std::string(name), std::move(text), session);
    return result;
}

void append(Manifests& all, Manifests more) {
    const auto move = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()),
                  std::make_move_iterator(from.end()));
    };
    move(all.documents, more.documents);
    move(all.sources, more.sources);
    move(all.findings, more.findings);
    all.cancelled = all.cancelled || more.cancelled;
}

SourceLocation Document::locate(NodeId id) const {
    return {source ? source->name : std::string(), tree.node(id).position()};
}

}  // namespace gatesight::model
