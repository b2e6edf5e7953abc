// Addresses and ranges of the documentation in place of real ones: what lies in a range lies in its
// stand-in, what lay outside stays outside, and the order is the same.
//
// How: the ranges and addresses form a tree by their bits. Of the bits only those are kept at which
// the tree forks, or at which a range ends, and what is left is put below a prefix that belongs to
// nobody.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace gatesight::simulator {

class AddressNames {
public:
    /// Addresses ("10.0.0.7") and ranges ("10.0.0.0/8"); other texts do not matter.
    explicit AddressNames(const std::set<std::string, std::less<>>& texts);

    /// The stand-in of an address or range; the text itself when it is everybody's (0.0.0.0/0,
    /// loopback, link-local), or was not among the texts.
    [[nodiscard]] std::string of(std::string_view text) const;
    /// Whether all of them have one; else there are too many that differ in too many bits.
    [[nodiscard]] bool complete() const { return m_complete; }

private:
    bool add(const std::set<std::string>& prefixes, bool v6);

    std::map<std::string, std::string, std::less<>>
        m_names;  // by bits, with the family before them
    bool m_complete = true;
};

/// Whether the text is an address or a range that has to be replaced.
[[nodiscard]] bool isRealAddress(std::string_view text);

}  // namespace gatesight::simulator
