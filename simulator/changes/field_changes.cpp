#include "simulator/changes/field_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

/// Longer lists are not held against each other item by item.
constexpr std::size_t kMostReordered = 200;

std::string fieldText(const Json& value) {
    return value.is_string() ? value.get<std::string>()
                             : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A key as a part of a path: keys that hold dots are written in brackets.
std::string fieldBelow(const std::string& path, const std::string& key) {
    if (key.find_first_of(".[]") != std::string::npos)
        return fmt::format("{}[{}]", path, key);
    return path.empty() ? key : fmt::format("{}.{}", path, key);
}

/// What tells the items of a list apart; empty when they have no names of their own.
std::string_view nameOfItem(const Json& item) {
    if (!item.is_object())
        return {};
    const auto name = item.find("name");
    return name == item.end() || !name->is_string()
               ? std::string_view()
               : std::string_view(name->get_ref<const std::string&>());
}

bool haveNames(const Json& list) {
    std::set<std::string_view> names;
    return std::ranges::all_of(list, [&](const Json& item) {
        const std::string_view name = nameOfItem(item);
        return !name.empty() && names.insert(name).second;
    });
}

class FieldComparison {
public:
    std::vector<FieldChange> run(const Json& before, const Json& after) {
        compare("", &before, &after);
        return std::move(m_changes);
    }

private:
    void compare(const std::string& path, const Json* before, const Json* after) {
        if (before && after && *before == *after)
            return;
        if (before && after && before->is_object() && after->is_object())
            compareMaps(path, *before, *after);
        else if (before && after && before->is_array() && after->is_array())
            compareLists(path, *before, *after);
        else
            m_changes.push_back({path, before ? std::optional(fieldText(*before)) : std::nullopt,
                                 after ? std::optional(fieldText(*after)) : std::nullopt});
    }

    void compareMaps(const std::string& path, const Json& before, const Json& after) {
        for (const auto& [key, value] : before.items()) {
            const auto other = after.find(key);
            compare(fieldBelow(path, key), &value, other == after.end() ? nullptr : &*other);
        }
        for (const auto& [key, value] : after.items())
            if (!before.contains(key))
                compare(fieldBelow(path, key), nullptr, &value);
    }

    void compareLists(const std::string& path, const Json& before, const Json& after) {
        if (haveNames(before) && haveNames(after))
            compareByName(path, before, after);
        else
            compareByPlace(path, before, after);
    }

    void compareByName(const std::string& path, const Json& before, const Json& after) {
        const auto others = [](const Json& list, const Json& than) {
            std::vector<const Json*> items;
            for (const Json& item : list)
                if (!find(than, nameOfItem(item)))
                    items.push_back(&item);
            return items;
        };
        // As many that came as went: taken for the same ones under other names.
        const std::vector<const Json*> gone = others(before, after), come = others(after, before);
        const bool renamed = gone.size() == come.size();
        const std::size_t known = m_changes.size();
        std::size_t pair = 0;
        for (const Json& item : before) {
            const Json* other = find(after, nameOfItem(item));
            compare(fmt::format("{}[{}]", path, nameOfItem(item)), &item,
                    other     ? other
                    : renamed ? come[pair++]
                              : nullptr);
        }
        for (const Json* item : renamed ? std::vector<const Json*>() : come)
            compare(fmt::format("{}[{}]", path, nameOfItem(*item)), nullptr, item);
        if (known == m_changes.size())
            m_changes.push_back({path, namesOf(before), namesOf(after)});
    }

    static const Json* find(const Json& list, std::string_view name) {
        const auto found = std::ranges::find(list, name, nameOfItem);
        return found == list.end() ? nullptr : &*found;
    }

    static std::string namesOf(const Json& list) {
        std::string names;
        for (const Json& item : list)
            names += fmt::format("{}{}", names.empty() ? "order " : ", ", nameOfItem(item));
        return names;
    }

    void compareByPlace(const std::string& path, const Json& before, const Json& after) {
        std::size_t first = 0, last = 0;  // equal items at the two ends
        const std::size_t fewest = std::min(before.size(), after.size());
        while (first < fewest && before[first] == after[first])
            ++first;
        while (last < fewest - first &&
               before[before.size() - 1 - last] == after[after.size() - 1 - last])
            ++last;
        const std::size_t was = before.size() - last, is = after.size() - last;
        if (before.size() <= kMostReordered && std::ranges::is_permutation(before, after)) {
            m_changes.push_back({path, "order", "another order of the same"});
            return;
        }
        for (std::size_t i = first; i < std::max(was, is); ++i)
            compare(fmt::format("{}[{}]", path, i), i < was ? &before[i] : nullptr,
                    i < is ? &after[i] : nullptr);
    }

    std::vector<FieldChange> m_changes;
};

}  // namespace

std::vector<FieldChange> fieldChanges(const Json& before, const Json& after) {
    return FieldComparison().run(before, after);
}

}  // namespace gatesight::simulator
