#include "support_wide_objects.h"

#include <algorithm>
#include <tuple>

namespace gatesight::test {

std::string homeOf(const Json& ref, const Json& referrer) {
    return textAt(ref, "namespace", namespaceOf(referrer));
}

std::string protocolOf(const Json& servicePort) {
    return textAt(servicePort, "protocol", "TCP");
}

std::vector<const Json*> WideObjects::ofKind(std::string_view kind) const {
    return test::ofKind(m_world, kind);
}

const Json* WideObjects::find(std::string_view kind, std::string_view namespace_,
                              std::string_view name) const {
    const auto found = std::ranges::find_if(m_world.documents, [&](const Json& document) {
        return textAt(document, "kind") == kind && namespaceOf(document) == namespace_ &&
               nameOf(document) == name;
    });
    return found == m_world.documents.end() ? nullptr : &*found;
}

bool WideObjects::older(const Json& first, const Json& second) const {
    // route.precedence.age-missing: without a time they are made now, one after the other.
    const auto key = [this](const Json& object) {
        const std::string created = textAt(object, "metadata/creationTimestamp");
        return std::tuple(created.empty(), created,
                          created.empty() ? &object - m_world.documents.data() : 0,
                          namespaceOf(object) + "/" + nameOf(object));
    };
    return key(first) < key(second);
}

std::vector<const Json*> WideObjects::byAge(std::vector<const Json*> objects) const {
    std::ranges::sort(objects, [this](const Json* a, const Json* b) { return older(*a, *b); });
    return objects;
}

bool WideObjects::admits(const Json& namespaces, std::string_view otherwise,
                         const std::string& home, const std::string& namespace_) const {
    const std::string from = textAt(namespaces, "from", otherwise);
    if (from == "All")
        return true;
    if (from == "Same")
        return home == namespace_;
    if (from != "Selector" || !at(namespaces, "selector").is_object())
        return false;
    // route.allowed.selector: all of its labels are on the Namespace.
    const Json* object = find("Namespace", "", namespace_);
    const Json labels = object ? at(*object, "metadata/labels") : Json();
    const Json& wanted = at(namespaces, "selector/matchLabels");
    return std::ranges::all_of(wanted.items(), [&](const auto& label) {
        return at(labels, label.key()) == label.value();
    });
}

/// refgrant.where, refgrant.match
bool WideObjects::permitted(const Json& from, std::string_view kind, const std::string& namespace_,
                            const std::string& name) const {
    if (namespaceOf(from) == namespace_)
        return true;
    for (const Json* grant : ofKind("ReferenceGrant")) {
        const bool out = std::ranges::any_of(at(*grant, "spec/from"), [&](const Json& one) {
            return textAt(one, "kind") == textAt(from, "kind") &&
                   textAt(one, "namespace") == namespaceOf(from);
        });
        const bool in = std::ranges::any_of(at(*grant, "spec/to"), [&](const Json& one) {
            return textAt(one, "kind") == kind &&
                   (at(one, "name").is_null() || textAt(one, "name") == name);
        });
        if (namespaceOf(*grant) == namespace_ && out && in)
            return true;
    }
    return false;
}

}  // namespace gatesight::test
