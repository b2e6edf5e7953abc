#include "model/manifest/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace gatesight::model {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

template <std::size_t N>
bool isOneOf(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, text) != words.end();
}

constexpr std::array<std::string_view, 11> kTrueWords{"y",    "Y",    "yes", "Yes", "YES", "true",
                                                      "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> kFalseWords{
    "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 5> kNullWords{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> kNotANumber{".nan", ".NaN", ".NAN"};
constexpr std::array<std::string_view, 3> kInfinity{".inf", ".Inf", ".INF"};

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool isDecimalFloat(std::string_view text) {
    std::size_t at = 0;
    const auto skipSign = [&] { at += at < text.size() && (text[at] == '+' || text[at] == '-'); };
    const auto skipDigits = [&] {
        const auto start = at;
        while (at < text.size() && isDigit(text[at])) {
            ++at;
        }
        return at - start;
    };
    skipSign();
    const auto whole = skipDigits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (skipDigits() == 0 && whole == 0) {
            return false;
        }
    } else if (whole == 0) {
        return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        skipSign();
        if (skipDigits() == 0) {
            return false;
        }
    }
    return at == text.size();
}

/// Underscores may stand anywhere between digits and are left out; `buffer` is only used when there
/// are any.
std::string_view withoutUnderscores(std::string_view text, std::string& buffer) {
    if (text.find('_') == std::string_view::npos) {
        return text;
    }
    buffer.assign(text);
    std::erase(buffer, '_');
    return buffer;
}

bool isInfinity(std::string_view text) {
    const bool hasSign = !text.empty() && (text.front() == '+' || text.front() == '-');
    return isOneOf(hasSign ? text.substr(1) : text, kInfinity);
}

NodeKind resolveNumber(std::string_view text) {
    if (parseInteger(text)) {
        return NodeKind::Integer;
    }
    return parseFloat(text) ? NodeKind::Float : NodeKind::String;
}

}  // namespace

NodeKind resolvePlain(std::string_view text) {
    if (text.empty()) {
        return NodeKind::Null;
    }
    // The first letter rules out most text at once.
    switch (text.front()) {
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
        case '+':
        case '-':
        case '.':
            return resolveNumber(text);
        case 'y':
        case 'Y':
        case 'n':
        case 'N':
        case 't':
        case 'T':
        case 'f':
        case 'F':
        case 'o':
        case 'O':
            if (text.size() > 5) {
                return NodeKind::String;
            }
            if (parseBool(text)) {
                return NodeKind::Bool;
            }
            return isOneOf(text, kNullWords) ? NodeKind::Null : NodeKind::String;
        case '~':
            return text.size() == 1 ? NodeKind::Null : NodeKind::String;
        default:
            return NodeKind::String;
    }
}

NodeKind resolveJsonNumber(std::string_view text) {
    if (text.find_first_of(".eE") != std::string_view::npos) {
        return NodeKind::Float;
    }
    const auto value = parseInteger(text);
    return value ? NodeKind::Integer : NodeKind::Float;
}

std::optional<bool> parseBool(std::string_view text) {
    if (isOneOf(text, kTrueWords)) {
        return true;
    }
    if (isOneOf(text, kFalseWords)) {
        return false;
    }
    return std::nullopt;
}

std::optional<IntegerValue> parseInteger(std::string_view written) {
    std::string buffer;
    auto text = withoutUnderscores(written, buffer);
    IntegerValue value;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        value.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    int base = 10;
    if (text.size() > 1 && text.front() == '0') {
        const char letter = static_cast<char>(text[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
        text.remove_prefix(letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
    }
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value.magnitude, base);
    if (error != std::errc() || rest != end) {
        return std::nullopt;
    }
    const auto lowest = std::uint64_t{1} << 63U;
    if (value.negative && value.magnitude > lowest) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> parseFloat(std::string_view written) {
    if (isOneOf(written, kNotANumber)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (isInfinity(written)) {
        const auto infinity = std::numeric_limits<double>::infinity();
        return written.front() == '-' ? -infinity : infinity;
    }
    std::string buffer;
    // go-yaml leaves out underscores only when the number begins with a digit or a sign.
    const bool beginsWithDot = !written.empty() && written.front() == '.';
    auto text = beginsWithDot ? written : withoutUnderscores(written, buffer);
    if (!isDecimalFloat(text)) {
        return std::nullopt;
    }
    if (text.front() == '+') {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) {
        // Both too large and too small report this; only the former is refused by Kubernetes.
        const auto exponent = text.find_first_of("eE");
        const bool tiny = exponent != std::string_view::npos && exponent + 1 < text.size() &&
                          text[exponent + 1] == '-';
        return tiny ? std::optional(0.0) : std::nullopt;
    }
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

}  // namespace gatesight::model
