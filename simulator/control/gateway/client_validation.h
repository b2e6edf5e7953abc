// How a Gateway checks the certificates of its clients, port by port (RULES 3.6).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"

#include <cstdint>
#include <map>
#include <optional>

namespace gatesight::simulator {

/// One entry of tls.frontend, resolved.
struct ClientValidationState {
    std::optional<ClientValidation> validation;  ///< nothing: no certificate is asked for
    Faults unresolved;  ///< bad references: ResolvedRefs=False on the targeted listeners
    Faults unusable;    ///< no reference is good: Accepted=False (frontend.ca.none-valid)
};

class FrontendValidation {
public:
    FrontendValidation(ControlContext& context, const model::Ref<model::Gateway>& gateway);

    /// What holds for a listener; null when no certificate is asked for (frontend.only-https).
    [[nodiscard]] const ClientValidationState* of(const model::Listener& listener) const;
    /// Whether any entry lets clients in without a good certificate
    /// (frontend.mode.insecure-fallback).
    [[nodiscard]] bool insecure() const { return m_insecure; }

private:
    ClientValidationState resolve(ControlContext& context, model::ObjectId gateway,
                                  const model::FrontendTLSValidation& validation);

    std::optional<ClientValidationState> m_default;
    std::map<std::uint16_t, ClientValidationState> m_perPort;
    bool m_insecure = false;
};

}  // namespace gatesight::simulator
