#include "model/world/derive_secrets.h"

#include "model/world/unread_secrets.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace gatesight::model {

namespace {

using NamedSecret = std::pair<std::string, std::string>;  // namespace, name
using TakeRef = std::function<void(const ObjectRef&)>;

void takeAll(const std::vector<ObjectRef>& refs, const TakeRef& take) {
    std::ranges::for_each(refs, take);
}

void refsOf(const std::vector<Listener>& listeners, const TakeRef& take) {
    for (const Listener& listener : listeners)
        if (listener.tls)
            takeAll(listener.tls->certificateRefs, take);
}

void refsOf(const Gateway& gateway, const TakeRef& take) {
    refsOf(gateway.listeners, take);
    if (gateway.frontendTLS) {
        if (gateway.frontendTLS->default_)
            takeAll(gateway.frontendTLS->default_->caCertificateRefs, take);
        for (const auto& port : gateway.frontendTLS->perPort)
            if (port.validation)
                takeAll(port.validation->caCertificateRefs, take);
    }
    if (gateway.backendClientCertificateRef)
        take(*gateway.backendClientCertificateRef);
}

void refsOf(const XBackend& backend, const TakeRef& take) {
    if (!backend.tls)
        return;
    if (backend.tls->clientCertificateRef)
        take(*backend.tls->clientCertificateRef);
    if (backend.tls->validation)
        takeAll(backend.tls->validation->caCertificateRefs, take);
}

/// What an object names for its keys, certificates and authorities.
void refsOf(const Object& object, const TakeRef& take) {
    if (const auto* gateway = std::get_if<Gateway>(&object.resource))
        refsOf(*gateway, take);
    else if (const auto* set = std::get_if<ListenerSet>(&object.resource))
        refsOf(set->listeners, take);
    else if (const auto* policy = std::get_if<BackendTLSPolicy>(&object.resource))
        takeAll(policy->caCertificateRefs, take);
    else if (const auto* backend = std::get_if<XBackend>(&object.resource))
        refsOf(*backend, take);
}

const UnreadPart* partFor(std::span<const UnreadPart> unread, std::string_view namespace_) {
    const auto part = std::ranges::find_if(unread, [=](const UnreadPart& each) {
        return each.ofSecrets() && (each.namespace_.empty() || each.namespace_ == namespace_);
    });
    return part == unread.end() ? nullptr : &*part;
}

std::set<NamedSecret> loadedSecrets(const ObjectSet& objects) {
    std::set<NamedSecret> result;
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (std::holds_alternative<Secret>(objects[i]->resource))
            result.emplace(objects[i]->metadata.namespace_, objects[i]->metadata.name);
    return result;
}

ObjectPtr unreadSecret(const Object& namedBy, const NamedSecret& name,
                       const std::string& reason) {
    auto object = std::make_shared<Object>();
    object->version = "v1";
    object->kind = kKind<Secret>.kind;
    object->metadata.namespace_ = name.first;
    object->metadata.name = name.second;
    object->metadata.annotations[std::string(kNotReadAnnotation)] = reason;
    object->resource.emplace<Secret>();
    object->origin.order = namedBy.origin.order;
    object->origin.derivedFrom = fmt::format("{} {}", namedBy.kind, namedBy.fullName());
    return object;
}

}  // namespace

std::vector<DerivedGroup> deriveUnreadSecrets(const ObjectSet& objects,
                                              std::span<const UnreadPart> unread) {
    std::vector<DerivedGroup> result;
    if (std::ranges::none_of(unread, &UnreadPart::ofSecrets))
        return result;
    std::set<NamedSecret> there = loadedSecrets(objects);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Object& object = *objects[i];
        DerivedGroup group{.source = objects[i], .inputs = 0, .objects = {}};
        refsOf(object, [&](const ObjectRef& ref) {
            if (!ref.group.empty() || ref.kind != kKind<Secret>.kind)
                return;
            NamedSecret name{ref.namespace_.value_or(object.metadata.namespace_), ref.name};
            const UnreadPart* part = partFor(unread, name.first);
            if (part && there.insert(name).second)
                group.objects.push_back(unreadSecret(object, name, part->reason));
        });
        if (!group.objects.empty())
            result.push_back(std::move(group));
    }
    return result;
}

}  // namespace gatesight::model
