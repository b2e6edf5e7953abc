// What is attached where: routes to listeners, and to ports of Services.
#pragma once

#include "support_wide_listeners.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gatesight::test {

/// Routes on a port of a Service, for clients of one namespace or of all ("").
struct WideFrontend {
    const Json* service;
    std::string port, clients;
    bool udp;
    std::vector<WideAttached> attached;  ///< of the kind that holds the port; the oldest first
};

/// For one world, which has to outlive it.
class WideControl {
public:
    explicit WideControl(const WideWorld& world);

    [[nodiscard]] const WideObjects& objects() const { return m_objects; }
    [[nodiscard]] const std::vector<WideListener>& listeners() const { return m_listeners; }
    /// Null where no route is.
    [[nodiscard]] const WideFrontend* frontend(const Json* service, const std::string& port,
                                               const std::string& clients) const;

private:
    void attach(const Json& route);
    void attachToListeners(const Json& route, const Json& parent, std::size_t index);
    void attachToService(const Json& route, const Json& parent, std::size_t index);

    const WideObjects m_objects;
    std::vector<WideListener> m_listeners;
    std::vector<WideFrontend> m_frontends;
};

}  // namespace gatesight::test
