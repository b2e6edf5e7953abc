#include "model/kinds/internal_balancer.h"

#include <algorithm>
#include <array>

namespace gatesight::model {

namespace {

// svc.load-balancer.internal
constexpr std::array<InternalBalancerSign, 10> kSigns{{
    {"cloud.google.com/load-balancer-type", "internal"},
    {"networking.gke.io/load-balancer-type", "internal"},
    {"service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", "intranet"},
    {"service.beta.kubernetes.io/aws-load-balancer-internal", "0.0.0.0/0"},
    {"service.beta.kubernetes.io/aws-load-balancer-internal", "true"},
    {"service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"},
    {"service.beta.kubernetes.io/azure-load-balancer-internal", "true"},
    {"service.beta.kubernetes.io/oci-load-balancer-internal", "true"},
    {"service.beta.kubernetes.io/openstack-internal-load-balancer", "true"},
    {"service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", "private"},
}};

bool sameInLowerCase(std::string_view text, std::string_view lower) {
    return std::ranges::equal(text, lower, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace

std::span<const InternalBalancerSign> internalBalancerSigns() {
    return kSigns;
}

std::string_view internalBalancerSign(const Labels& annotations) {
    for (const InternalBalancerSign& sign : kSigns)
        if (const auto found = annotations.find(sign.annotation);
            found != annotations.end() && sameInLowerCase(found->second, sign.value))
            return sign.annotation;
    return {};
}

}  // namespace gatesight::model
