#include "simulator/changes/object_changes.h"

#include "model/schema/custom_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

/// Written by whoever stores an object.
constexpr std::array kOfTheServer{"resourceVersion", "uid", "generation", "managedFields",
                                  "selfLink"};
constexpr std::array kNotes{"kubectl.kubernetes.io/last-applied-configuration",
                            "gatesight.dev/certificates"};
/// Filled in by a cluster where the manifest leaves them out.
constexpr std::array kAssigned{"clusterIP",      "clusterIPs",          "ipFamilies",
                               "ipFamilyPolicy", "healthCheckNodePort", "internalTrafficPolicy"};

/// Made by a controller for another object.
bool isMade(const model::Object& object) {
    return object.origin.derived() ||
           std::ranges::any_of(object.metadata.ownerReferences, &model::OwnerReference::controller);
}

void dropServerFields(Json& object) {
    const auto metadata = object.find("metadata");
    if (metadata == object.end())
        return;
    for (const char* field : kOfTheServer)
        metadata->erase(field);
    const auto annotations = metadata->find("annotations");
    if (annotations == metadata->end() || !annotations->is_object())
        return;
    for (const char* name : kNotes)
        annotations->erase(name);
    if (annotations->empty())
        metadata->erase("annotations");
}

/// Whether both repeat one text, or one the other's, which takes no look at their nodes.
bool repeat(const model::DocumentPtr& one, const model::DocumentPtr& other) {
    return one == other || one == other->original || one->original == other ||
           (one->original && one->original == other->original);
}

/// Keys of a Secret, and what its certificates are; never a value.
void hideValues(Json& object, const model::Secret& secret) {
    object.erase("stringData");
    Json data = Json::object();
    for (const std::string& key : secret.keys)
        data[key] = "(not looked at)";
    std::string prints;
    for (const model::Certificate& certificate : secret.certificates)
        prints += (prints.empty() ? "" : ", ") + certificate.fingerprint;
    if (!prints.empty())
        data["tls.crt"] = "SHA-256 " + prints;
    object["data"] = std::move(data);
}

void dropUnless(Json& one, const Json& other, const char* part, const char* field) {
    const auto in = one.find(part);
    const auto there = other.find(part);
    if (in != one.end() && in->is_object() && (there == other.end() || !there->contains(field)))
        in->erase(field);
}

/// What only one side can know: it is no difference between manifests.
void dropOneSided(Json& one, const Json& other) {
    dropUnless(one, other, "metadata", "creationTimestamp");
    if (one.value("kind", "") != "Service")
        return;
    for (const char* field : kAssigned)
        dropUnless(one, other, "spec", field);
}

class ObjectComparer {
public:
    ObjectComparer(const model::World& before, const model::World& after, model::Channel channel)
        : m_before(before),
          m_after(after),
          m_channel(channel),
          m_kindsBefore(model::CustomKinds::of(before.objects())),
          m_kindsAfter(model::CustomKinds::of(after.objects())) {}

    ObjectComparison run() {
        m_result.contents.before.assign(m_before.objects().size(), ObjectContents::kNoContent);
        m_result.contents.after.assign(m_after.objects().size(), ObjectContents::kNoContent);
        for (std::uint32_t i = 0; i < m_before.objects().size(); ++i)
            compareOne({i});
        m_fresh = m_next;
        for (std::uint32_t i = 0; i < m_after.objects().size(); ++i)
            takeNew({i});
        m_result.contents.shared.resize(m_next);
        for (const std::uint32_t content : m_result.contents.after)
            if (content < m_fresh)
                m_result.contents.shared[content] = true;
        std::ranges::stable_sort(m_result.changes, {}, [](const ObjectChange& change) {
            return std::tie(change.object.kind, change.object.namespace_, change.object.name);
        });
        return std::move(m_result);
    }

private:
    void compareOne(model::ObjectId id) {
        const model::Object& was = m_before.object(id);
        if (!was.origin.document)
            return;
        m_result.contents.before[id.value] = m_next++;
        const model::ObjectId other =
            m_after.find(was.group, was.kind, was.metadata.namespace_, was.metadata.name);
        if (!other.valid() || !m_after.object(other).origin.document) {
            add(ObjectChange::Kind::Removed, was, {});
            return;
        }
        const model::Object& is = m_after.object(other);
        std::vector<FieldChange> fields;
        // Of two Secrets the texts are alike even where the values are not.
        if (std::holds_alternative<model::Secret>(was.resource) ||
            !(repeat(was.origin.document, is.origin.document) ||
              sameText(was.origin.document->root(), is.origin.document->root())))
            fields = changesOf(was, is);
        if (fields.empty())
            m_result.contents.after[other.value] = m_result.contents.before[id.value];
        else
            add(ObjectChange::Kind::Changed, is, std::move(fields));
    }

    void takeNew(model::ObjectId id) {
        const model::Object& is = m_after.object(id);
        std::uint32_t& content = m_result.contents.after[id.value];
        if (!is.origin.document || content != ObjectContents::kNoContent)
            return;
        content = m_next++;
        const model::ObjectId other =
            m_before.find(is.group, is.kind, is.metadata.namespace_, is.metadata.name);
        if (!other.valid() || !m_before.object(other).origin.document)
            add(ObjectChange::Kind::Added, is, {});
    }

    [[nodiscard]] std::vector<FieldChange> changesOf(const model::Object& was,
                                                     const model::Object& is) const {
        Json before = asCompared(was, m_kindsBefore), after = asCompared(is, m_kindsAfter);
        dropOneSided(before, after);
        dropOneSided(after, before);
        return fieldChanges(before, after);
    }

    [[nodiscard]] Json asCompared(const model::Object& object,
                                  const model::CustomKinds& kinds) const {
        Json json = storedAs(object, m_channel, kinds);
        dropServerFields(json);
        if (const auto* secret = std::get_if<model::Secret>(&object.resource))
            hideValues(json, *secret);
        return json;
    }

    void add(ObjectChange::Kind kind, const model::Object& object,
             std::vector<FieldChange> fields) {
        if (!isMade(object))
            m_result.changes.push_back(
                {kind, object.reference(), std::move(fields), object.origin.locate()});
    }

    const model::World& m_before;
    const model::World& m_after;
    const model::Channel m_channel;
    const model::CustomKinds m_kindsBefore, m_kindsAfter;
    std::uint32_t m_next = 0, m_fresh = 0;  // the latter: the first that only the second side has
    ObjectComparison m_result;
};

}  // namespace

std::string_view toString(ObjectChange::Kind kind) {
    switch (kind) {
        case ObjectChange::Kind::Added:
            return "added";
        case ObjectChange::Kind::Removed:
            return "removed";
        case ObjectChange::Kind::Changed:
            return "changed";
    }
    return {};
}

ObjectComparison compareObjects(const model::World& before, const model::World& after,
                                model::Channel channel) {
    return ObjectComparer(before, after, channel).run();
}

}  // namespace gatesight::simulator
