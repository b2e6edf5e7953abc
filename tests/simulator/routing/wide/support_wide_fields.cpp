#include "support_wide_world.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

const Json& at(const Json& json, std::string_view path) {
    static const Json kNothing;
    const Json* here = &json;
    while (!path.empty()) {
        const std::string key(path.substr(0, path.find('/')));
        path.remove_prefix(std::min(path.size(), key.size() + 1));
        const auto found = here->is_object() ? here->find(key) : here->end();
        if (found == here->end())
            return kNothing;
        here = &*found;
    }
    return *here;
}

std::string textAt(const Json& json, std::string_view path, std::string_view otherwise) {
    const Json& field = at(json, path);
    return field.is_string() ? field.get<std::string>() : std::string(otherwise);
}

std::string namespaceOf(const Json& object) {
    return textAt(object, "metadata/namespace");
}
std::string nameOf(const Json& object) {
    return textAt(object, "metadata/name");
}

std::vector<const Json*> ofKind(const WideWorld& world, std::string_view kind) {
    std::vector<const Json*> result;
    for (const Json& document : world.documents) {
        if (textAt(document, "kind") == kind)
            result.push_back(&document);
    }
    return result;
}

bool isRoute(const Json& object) {
    return textAt(object, "kind").ends_with("Route");
}

std::string switches(const WideWorld& world) {
    std::string text;
    for (const std::string& feature : world.options.without)
        text += fmt::format(" --without {}", feature);
    if (world.options.choices.noEndpoints == simulator::SpecChoices::NoEndpoints::Status500)
        text += " --spec no-endpoints=500";
    if (world.options.choices.listenerSetConflict != simulator::SpecChoices::ListenerSetConflict{})
        text += " --spec listener-set-conflict=nobody-wins";
    return text;
}

}  // namespace gatesight::test
