#include "simulator/capsule/address_names.h"

#include "model/text/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <vector>

namespace gatesight::simulator {

namespace {

/// The bits of a prefix as text, "0101"; all 32 or 128 of an address.
struct PrefixBits {
    bool v6 = false;
    bool range = false;  ///< written with a slash
    std::string bits;
};

std::string bitsOf(const model::IPAddress& address) {
    std::string bits;
    for (std::size_t i = 0; i < (address.v6 ? 128U : 32U); ++i)
        bits += (address.bytes[i / 8] >> (7 - i % 8) & 1) != 0 ? '1' : '0';
    return bits;
}

std::optional<PrefixBits> prefixOf(std::string_view text) {
    if (const auto address = model::addressOf(text))
        return PrefixBits{address->v6, false, bitsOf(*address)};
    const auto range = model::AddressRange::parse(text);
    if (!range)
        return std::nullopt;
    const std::string whole = range->text();
    const std::size_t slash = whole.find('/');
    const auto address = model::addressOf(std::string_view(whole).substr(0, slash));
    std::size_t length = 0;
    std::from_chars(whole.data() + slash + 1, whole.data() + whole.size(), length);
    return PrefixBits{range->v6(), true, bitsOf(*address).substr(0, length)};
}

std::string bitsOfRange(std::string_view text) {
    return prefixOf(text)->bits;
}

/// Ranges that mean the same to everybody.
bool isEverybodys(const PrefixBits& prefix) {
    static const std::vector<std::string> v4{bitsOfRange("127.0.0.0/8"), bitsOfRange("0.0.0.0/32"),
                                             bitsOfRange("169.254.0.0/16")};
    static const std::vector<std::string> v6{bitsOfRange("::/127"), bitsOfRange("fe80::/10")};
    return prefix.bits.empty() ||
           std::ranges::any_of(prefix.v6 ? v6 : v4, [&](const std::string& known) {
               return prefix.bits.starts_with(known);
           });
}

/// The shortest bits that keep the tree as it is.
class Compression {
public:
    std::map<std::string, std::string> names;
    std::size_t longest = 0;

    void run(std::vector<std::string> prefixes) {
        std::ranges::sort(prefixes);
        shorten(prefixes, 0, "");
    }

private:
    /// All of them share the first `depth` bits, which became `name`.
    void shorten(const std::vector<std::string>& prefixes, std::size_t depth, std::string name) {
        std::array<std::vector<std::string>, 2> below;
        bool ends = false;
        for (const std::string& prefix : prefixes) {
            if (prefix.size() == depth)
                ends = true;
            else
                below[prefix[depth] == '1' ? 1 : 0].push_back(prefix);
        }
        if (ends) {
            longest = std::max(longest, name.size());
            names.emplace(prefixes.front(), name);
        }
        const bool forks = !below[0].empty() && !below[1].empty();
        for (const char bit : {'0', '1'}) {
            const std::vector<std::string>& next = below[bit == '1' ? 1 : 0];
            if (!next.empty())
                shorten(next, depth + 1, forks || ends ? name + bit : name);
        }
    }
};

bool overlaps(const std::string& a, const std::string& b) {
    return a.starts_with(b) || b.starts_with(a);
}

/// The first range that is large enough, and that none of the prefixes touches.
std::optional<std::string> roomFor(const std::set<std::string>& prefixes, std::size_t bits,
                                   bool v6) {
    // Documentation (RFC 5737, 3849, 9637), benchmarks (RFC 2544), and what nobody has (RFC 1112).
    constexpr std::array<std::string_view, 5> kV4{"203.0.113.0/24", "198.51.100.0/24",
                                                  "192.0.2.0/24", "198.18.0.0/15", "240.0.0.0/4"};
    constexpr std::array<std::string_view, 2> kV6{"2001:db8::/32", "3fff::/20"};
    const auto candidates =
        v6 ? std::span<const std::string_view>(kV6) : std::span<const std::string_view>(kV4);
    for (const std::string_view candidate : candidates) {
        const std::string room = bitsOfRange(candidate);
        const bool free = std::ranges::none_of(
            prefixes, [&](const std::string& prefix) { return overlaps(prefix, room); });
        if (free && room.size() + bits <= (v6 ? 128U : 32U))
            return room;
    }
    return std::nullopt;
}

std::string addressText(std::string bits, bool v6) {
    const std::size_t all = v6 ? 128 : 32;
    if (bits.size() < all) {
        bits.resize(all, '0');
        bits.back() = '1';
    }
    std::array<unsigned char, 16> bytes{};
    for (std::size_t i = 0; i < all; ++i)
        bytes[i / 8] = static_cast<unsigned char>(bytes[i / 8] << 1 | (bits[i] == '1' ? 1 : 0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(v6 ? AF_INET6 : AF_INET, bytes.data(), text.data(), text.size());
    return text.data();
}

std::string rangeText(std::string bits, bool v6) {
    const std::size_t length = bits.size();
    bits.resize(v6 ? 128 : 32, '0');
    return addressText(std::move(bits), v6) + "/" + std::to_string(length);
}

/// Where a prefix is found again; an address and the range of this one address are two.
std::string keyOf(const PrefixBits& prefix) {
    return (prefix.v6 ? "6" : "4") + prefix.bits;
}

}  // namespace

AddressNames::AddressNames(const std::set<std::string, std::less<>>& texts) {
    std::array<std::set<std::string>, 2> prefixes;
    for (const std::string& text : texts)
        if (const auto prefix = prefixOf(text); prefix && !isEverybodys(*prefix))
            prefixes[prefix->v6 ? 1 : 0].insert(prefix->bits);
    m_complete = add(prefixes[0], false) && add(prefixes[1], true);
}

bool AddressNames::add(const std::set<std::string>& prefixes, bool v6) {
    Compression compression;
    compression.run({prefixes.begin(), prefixes.end()});
    const auto room = roomFor(prefixes, compression.longest, v6);
    if (!room)
        return false;
    for (const auto& [prefix, name] : compression.names)
        m_names.emplace(keyOf({v6, false, prefix}), *room + name);
    return true;
}

std::string AddressNames::of(std::string_view text) const {
    const auto prefix = prefixOf(text);
    const auto found = prefix ? m_names.find(keyOf(*prefix)) : m_names.end();
    if (found == m_names.end())
        return std::string(text);
    const bool whole = prefix->bits.size() == (prefix->v6 ? 128U : 32U);
    if (!prefix->range)
        return addressText(found->second, prefix->v6);
    // The range of one address stays one.
    return whole ? addressText(found->second, prefix->v6) + (prefix->v6 ? "/128" : "/32")
                 : rangeText(found->second, prefix->v6);
}

bool isRealAddress(std::string_view text) {
    const auto prefix = prefixOf(text);
    return prefix && !isEverybodys(*prefix);
}

}  // namespace gatesight::simulator
