#include "model/schema/custom_kinds.h"
#include "model/schema/decode.h"
#include "model/world/certificate_chains.h"
#include "model/world/derivation.h"
#include "model/world/derive_secrets.h"
#include "model/world/index_world.h"
#include "model/world/object_memory.h"
#include "model/world/redaction.h"
#include "model/world/snapshot_head.h"
#include "model/world/world.h"
#include "model/world/world_index.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

namespace gatesight::model {

struct WorldBuilder::State {
    WorldOptions options;
    std::vector<LoadedObject> loaded;
    IdentityMap<std::size_t>
        slots;  // where in `loaded` an identity is; views into the objects there
    Findings textFindings;
    std::vector<UnreadPart> unread;
    std::vector<SourcePtr> sources;
    std::vector<DocumentPtr> scenarios;
    std::uint32_t nextOrder = 0;
    std::uint32_t layer = 0;
    std::shared_ptr<const World::Index> base;  // of the World this one starts from
    ObjectMemory* memory = nullptr;

    [[nodiscard]] Decoded decoded(Decoder& decoder, const DocumentPtr& document) const;
    void addDocument(Decoder& decoder, const DocumentPtr& raw, const DocumentPtr& redacted);
    void place(LoadedObject added);
    [[nodiscard]] bool keepScenario(const DocumentPtr& document);
    /// Whether the document is no object but says what a snapshot lacks.
    [[nodiscard]] bool takeSnapshotHead(const DocumentPtr& document);
};

namespace {

constexpr std::string_view kOwnGroup = "gatesight.dev/";

bool isScenario(Node root) {
    return root["kind"].text() == "Scenario" && root["apiVersion"].text().starts_with(kOwnGroup);
}

Finding duplicateFinding(const Object& first, const Object& second) {
    Finding finding;
    finding.severity = Severity::Warning;
    finding.rule = "manifest.duplicate-object";
    finding.message =
        fmt::format("{} is there twice; this later one is used", toString(second.reference()));
    finding.object = second.reference();
    finding.source = second.origin.locate();
    finding.related.push_back({.message = "first defined here", .source = first.origin.locate()});
    return finding;
}

/// Whether the same document would give the same anywhere else.
bool followsFromDocument(const Decoded& decoded, const Document& document) {
    return decoded.findings.empty() && decoded.certificates.empty() &&
           !document.root()["metadata"]["name"].isNull();
}

bool sameTree(Node a, Node b) {
    if (a.valid() != b.valid() || a.kind() != b.kind() || a.text() != b.text() ||
        a.size() != b.size())
        return false;
    const auto left = a.entries();
    const auto right = b.entries();
    for (auto x = left.begin(), y = right.begin(); x != left.end(); ++x, ++y)
        if ((*x).key.text() != (*y).key.text() || !sameTree((*x).value, (*y).value))
            return false;
    const auto leftItems = a.items();
    const auto rightItems = b.items();
    return std::equal(leftItems.begin(), leftItems.end(), rightItems.begin(), rightItems.end(),
                      sameTree);
}

/// What the API server carries over when an object is applied again, unless the manifest says it
/// itself.
void inherit(Object& object, const Object& old) {
    ObjectMeta& metadata = object.metadata;
    object.origin.order = old.origin.order;
    if (metadata.uid.empty())
        metadata.uid = old.metadata.uid;
    if (!metadata.creationTimestamp)
        metadata.creationTimestamp = old.metadata.creationTimestamp;
    if (!object.origin.document || !old.origin.document)
        return;
    const Node root = object.origin.document->root();
    if (root["metadata"]["generation"].isNull()) {  // api.generation; also when it is not written
        const bool same = sameTree(root["spec"], old.origin.document->root()["spec"]);
        metadata.generation = old.metadata.generation + (same ? 0 : 1);
    }
}

/// The kinds that definitions among the loaded objects declare. They are known only when everything is
/// there: a definition may stand behind its objects, or come with a later layer.
CustomKinds declaredAmong(const std::vector<LoadedObject>& loaded) {
    std::vector<ObjectPtr> definitions;
    for (const LoadedObject& each : loaded)
        if (each.object->kind == "CustomResourceDefinition")
            definitions.push_back(each.object);
    return CustomKinds::of(definitions);
}

/// api.scope: the definition says whether its objects live in a namespace.
void settleNamespaces(std::vector<LoadedObject>& loaded, const CustomKinds& kinds) {
    if (kinds.empty())
        return;
    for (LoadedObject& each : loaded) {
        const CustomKind* const kind = kinds.of(*each.object);
        const std::string& written = each.object->metadata.namespace_;
        if (!kind || kind->namespaced != written.empty())
            continue;
        auto settled = std::make_shared<Object>(*each.object);
        settled->metadata.namespace_ = kind->namespaced ? "default" : "";
        each.object = std::move(settled);
    }
}

}  // namespace

Decoded WorldBuilder::State::decoded(Decoder& decoder, const DocumentPtr& document) const {
    const ObjectPtr known = memory ? memory->find(*document) : nullptr;
    if (!known)
        return decoder(document);
    Decoded result;
    result.object = std::make_shared<Object>(*known);
    return result;
}

bool WorldBuilder::State::keepScenario(const DocumentPtr& document) {
    if (!isScenario(document->root()))
        return false;
    scenarios.push_back(document);
    return true;
}

bool WorldBuilder::State::takeSnapshotHead(const DocumentPtr& document) {
    if (!isSnapshotHead(document->root()))
        return false;
    std::ranges::move(snapshotFindings(*document), std::back_inserter(textFindings));
    std::ranges::move(unreadParts(document->root()), std::back_inserter(unread));
    return true;
}

void WorldBuilder::State::addDocument(Decoder& decoder, const DocumentPtr& raw,
                                      const DocumentPtr& redacted) {
    Decoded decoded = this->decoded(decoder, raw);
    if (!decoded.object) {
        std::ranges::move(decoded.findings, std::back_inserter(textFindings));
        return;
    }
    decoded.object->origin.document = redacted;
    const auto old = slots.find(identityOf(*decoded.object));
    if (old == slots.end()) {
        decoded.object->origin.order = nextOrder++;
        if (memory && followsFromDocument(decoded, *raw))
            memory->keep(raw, decoded.object);
    } else {
        const LoadedObject& replaced = loaded[old->second];
        inherit(*decoded.object, *replaced.object);
        if (replaced.layer == layer)
            decoded.findings.push_back(duplicateFinding(*replaced.object, *decoded.object));
    }
    place(
        {.object = std::move(decoded.object),
         .findings = std::make_shared<const Findings>(std::move(decoded.findings)),
         .certificates = std::make_shared<const CertificateStore>(std::move(decoded.certificates)),
         .layer = layer});
}

void WorldBuilder::State::place(LoadedObject added) {
    const IdentityView identity = identityOf(*added.object);
    if (const auto old = slots.find(identity); old != slots.end()) {
        const std::size_t slot = old->second;
        slots.erase(old);  // its key points into the object that goes
        slots.emplace(identity, slot);
        loaded[slot] = std::move(added);
        return;
    }
    slots.emplace(identity, loaded.size());
    loaded.push_back(std::move(added));
}

WorldBuilder::WorldBuilder(WorldOptions options) : WorldBuilder(options, nullptr) {}

WorldBuilder::WorldBuilder(WorldOptions options, ObjectMemory* memory)
    : m_state(std::make_unique<State>()) {
    m_state->options = options;
    m_state->memory = memory;
}

WorldBuilder::~WorldBuilder() = default;
WorldBuilder::WorldBuilder(WorldBuilder&&) noexcept = default;
WorldBuilder& WorldBuilder::operator=(WorldBuilder&&) noexcept = default;

void WorldBuilder::addLayer(const Manifests& manifests) {
    State& state = *m_state;
    ++state.layer;
    RedactedManifests redacted = redactSecrets(manifests);
    std::ranges::move(redacted.sources, std::back_inserter(state.sources));
    std::ranges::copy(manifests.findings, std::back_inserter(state.textFindings));
    Decoder decoder(state.options.channel);
    for (std::size_t i = 0; i < manifests.documents.size(); ++i)
        if (!state.keepScenario(redacted.documents[i]) &&
            !state.takeSnapshotHead(redacted.documents[i]))
            state.addDocument(decoder, manifests.documents[i], redacted.documents[i]);
}

void WorldBuilder::add(ObjectPtr object) {
    State& state = *m_state;
    state.nextOrder = std::max(state.nextOrder, object->origin.order + 1);
    state.place(
        {.object = std::move(object), .findings = {}, .certificates = {}, .layer = state.layer});
}

void WorldBuilder::remove(std::string_view group, std::string_view kind,
                          std::string_view namespace_, std::string_view name) {
    State& state = *m_state;
    const auto found = state.slots.find({group, kind, namespace_, name});
    if (found == state.slots.end())
        return;
    const std::size_t slot = found->second;
    state.slots.erase(found);
    state.loaded[slot] = {};
}

void WorldBuilder::startFrom(const World& base) {
    State& state = *m_state;
    state.base = base.m_index;
    state.loaded = base.m_index->loaded;
    state.textFindings = base.m_index->textFindings;
    state.unread = base.m_index->unread;
    state.nextOrder = base.m_index->nextOrder;
    state.sources = base.m_sources;
    state.scenarios = base.m_scenarios;
    for (std::size_t i = 0; i < state.loaded.size(); ++i) {
        state.loaded[i].layer = 0;
        state.slots.emplace(identityOf(*state.loaded[i].object), i);
    }
}

WorldPtr WorldBuilder::build() && {
    State& state = *m_state;
    std::erase_if(state.loaded, [](const LoadedObject& each) { return !each.object; });
    const CustomKinds customKinds = declaredAmong(state.loaded);
    settleNamespaces(state.loaded, customKinds);
    auto world = std::make_shared<World>();
    auto index = std::make_shared<World::Index>();
    ObjectSet objects(state.loaded);
    index->signatures =
        linkCertificates(objects, state.loaded, state.base ? state.base->signatures : nullptr);
    Derived derived =
        derive(objects, state.base ? std::span<const DerivedGroup>(state.base->derived)
                                   : std::span<const DerivedGroup>());
    std::ranges::move(deriveUnreadSecrets(objects, state.unread), std::back_inserter(derived.groups));
    for (const LoadedObject& each : state.loaded)
        world->m_objects.push_back(each.object);
    for (const DerivedGroup& group : derived.groups)
        std::ranges::copy(group.objects, std::back_inserter(world->m_objects));
    indexObjects(*index, world->m_objects);
    indexNamespaces(*index, world->m_namespaces, world->m_objects);

    world->m_findings = state.textFindings;
    for (const LoadedObject& each : state.loaded) {
        if (each.findings)
            std::ranges::copy(*each.findings, std::back_inserter(world->m_findings));
        if (const CustomKind* const kind = customKinds.of(*each.object))
            std::ranges::move(checkCustom(*each.object, *kind),
                              std::back_inserter(world->m_findings));
    }
    for (const CustomKind* const kind : customKinds.all())
        std::ranges::move(unjudgedFindings(*kind), std::back_inserter(world->m_findings));
    std::ranges::move(derived.findings, std::back_inserter(world->m_findings));
    world->m_sources = std::move(state.sources);
    world->m_scenarios = std::move(state.scenarios);

    index->loaded = std::move(state.loaded);
    index->derived = std::move(derived.groups);
    index->textFindings = std::move(state.textFindings);
    index->unread = std::move(state.unread);
    index->nextOrder = state.nextOrder;
    index->options = state.options;
    world->m_index = std::move(index);
    return world;
}

WorldPtr withLayer(const WorldPtr& base, const Manifests& edit, WorldOptions options) {
    WorldBuilder builder(options);
    builder.startFrom(*base);
    builder.addLayer(edit);
    return std::move(builder).build();
}

}  // namespace gatesight::model
