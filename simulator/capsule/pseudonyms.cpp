#include "simulator/capsule/pseudonyms.h"

namespace gatesight::simulator {

std::string NameCollector::word(std::string_view word) {
    words.emplace(word);
    return std::string(word);
}

std::string NameCollector::address(std::string_view address) {
    addresses.emplace(address);
    return std::string(address);
}

Pseudonyms::Pseudonyms(const NameCollector& collected, const KeptTexts& kept)
    : m_keepsAddresses(kept.addresses),
      m_words(collected.words, wordsOfClusters()),
      m_addresses(collected.addresses) {}

std::string Pseudonyms::word(std::string_view word) {
    return m_words.of(word);
}

std::string Pseudonyms::address(std::string_view address) {
    return m_keepsAddresses ? std::string(address) : m_addresses.of(address);
}

}  // namespace gatesight::simulator
