#include "support_wide_inside.h"

#include "support_wide_connections.h"
#include "support_wide_destinations.h"
#include "support_wide_rules.h"

#include <fmt/format.h>

namespace gatesight::test::wide {

namespace {

using simulator::Protocol;

void meetMesh(WideAnswer& answer, const WideFrontend& frontend) {
    const WideAttached& first = frontend.attached.front();
    const std::string kind = textAt(*first.route, "kind");
    if (kind != "HTTPRoute" && kind != "GRPCRoute")
        return connect(answer, first);
    if (answer.isEncrypted() || !answer.carriesHttp())
        return answer.notModelled();
    RuleSearch search(answer);
    for (const WideAttached& attached : frontend.attached)
        search.collect(attached, "");
    search.choose({});
}

}  // namespace

void callService(WideAnswer& answer) {
    const Json* service = nullptr;
    for (const Json* one : answer.control.objects().ofKind("Service")) {
        if (answer.request.urlHost == nameOf(*one) + "." + namespaceOf(*one) ||
            answer.request.urlHost == textAt(*one, "spec/clusterIP"))
            service = one;
    }
    if (!service)
        return answer.refuse("refused", "NameNotFound");
    const Json* port = nullptr;
    for (const Json& one : at(*service, "spec/ports")) {
        if (at(one, "port") == answer.request.listenerPort() &&
            (textAt(one, "protocol") == "UDP") == (answer.request.protocol == Protocol::Udp))
            port = &one;
    }
    if (!port)
        return answer.refuse("refused", "PortNotInService");
    // mesh.consumer-over-producer
    for (const std::string& clients : {answer.request.from.namespace_, std::string()}) {
        if (const auto* frontend = answer.control.frontend(service, textAt(*port, "name"), clients))
            return meetMesh(answer, *frontend);
    }
    auto endpoints = readyEndpoints(answer.control.objects(), *service, *port);
    if (endpoints.empty())
        return answer.refuse("refused", "NoReadyEndpoints");  // svc.clusterip.no-endpoints
    answer.words["backend"] = fmt::format("Service {}/{}:{}", namespaceOf(*service),
                                          nameOf(*service), at(*port, "port").get<int>());
    answer.forward(std::move(endpoints));
    answer.addClientSni();
}

}  // namespace gatesight::test::wide
