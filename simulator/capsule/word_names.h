// Pseudonyms of single words: words that can be spoken, one for each word, in the same order.
//
// All of them are equally long. Names are compared byte by byte, and what parts their words ("-",
// ".",
// "/") comes before every letter and digit; so names made of pseudonyms stand in the order of the
// names that they replace, which decides ties (route.precedence.name).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace gatesight::simulator {

class WordNames {
public:
    /// A pseudonym for each of `words`, the same for the same set. Words of `kept` stay, and the
    /// others keep their place among them as far as there is room.
    WordNames(const std::set<std::string, std::less<>>& words,
              const std::set<std::string, std::less<>>& kept);

    /// The pseudonym; of a word that was not among `words` one that belongs to no other.
    [[nodiscard]] std::string of(std::string_view word) const;

private:
    std::map<std::string, std::string, std::less<>> m_names;
};

/// Words that mean something to a cluster: the namespace `default`, the Service
/// kube-system/kube-dns.
[[nodiscard]] const std::set<std::string, std::less<>>& wordsOfClusters();

}  // namespace gatesight::simulator
