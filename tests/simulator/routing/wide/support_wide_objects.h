// What every stage asks of the objects of a world: who is older, who may refer to whom. As plain as
// can be: every object is held against every other.
#pragma once

#include "support_wide_world.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::test {

/// The namespace that a reference leads to.
[[nodiscard]] std::string homeOf(const Json& ref, const Json& referrer);
[[nodiscard]] std::string protocolOf(const Json& servicePort);

/// For one world, which has to outlive it.
class WideObjects {
public:
    explicit WideObjects(const WideWorld& world) : m_world(world) {}

    [[nodiscard]] const simulator::Options& options() const { return m_world.options; }
    [[nodiscard]] const std::vector<Json>& all() const { return m_world.documents; }
    /// In the order of the documents.
    [[nodiscard]] std::vector<const Json*> ofKind(std::string_view kind) const;
    /// Null when there is none.
    [[nodiscard]] const Json* find(std::string_view kind, std::string_view namespace_,
                                   std::string_view name) const;

    /// Whether `first` goes before `second` (route.precedence.age).
    [[nodiscard]] bool older(const Json& first, const Json& second) const;
    [[nodiscard]] std::vector<const Json*> byAge(std::vector<const Json*> objects) const;

    /// Whether a `namespaces` field of something in `home` admits a namespace; `otherwise`: its
    /// `from` when that is absent.
    [[nodiscard]] bool admits(const Json& namespaces, std::string_view otherwise,
                              const std::string& home, const std::string& namespace_) const;
    /// Whether `from` may refer to an object: it is of the same namespace, or a ReferenceGrant is.
    [[nodiscard]] bool permitted(const Json& from, std::string_view kind,
                                 const std::string& namespace_, const std::string& name) const;

private:
    const WideWorld& m_world;
};

}  // namespace gatesight::test
