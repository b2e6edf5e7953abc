// ServiceImport: a Service whose endpoints live in several clusters (Multi-Cluster Services API).
#pragma once

#include "model/kinds/service.h"

namespace gatesight::model {

struct ServiceImport {
    std::string type = "ClusterSetIP";
    std::vector<std::string> ips;
    std::vector<ServicePort> ports;
    std::vector<std::string> clusters;  ///< of status: those that export the Service

    [[nodiscard]] bool headless() const { return type == "Headless"; }
};

}  // namespace gatesight::model
