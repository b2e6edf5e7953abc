#include "model/cluster/api_kinds.h"

#include "model/kinds/resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace gatesight::model {

namespace {

template <class... Kinds>
std::vector<GroupKind> kindsOf(const std::variant<Opaque, Kinds...>*) {
    std::vector<GroupKind> result{{"", "Node"},
                                  {"apiextensions.k8s.io", "CustomResourceDefinition"}};
    for (const KindInfo& info : {kKind<Kinds>...})
        if (info.kind != kKind<Secret>.kind && info.kind != kKind<ConfigMap>.kind)
            result.push_back({std::string(info.group), std::string(info.kind)});
    std::ranges::sort(result);
    return result;
}

/// A part of a path: names of objects are harmless, but they come from outside.
std::string pathPart(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_')
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

}  // namespace

std::span<const GroupKind> importedKinds() {
    static const std::vector<GroupKind> kKinds = kindsOf(static_cast<const Resource*>(nullptr));
    return kKinds;
}

std::string ApiResource::listPath(std::string_view namespace_) const {
    std::string path = group.empty()
                           ? "/api/" + pathPart(version)
                           : fmt::format("/apis/{}/{}", pathPart(group), pathPart(version));
    if (namespaced && !namespace_.empty())
        path += "/namespaces/" + pathPart(namespace_);
    return path + "/" + pathPart(plural);
}

std::string ApiResource::objectPath(std::string_view namespace_, std::string_view name) const {
    return listPath(namespace_) + "/" + pathPart(name);
}

}  // namespace gatesight::model
