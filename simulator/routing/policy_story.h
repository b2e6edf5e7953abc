// What a trace says about the network policies on one leg: a line for each tier that has a say.
#pragma once

#include "simulator/routing/policy_stage.h"

namespace gatesight::simulator {

class PolicyStory {
public:
    /// Keeps both; `exchange.say` listens.
    PolicyStory(Exchange& exchange, const PolicyLeg& leg) : m_exchange(exchange), m_leg(leg) {}
    void tell() const;

private:
    void tellSource() const;
    void tellHosts() const;
    void tellDirection(Direction direction) const;
    void tellTier(Direction direction, PolicyTier tier, const TierVerdict& verdict) const;
    void tellNobody(Direction direction) const;
    void tellReplaced() const;
    void tellSymptom() const;
    [[nodiscard]] Step stepOf(Direction direction, PolicyTier tier,
                              const TierVerdict& verdict) const;
    [[nodiscard]] std::string sentence(Direction direction, PolicyTier tier,
                                       const TierVerdict& verdict) const;
    [[nodiscard]] std::string tieredSentence(Direction direction, PolicyTier tier,
                                             const TierVerdict& verdict) const;
    /// " with shop/other and 2 others": who selects the subject besides the policy that is named.
    [[nodiscard]] std::string others(Direction direction, PolicyTier tier,
                                     const TierVerdict& verdict) const;
    [[nodiscard]] std::string_view ruleOf(const TierVerdict& verdict) const;
    /// The most common mistakes: a rule that would fit if it named the Pod's port, or its address.
    void addHints(Direction direction, Step& step) const;
    [[nodiscard]] bool allowedWith(const PolicyFlow& other, Direction direction) const;

    [[nodiscard]] const PolicyVerdict& verdictOf(Direction direction) const;
    [[nodiscard]] const std::string& subject(Direction direction) const;
    /// "reach Pod shop/cart at TCP 8080"
    [[nodiscard]] std::string deed() const;

    Exchange& m_exchange;
    const PolicyLeg& m_leg;
};

}  // namespace gatesight::simulator
