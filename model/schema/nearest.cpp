// "Did you mean": the nearest of some words by the number of single edits (Damerau-Levenshtein:
// insert, delete, replace, swap two neighbours), upper and lower case being half as different as
// two letters.
#include "model/schema/decode.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxWord = 64;  // longer words are not typing mistakes of a field name
constexpr std::size_t kEdit = 2;      // one edit; a change of case costs half of that

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::size_t replacing(char a, char b) {
    if (a == b)
        return 0;
    return lower(a) == lower(b) ? kEdit / 2 : kEdit;
}

bool sameButForCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// "match" for "matches": one slip, although it takes two letters.
bool isPluralOf(std::string_view longer, std::string_view shorter) {
    return longer.starts_with(shorter) && longer.substr(shorter.size()) == "es";
}

/// Optimal string alignment distance with three rows; stops counting beyond `limit`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
    const std::size_t difference = a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
    if (difference * kEdit > limit)
        return limit + 1;
    std::vector<std::size_t> beforeLast(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j * kEdit;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i * kEdit;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {last[j] + kEdit, row[j - 1] + kEdit, last[j - 1] + replacing(a[i - 1], b[j - 1])});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = std::min(row[j], beforeLast[j - 2] + kEdit);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// A third of the letters may be wrong, at least one and at most four; in words of one or two
/// letters only their case.
std::size_t limitFor(std::size_t length) {
    if (length < 3)
        return kEdit / 2 * length;
    return kEdit * std::clamp<std::size_t>(length / 3, 1, 4);
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty() || word.size() > kMaxWord)
        return {};
    std::string_view best;
    std::size_t bestDistance = limitFor(word.size()) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.empty() || candidate.size() > kMaxWord)
            continue;
        const bool isNumber =
            word.size() > 2 && (isPluralOf(word, candidate) || isPluralOf(candidate, word));
        const std::size_t found = sameButForCase(word, candidate) ? std::size_t{word != candidate}
                                  : isNumber                      ? kEdit
                                             : distance(word, candidate, bestDistance);
        // Of equally near ones the first in the alphabet, so that the order of tables does not
        // show.
        if (found < bestDistance || (found == bestDistance && !best.empty() && candidate < best)) {
            best = candidate;
            bestDistance = found;
        }
    }
    return best;
}

}  // namespace gatesight::model
