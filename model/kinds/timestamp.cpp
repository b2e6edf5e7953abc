#include "model/kinds/timestamp.h"

#include <fmt/format.h>
#include <chrono>

namespace gatesight::model {

namespace {

/// Takes exactly `digits` digits off the front; -1 when there are fewer.
int takeNumber(std::string_view& rest, std::size_t digits) {
    if (rest.size() < digits)
        return -1;
    int number = 0;
    for (const char c : rest.substr(0, digits)) {
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    rest.remove_prefix(digits);
    return number;
}

bool take(std::string_view& rest, std::string_view anyOf) {
    if (rest.empty() || anyOf.find(rest.front()) == std::string_view::npos)
        return false;
    rest.remove_prefix(1);
    return true;
}

void skipFraction(std::string_view& rest) {
    if (!take(rest, ".,"))
        return;
    while (take(rest, "0123456789")) {
    }
}

/// Seconds east of UTC: "Z", "+02:00".
std::optional<Timestamp> takeOffset(std::string_view& rest) {
    if (take(rest, "Zz"))
        return 0;
    const bool west = rest.starts_with('-');
    if (!take(rest, "+-"))
        return std::nullopt;
    const int hours = takeNumber(rest, 2);
    if (!take(rest, ":"))
        return std::nullopt;
    const int minutes = takeNumber(rest, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return std::nullopt;
    return Timestamp{west ? -1 : 1} * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<Timestamp> parseTimestamp(std::string_view text) {
    using namespace std::chrono;
    const int year = takeNumber(text, 4);
    const int month = take(text, "-") ? takeNumber(text, 2) : -1;
    const int day = take(text, "-") ? takeNumber(text, 2) : -1;
    // YAML's own timestamps have a space here.
    const int hour = take(text, "Tt ") ? takeNumber(text, 2) : -1;
    const int minute = take(text, ":") ? takeNumber(text, 2) : -1;
    const int second = take(text, ":") ? takeNumber(text, 2) : -1;
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 60)
        return std::nullopt;
    const year_month_day date{std::chrono::year{year},
                              std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    skipFraction(text);
    const auto offset = takeOffset(text);
    if (!date.ok() || !offset || !text.empty())
        return std::nullopt;
    const auto days = sys_days{date}.time_since_epoch().count();
    return Timestamp{days} * 86'400 + hour * 3600 + minute * 60 + second - *offset;
}

std::string formatTimestamp(Timestamp timestamp) {
    using namespace std::chrono;
    const sys_seconds time{seconds{timestamp}};
    const year_month_day date{floor<days>(time)};
    const hh_mm_ss clock{time - floor<days>(time)};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace gatesight::model
