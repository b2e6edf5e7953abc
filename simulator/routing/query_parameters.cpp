#include "simulator/routing/query_parameters.h"

namespace gatesight::simulator {

namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::string percentDecoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            decoded += text[i];
            continue;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::optional<std::string> queryValue(std::string_view query, std::string_view name) {
    std::optional<std::string> found;
    eachParameter(query, [&](std::string_view key, std::string_view value) {
        if (!found && percentDecoded(key) == name)
            found = percentDecoded(value);
    });
    return found;
}

}  // namespace gatesight::simulator
