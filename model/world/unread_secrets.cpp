#include "model/world/unread_secrets.h"

#include <set>
#include <string>
#include <utility>

namespace gatesight::model {

std::string_view whyNotRead(const Object& object) {
    if (!object.origin.derived() || !std::holds_alternative<Secret>(object.resource))
        return {};
    const auto reason = object.metadata.annotations.find(kNotReadAnnotation);
    return reason == object.metadata.annotations.end() ? std::string_view()
                                                       : whyUnread(reason->second);
}

std::vector<UnreadPart> unreadSecrets(const World& world) {
    std::set<std::pair<std::string, std::string>> parts;  // reason, namespace
    for (const auto& secret : world.all<Secret>())
        if (!whyNotRead(secret.object()).empty())
            parts.emplace(secret.metadata().annotations.find(kNotReadAnnotation)->second,
                          secret.metadata().namespace_);
    std::vector<UnreadPart> result;
    for (const auto& [reason, namespace_] : parts)
        result.push_back({.group = {},
                          .resource = "secrets",
                          .namespace_ = namespace_,
                          .reason = reason});
    return result;
}

}  // namespace gatesight::model
