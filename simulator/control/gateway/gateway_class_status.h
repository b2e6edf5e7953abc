// What a controller says about GatewayClasses (RULES section 2), and which controller a Gateway
// belongs to.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Who acts on Gateways whose GatewayClass is not loaded.
inline constexpr std::string_view kAssumedController = "gatesight.dev/gateway-controller";

[[nodiscard]] std::vector<GatewayClassState> decideGatewayClasses(ControlContext& context);

/// Finds the controller of Gateways by their class.
class Controllers {
public:
    Controllers(ControlContext& context, const std::vector<GatewayClassState>& classes);

    /// Fills controllerName, or unmanaged and its rule (gateway.class.required); notes what was
    /// assumed as a finding, once for each class that is not loaded.
    void assign(GatewayState& gateway);

private:
    struct Class {
        std::string controllerName;
        bool accepted = false;
    };
    void missing(GatewayState& gateway, const model::Gateway& spec);

    ControlContext& m_context;
    std::map<std::string, Class, std::less<>> m_classes;
    std::map<std::string, bool, std::less<>> m_reported;
};

}  // namespace gatesight::simulator
