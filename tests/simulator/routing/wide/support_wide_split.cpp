#include "support_wide_split.h"

#include "simulator/routing/draw.h"
#include "support_wide_destinations.h"

#include <fmt/format.h>

#include <numeric>

namespace gatesight::test::wide {

namespace {

std::string nameOfBackend(const Json& route, const Json& ref) {
    return fmt::format("{} {}/{}:{}", textAt(ref, "kind", "Service"),
                       textAt(ref, "namespace", namespaceOf(route)), textAt(ref, "name"),
                       at(ref, "port").is_null() ? 0 : at(ref, "port").get<int>());
}

std::int64_t weightOf(const Json& ref) {
    return at(ref, "weight").is_null() ? 1 : at(ref, "weight").get<std::int64_t>();
}

/// What becomes of the share of one backendRef.
struct Part {
    std::string_view failure;
    int status = 0;
    WideBackend backend;
    const Json* policy = nullptr;
    std::vector<std::string> endpoints;
};

/// The Gateway speaks TLS to a backend, unless the client's own goes through to it.
const Json* policyOf(const WideAnswer& answer, const WideBackend& backend) {
    const bool through = answer.words.value("tls", "") == "Passthrough";
    const bool asked = !answer.request.gateway.empty() && !through &&
                       answer.request.protocol != simulator::Protocol::Udp;
    return asked ? policyFor(answer.control.objects(), *backend.service, *backend.port) : nullptr;
}

Part partOf(const WideAnswer& answer, const Json& route, const Json& ref) {
    const WideObjects& objects = answer.control.objects();
    Part part;
    part.backend = backendOf(objects, route, ref, answer.request.gateway.empty());
    part.status = 500;
    if (!part.backend.ok()) {
        part.failure = part.backend.permitted ? "InvalidBackendRef" : "RefNotPermitted";
        return part;
    }
    part.policy = policyOf(answer, part.backend);
    if (part.policy && !isUsable(objects, *part.policy)) {
        part.failure = "InvalidBackendTLSPolicy";  // btp.no-plaintext-fallback
        return part;
    }
    part.endpoints = readyEndpoints(objects, *part.backend.service, *part.backend.port);
    if (part.endpoints.empty()) {
        using NoEndpoints = simulator::SpecChoices::NoEndpoints;
        part.failure = "NoReadyEndpoints";
        part.status = objects.options().choices.noEndpoints == NoEndpoints::Status503 ? 503 : 500;
    }
    return part;
}

std::string wordsOf(const Json& route, const Json& ref, const Part& part, std::int64_t sum,
                    Carried carried) {
    const bool closed = carried == Carried::Connection;
    const std::int64_t weight = weightOf(ref), divisor = std::gcd(weight, sum);
    return fmt::format("{} {}/{} {} {} {}", nameOfBackend(route, ref),
                       divisor == 0 ? 0 : weight / divisor, divisor == 0 ? 1 : sum / divisor,
                       part.failure.empty() ? "forwarded"
                       : closed             ? "refused"
                                            : "responded",
                       part.failure, part.failure.empty() || closed ? 0 : part.status);
}

}  // namespace

void splitByWeight(WideAnswer& answer, const Json& route, const Json& rule, Carried carried) {
    const Json& refs = at(rule, "backendRefs");
    const auto fail = [&](int status, std::string_view reason) {
        carried == Carried::Connection ? answer.close(reason)
                                       : answer.failBackend(route, status, reason);
    };
    std::int64_t sum = 0;
    for (const Json& ref : refs)
        sum += weightOf(ref);
    std::vector<Part> parts;
    std::vector<std::size_t> places;  // every unit of weight is one; the bits name a place
    for (std::size_t i = 0; i < refs.size(); ++i) {
        parts.push_back(partOf(answer, route, refs[i]));
        places.insert(places.end(), static_cast<std::size_t>(weightOf(refs[i])), i);
        answer.words["shares"].push_back(wordsOf(route, refs[i], parts.back(), sum, carried));
    }
    if (refs.empty())
        return fail(500, "NoBackendRefs");
    if (places.empty())
        return fail(500, "AllWeightsZero");
    const std::size_t drawn = places[simulator::below(
        simulator::drawn(answer.seed, 0, simulator::Purpose::Backend), places.size())];
    Part& part = parts[drawn];
    answer.words["backend"] = nameOfBackend(route, refs[drawn]);
    if (!part.failure.empty())
        return fail(part.status, part.failure);
    answer.forward(std::move(part.endpoints));
    if (part.policy)
        answer.words["sni"] = textAt(*part.policy, "spec/validation/hostname");
    else
        answer.addClientSni();
}

}  // namespace gatesight::test::wide
