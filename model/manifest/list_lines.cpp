#include "model/manifest/list_lines.h"

namespace gatesight::model {
namespace {

enum class LineRole {
    Item,    // begins an item of the list
    Inside,  // deeper, blank or comment: belongs to the item above
    Outside
};

LineRole roleOf(std::string_view line, std::size_t indent) {
    const auto first = line.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || line[first] == '#' || first > indent) {
        return LineRole::Inside;
    }
    const auto rest = line.substr(first);
    const bool isDash = first == indent && rest.front() == '-' &&
                        (rest.size() == 1 || std::string_view(" \t\r\n").contains(rest[1]));
    return isDash ? LineRole::Item : LineRole::Outside;
}

std::size_t lineEnd(std::string_view text, std::size_t begin) {
    const auto at = text.find('\n', begin);
    return at == std::string_view::npos ? text.size() : at + 1;
}

std::size_t lineBegin(std::string_view text, std::size_t offset) {
    const auto at = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    return at == std::string_view::npos ? 0 : at + 1;
}

std::size_t itemLineAbove(std::string_view text, std::size_t offset, std::size_t indent) {
    for (std::size_t begin = lineBegin(text, offset);; begin = lineBegin(text, begin - 1)) {
        if (begin == 0 ||
            roleOf(text.substr(begin, lineEnd(text, begin) - begin), indent) == LineRole::Item) {
            return begin;
        }
    }
}

}  // namespace

std::vector<ItemLines> findItemLines(std::string_view text, std::size_t from,
                                     std::uint32_t column) {
    const std::size_t indent = column - 1;
    std::vector<ItemLines> items;
    std::size_t outside = text.size();  // the first such line of the latest item
    for (std::size_t at = itemLineAbove(text, from, indent); at < text.size();
         at = lineEnd(text, at)) {
        const auto role = roleOf(text.substr(at, lineEnd(text, at) - at), indent);
        if (role == LineRole::Item) {
            if (!items.empty()) {
                items.back().end = at;
                items.back().sound = outside == text.size();
            }
            items.push_back({.begin = at, .end = text.size()});
            outside = text.size();
        } else if (role == LineRole::Outside && outside == text.size()) {
            outside = at;
        }
    }
    if (!items.empty()) {
        items.back().end = outside;
    }
    return items;
}

}  // namespace gatesight::model
