// What network policies let through of those who use a way out of the cluster.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Of one edge that leads out: Pods that go there themselves, or what goes there through a Gateway.
struct ExitWay {
    enum class Verdict : std::uint8_t {
        Open,     ///< for all
        Partly,   ///< for some
        Closed,   ///< for all
        Unknown,  ///< none is known to be let through, as the manifests do not say enough
    };

    std::string gateway;  ///< "ns/name"; empty: Pods go themselves
    Verdict verdict = Verdict::Open;
    /// Pods by what becomes of them. Through a Gateway they are counted only where every route of
    /// it leads out, as it is for them then, and are those that both get to it and on from there.
    std::size_t allowed = 0, denied = 0, unknown = 0;
    std::string why;  ///< who keeps the first that is kept out, one sentence without a full stop

    [[nodiscard]] std::size_t pods() const { return allowed + denied + unknown; }
};

[[nodiscard]] std::string_view toString(ExitWay::Verdict verdict);

/// One sentence without a full stop: "network policies let 2 of 18 Pods go there".
[[nodiscard]] std::string sentenceOf(const ExitWay& way);
/// For an edge: "2/18 Pods", "denied", "not known"; empty: open to all.
[[nodiscard]] std::string labelOf(const ExitWay& way);

}  // namespace gatesight::simulator
