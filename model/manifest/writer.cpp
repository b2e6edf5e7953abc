#include "model/manifest/writer.h"

#include "model/manifest/scalar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include <yaml-cpp/yaml.h>

namespace gatesight::model {
namespace {

using nlohmann::ordered_json;

ordered_json integerToJson(Node node) {
    const auto value = parseInteger(node.text()).value_or(IntegerValue{});
    if (!value.negative) {
        return value.magnitude;
    }
    return static_cast<std::int64_t>(0 - value.magnitude);
}

ordered_json floatToJson(Node node) {
    const auto value = parseFloat(node.text());
    return value && std::isfinite(*value) ? ordered_json(*value) : ordered_json(node.text());
}

bool isDecimalDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Numbers in base 60 (1:30) and dates: text to Kubernetes, but not to every reader of YAML 1.1.
bool isNumberToOthers(std::string_view text) {
    const auto first = text.find_first_not_of("+-.");
    if (first == std::string_view::npos || !isDecimalDigit(text[first])) {
        return false;
    }
    const bool isDate = text.size() > 6 && text[4] == '-' &&
                        std::ranges::all_of(text.substr(0, 4), isDecimalDigit) &&
                        isDecimalDigit(text[5]);
    return isDate || (text.find_first_of(":_,") != std::string_view::npos &&
                      text.find_first_not_of("0123456789+-.:_,eE") == std::string_view::npos);
}

bool needsQuotes(std::string_view text) {
    return resolvePlain(text) != NodeKind::String || text == "<<" || text == "=" ||
           text.starts_with("---") || text.starts_with("...") || isNumberToOthers(text);
}

/// Characters that libyaml (and so Kubernetes) does not read raw, or takes for line breaks, and
/// that yaml-cpp does not escape.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kEscapes{
    {{"\x7F", "\\x7F"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}}};

/// `except`: a control character that is welcome.
bool hasOddCharacter(std::string_view text, char except = '\0') {
    const auto isControl = [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != except) ||
               byte == 0xC2;  // 0xC2 begins the control characters beyond ASCII
    };
    return std::ranges::any_of(text, isControl) ||
           std::ranges::any_of(kEscapes,
                               [&](const auto& escape) { return text.contains(escape.first); });
}

/// yaml-cpp writes `|` alone, which stands for text that ends with exactly one line break and whose
/// first line is not indented.
bool fitsLiteral(std::string_view text) {
    if (!text.ends_with('\n') || text.ends_with("\n\n") || text.find_first_of(" \n") == 0) {
        return false;
    }
    return !hasOddCharacter(text, '\n') && !text.contains(" \n");
}

void emitText(YAML::Emitter& out, const std::string& text, bool isKey) {
    if (!isKey && fitsLiteral(text)) {
        out << YAML::Literal << text.substr(0, text.size() - 1);  // yaml-cpp ends the last line
    } else if (needsQuotes(text) || hasOddCharacter(text)) {
        out << YAML::DoubleQuoted << text;
    } else {
        out << text;
    }
}

/// Text with such characters stands in double quotes, where escapes can take their place.
std::string withEscapes(std::string text) {
    for (const auto& [raw, escape] : kEscapes) {
        for (auto at = text.find(raw); at != std::string::npos;
             at = text.find(raw, at + escape.size())) {
            text.replace(at, raw.size(), escape);
        }
    }
    return text;
}

void emit(YAML::Emitter& out, const ordered_json& value) {
    switch (value.type()) {
        case ordered_json::value_t::object:
            out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginMap;
            for (const auto& [key, entry] : value.items()) {
                out << YAML::Key;
                emitText(out, key, true);
                out << YAML::Value;
                emit(out, entry);
            }
            out << YAML::EndMap;
            return;
        case ordered_json::value_t::array:
            out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
            for (const auto& item : value) {
                emit(out, item);
            }
            out << YAML::EndSeq;
            return;
        case ordered_json::value_t::string:
            emitText(out, value.get_ref<const std::string&>(), false);
            return;
        case ordered_json::value_t::boolean:
        case ordered_json::value_t::number_integer:
        case ordered_json::value_t::number_unsigned:
        case ordered_json::value_t::number_float:
            out << value.dump();
            return;
        case ordered_json::value_t::null:
        case ordered_json::value_t::binary:
        case ordered_json::value_t::discarded:
            out << YAML::Null;
            return;
    }
}

}  // namespace

ordered_json toJson(Node node) {
    switch (node.kind()) {
        case NodeKind::Null:
            return nullptr;
        case NodeKind::Bool:
            return node.toBool();
        case NodeKind::Integer:
            return integerToJson(node);
        case NodeKind::Float:
            return floatToJson(node);
        case NodeKind::String:
            return node.text();
        case NodeKind::Map: {
            auto map = ordered_json::object();
            auto& entries = map.get_ref<ordered_json::object_t&>();
            for (const auto& [key, value] : node.entries()) {
                // Keys are unique already; operator[] would look through all of them each time.
                entries.push_back({std::string(key.text()), toJson(value)});
            }
            return map;
        }
        case NodeKind::List: {
            auto list = ordered_json::array();
            for (const Node item : node.items()) {
                list.push_back(toJson(item));
            }
            return list;
        }
    }
    return nullptr;
}

std::string toYaml(const ordered_json& value) {
    YAML::Emitter out;
    out.SetNullFormat(YAML::LowerNull);
    emit(out, value);
    return withEscapes(std::string(out.c_str(), out.size())) + "\n";
}

std::string toYaml(Node node) {
    return toYaml(toJson(node));
}

std::string toYamlStream(const std::vector<ordered_json>& documents) {
    std::string text;
    for (const auto& document : documents) {
        text += "---\n" + toYaml(document);
    }
    return text;
}

}  // namespace gatesight::model
