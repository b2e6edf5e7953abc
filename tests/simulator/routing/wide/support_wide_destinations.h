// Where references lead: the Service behind a backendRef, the BackendTLSPolicy on its port, its
// endpoints.
#pragma once

#include "support_wide_objects.h"

#include <string>
#include <vector>

namespace gatesight::test {

/// One of a rule's backendRefs.
struct WideBackend {
    const Json* service = nullptr;
    const Json* port = nullptr;  ///< of that Service
    bool permitted = true;
    [[nodiscard]] bool ok() const { return port != nullptr; }
};
/// `mesh`: for a client that met the route before a Service.
[[nodiscard]] WideBackend backendOf(const WideObjects& objects, const Json& route, const Json& ref,
                                    bool mesh);

/// The BackendTLSPolicy that holds for a port of a Service; null when none does.
[[nodiscard]] const Json* policyFor(const WideObjects& objects, const Json& service,
                                    const Json& port);
/// Whether anything can be trusted by it (btp.ca.none-valid).
[[nodiscard]] bool isUsable(const WideObjects& objects, const Json& policy);

/// "10.0.0.1:8000" of every endpoint that is ready, sorted.
[[nodiscard]] std::vector<std::string> readyEndpoints(const WideObjects& objects,
                                                      const Json& service, const Json& port);

}  // namespace gatesight::test
