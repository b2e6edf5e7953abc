#include "model/world/stable_hash.h"

namespace gatesight::model {

namespace {

constexpr std::uint64_t kPrime = 0x100000001B3u;
constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";

/// Spreads the bits (the finisher of SplitMix64), as FNV's low bits alone are too regular for short
/// similar names.
std::uint64_t mixed(std::uint64_t hash) {
    hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
    hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
    return hash ^ (hash >> 31);
}

}  // namespace

StableHash& StableHash::add(std::string_view text) {
    for (const char c : text)
        m_value = (m_value ^ static_cast<unsigned char>(c)) * kPrime;
    m_value = (m_value ^ 0xFFu) * kPrime;  // a byte that UTF-8 never has ends each text
    return *this;
}

StableHash& StableHash::add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte)
        m_value = (m_value ^ (number >> (byte * 8) & 0xFFu)) * kPrime;
    return *this;
}

std::string generatedSuffix(std::uint64_t hash, std::size_t length) {
    std::string result;
    hash = mixed(hash);
    for (std::size_t i = 0; i < length; ++i) {
        result += kAlphabet[hash % kAlphabet.size()];
        hash /= kAlphabet.size();
    }
    return result;
}

}  // namespace gatesight::model
