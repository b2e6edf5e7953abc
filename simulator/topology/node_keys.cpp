#include "simulator/topology/node_keys.h"

#include <fmt/format.h>

namespace gatesight::simulator::keys {

std::string client(std::string_view namespace_) {
    return fmt::format("Client/namespace/{}", namespace_);
}

std::string object(std::string_view kind, std::string_view namespace_, std::string_view name) {
    return fmt::format("{}/{}/{}", kind, namespace_, name);
}

std::string listener(std::string_view gateway, std::string_view name,
                     std::string_view listenerSet) {
    return listenerSet.empty() ? fmt::format("Listener/{}/{}", gateway, name)
                               : fmt::format("Listener/{}/{}@{}", gateway, name, listenerSet);
}

std::string frontend(std::string_view kind, std::string_view namespace_, std::string_view name) {
    return kind == "Service" ? object("Frontend", namespace_, name)
                             : fmt::format("Frontend/{}/{}/{}", kind, namespace_, name);
}

std::string rule(std::string_view kind, std::string_view namespace_, std::string_view name,
                 std::size_t index) {
    return kind == "HTTPRoute" ? fmt::format("Rule/{}/{}/{}", namespace_, name, index)
                               : fmt::format("Rule/{}/{}/{}/{}", kind, namespace_, name, index);
}

std::string missing(std::string_view kind, std::string_view namespace_, std::string_view name) {
    return fmt::format("Missing/{}/{}/{}", kind, namespace_, name);
}

std::string exit(std::string_view place) {
    return fmt::format("Exit/{}", place);
}

std::string redirect(int status, std::string_view scheme, std::string_view host,
                     std::string_view port) {
    return fmt::format("Exit/redirect/{}/{}/{}/{}", status, scheme, host, port);
}

}  // namespace gatesight::simulator::keys
