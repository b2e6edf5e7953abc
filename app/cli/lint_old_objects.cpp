#include "app/cli/lint_parts.h"
#include "app/cli/world_input.h"
#include "model/schema/identity.h"

namespace gatesight::cli {

void OldObjects::add(const model::Manifests& layer) {
    for (const model::DocumentPtr& document : layer.documents)
        if (const auto key = keyOf(*document))
            m_documents.insert_or_assign(*key, document);
}

model::DocumentPtr OldObjects::find(const model::Document& document) const {
    const auto key = keyOf(document);
    const auto found = key ? m_documents.find(*key) : m_documents.end();
    return found == m_documents.end() ? nullptr : found->second;
}

std::optional<OldObjects::Key> OldObjects::keyOf(const model::Document& document) {
    model::Findings untold;  // what is wrong with an old object is not asked
    auto identity = model::identify(document, untold);
    if (!identity)
        return std::nullopt;
    if (identity->namespace_.empty())
        identity->namespace_ = "default";
    return Key(identity->group, identity->kind, identity->namespace_, identity->name);
}

std::expected<OldObjects, ExitCode> readOldObjects(const Invocation& invocation,
                                                   const CommonOptions& options,
                                                   const std::vector<std::string>& paths) {
    OldObjects old;
    if (paths.empty())
        return old;
    CommonOptions reading = options;
    reading.layers = paths;
    const auto layers = readLayers(invocation, reading);
    if (!layers)
        return std::unexpected(layers.error());
    for (const model::Manifests& layer : *layers)
        old.add(layer);
    return old;
}

}  // namespace gatesight::cli
