// ServiceImport: a Service whose endpoints live in several clusters (Multi-Cluster Services API).
#pragma once

#include "model/kinds/service.h"

namespace gatesight::model {

struct ServiceImport {
    std::string type = "ClusterSetIP";
    std::vector<std::string> ips;
    std::vector<ServicePort> ports;
};

}  // namespace gatesight::model
