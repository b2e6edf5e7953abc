// One pseudonym for each word and each address of a world, wherever it stands: the relations
// between names, hosts, selectors and certificates stay as they are.
#pragma once

#include "simulator/capsule/address_names.h"
#include "simulator/capsule/object_names.h"
#include "simulator/capsule/text_parts.h"
#include "simulator/capsule/word_names.h"

#include <memory>
#include <set>
#include <string>

namespace gatesight::simulator {

/// Notes down what a renaming meets, and changes nothing.
class NameCollector final : public PartNames {
public:
    std::string word(std::string_view word) override;
    std::string address(std::string_view address) override;

    std::set<std::string, std::less<>> words, addresses;
};

class Pseudonyms final : public PartNames {
public:
    /// For all that was collected. `kept` says what stays.
    Pseudonyms(const NameCollector& collected, const KeptTexts& kept);

    std::string word(std::string_view word) override;
    std::string address(std::string_view address) override;

    /// Whether every address has a stand-in.
    [[nodiscard]] bool complete() const { return m_addresses.complete(); }

private:
    bool m_keepsAddresses;
    WordNames m_words;
    AddressNames m_addresses;
};

}  // namespace gatesight::simulator
