#include "simulator/capsule/word_names.h"

#include "simulator/routing/draw.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kConsonants = "bdfgklmnprstvz";  // sorted, as the vowels are
constexpr std::string_view kVowels = "aeiou";
constexpr std::size_t kSyllables = kConsonants.size() * kVowels.size();
/// How many codes there are for each word, so that words find a free one at their place.
constexpr std::size_t kRoom = 8;

/// All words of a number of syllables, in the order of the alphabet.
class Codes {
public:
    explicit Codes(std::size_t words) {
        for (m_count = kSyllables * kSyllables, m_length = 2; m_count < words * kRoom; ++m_length)
            m_count *= kSyllables;
    }

    [[nodiscard]] std::size_t count() const { return m_count; }

    [[nodiscard]] std::string at(std::size_t index) const {
        std::string code(m_length * 2, ' ');
        for (std::size_t i = m_length; i-- > 0; index /= kSyllables) {
            code[2 * i] = kConsonants[index % kSyllables / kVowels.size()];
            code[2 * i + 1] = kVowels[index % kVowels.size()];
        }
        return code;
    }

    /// The first one that is not before `word`.
    [[nodiscard]] std::size_t from(std::string_view word) const {
        std::size_t first = 0, last = m_count;
        while (first < last) {
            const std::size_t middle = first + (last - first) / 2;
            if (at(middle) < word)
                first = middle + 1;
            else
                last = middle;
        }
        return first;
    }

private:
    std::size_t m_length = 2, m_count = 0;
};

/// Gives codes to runs of words that lie between two words that stay.
class Naming {
public:
    Naming(const std::set<std::string, std::less<>>& words,
           const std::set<std::string, std::less<>>& kept)
        : m_words(words), m_kept(kept), m_codes(words.size()) {}

    std::map<std::string, std::string, std::less<>> run() {
        std::vector<std::string_view> between;
        std::size_t first = 0;
        auto stays = m_kept.begin();
        for (const std::string& word : m_words) {
            while (stays != m_kept.end() && *stays < word) {
                const std::size_t end = m_codes.from(*stays);
                give(between, first, end);
                first = std::max(first, end);
                ++stays;
            }
            if (stays == m_kept.end() || *stays != word)
                between.push_back(word);
        }
        give(between, first, m_codes.count());
        for (const std::string_view word : m_crowded)
            place(word, 0, m_codes.count());
        return std::move(m_names);
    }

private:
    [[nodiscard]] bool taken(const std::string& code) const {
        return m_words.contains(code) || m_kept.contains(code) || m_used.contains(code);
    }

    /// The first free code of [first, end), if there is one.
    bool place(std::string_view word, std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i) {
            std::string code = m_codes.at(i);
            if (taken(code))
                continue;
            m_last = i;
            m_used.insert(code);
            m_names.emplace(word, std::move(code));
            return true;
        }
        return false;
    }

    void give(std::vector<std::string_view>& words, std::size_t first, std::size_t end) {
        const std::size_t room = end > first ? end - first : 0;
        m_last = first;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::size_t fair = first + (i + 1) * room / (words.size() + 1);
            if (!place(words[i], std::max(fair, i == 0 ? first : m_last + 1), end))
                m_crowded.push_back(words[i]);
        }
        words.clear();
    }

    const std::set<std::string, std::less<>>&m_words, &m_kept;
    Codes m_codes;
    std::size_t m_last = 0;
    std::set<std::string, std::less<>> m_used;
    std::vector<std::string_view> m_crowded;
    std::map<std::string, std::string, std::less<>> m_names;
};

}  // namespace

WordNames::WordNames(const std::set<std::string, std::less<>>& words,
                     const std::set<std::string, std::less<>>& kept)
    : m_names(Naming(words, kept).run()) {
    for (const std::string& word : kept)
        m_names.insert_or_assign(word, word);
}

std::string WordNames::of(std::string_view word) const {
    if (const auto found = m_names.find(word); found != m_names.end())
        return found->second;
    std::uint64_t bits = 0;
    for (const char c : word)
        bits = mixed(bits ^ static_cast<unsigned char>(c));
    std::string name("x");  // no code begins with it
    for (int i = 0; i < 12; ++i, bits /= kConsonants.size())
        name += kConsonants[bits % kConsonants.size()];
    return name;
}

const std::set<std::string, std::less<>>& wordsOfClusters() {
    static const std::set<std::string, std::less<>> words{"default", "dns", "kube", "system"};
    return words;
}

}  // namespace gatesight::simulator
