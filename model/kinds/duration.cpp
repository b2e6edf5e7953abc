#include "model/kinds/duration.h"

#include <fmt/format.h>
#include <array>
#include <cassert>
#include <utility>

namespace gatesight::model {

namespace {

constexpr int kMaxParts = 4;
constexpr std::size_t kMaxDigits = 5;

// "ms" stands before "m", as a part is cut off at the first unit that fits.
constexpr std::array<std::pair<std::string_view, Milliseconds>, 4> kUnits{
    {{"h", 3'600'000}, {"ms", 1}, {"m", 60'000}, {"s", 1'000}}};

std::optional<Milliseconds> takePart(std::string_view& rest) {
    Milliseconds amount = 0;
    std::size_t digits = 0;
    while (digits < rest.size() && digits <= kMaxDigits && rest[digits] >= '0' &&
           rest[digits] <= '9')
        amount = amount * 10 + (rest[digits++] - '0');
    if (digits == 0 || digits > kMaxDigits)
        return std::nullopt;
    rest.remove_prefix(digits);
    for (const auto& [unit, size] : kUnits)
        if (rest.starts_with(unit)) {
            rest.remove_prefix(unit.size());
            return amount * size;
        }
    return std::nullopt;
}

}  // namespace

std::optional<Milliseconds> parseDuration(std::string_view text) {
    Milliseconds sum = 0;
    for (int part = 0; part < kMaxParts && !text.empty(); ++part) {
        const auto amount = takePart(text);
        if (!amount)
            return std::nullopt;
        sum += *amount;
        if (text.empty())
            return sum;
    }
    return std::nullopt;
}

std::string formatDuration(Milliseconds duration) {
    assert(duration >= 0);
    if (duration == 0)
        return "0s";
    std::string result;
    for (const auto& [unit, size] : {kUnits[0], kUnits[2], kUnits[3], kUnits[1]}) {
        if (duration >= size)
            result += fmt::format("{}{}", duration / size, unit);
        duration %= size;
    }
    return result;
}

}  // namespace gatesight::model
