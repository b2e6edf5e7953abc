// One request on its way: what the stages of a decision share.
#pragma once

#include "simulator/delivery/delivery.h"
#include "simulator/routing/decision.h"
#include "simulator/routing/narration.h"
#include "simulator/routing/request_facts.h"
#include "simulator/routing/route_table.h"
#include "simulator/simulation.h"

#include <string_view>

namespace gatesight::simulator {

/// Stages take an Exchange, write into its decision and return whether the request goes on; when it
/// does not, the decision is final.
struct Exchange {
    const Simulation& simulation;
    const Request& request;
    Narration& say;
    Decision decision;
    model::ObjectId gateway;
    EntranceId entrance;
    ListenerId listener;
    model::ObjectId frontend =
        {};  ///< the Service of a mesh whose routes are asked, instead of a listener

    [[nodiscard]] const model::World& world() const { return *simulation.world; }
    [[nodiscard]] const ControlPlane& control() const { return *simulation.control; }
    [[nodiscard]] const RouteTable& table() const { return *simulation.routes; }
    [[nodiscard]] const Options& options() const { return simulation.options; }
    [[nodiscard]] const ListenerState& listenerState() const {
        return control().listener(listener);
    }
    [[nodiscard]] const model::Object& gatewayObject() const { return world().object(gateway); }
    /// The object that the listener is written in.
    [[nodiscard]] const model::Object& listenerOwner() const {
        return world().object(listenerState().owner);
    }

    /// Ends: the connection does not come to a request. Returns false, for stages to return.
    bool refuse(Refusal refusal, std::string_view reason);
    /// Ends: the Gateway answers by itself. Returns false.
    bool respond(int status, std::string_view reason);
    /// Ends: no backend can take it, and the Gateway answers for that. A gRPC client is told
    /// UNAVAILABLE on a good HTTP answer (grpcroute.backend.invalid). Returns false.
    bool failBackend(int status, std::string_view reason);
    /// Ends a connection whose route cannot take it: datagrams get lost, others see it closed.
    /// Returns false.
    bool closeConnection(std::string_view reason);
    /// Ends: something is not modelled. Returns false.
    bool unknown(std::string what);
};

/// gRPC status of an HTTP answer, as clients read it; `status` 200 is OK.
[[nodiscard]] std::string_view grpcStatusOf(int status);

/// A step about a listener, with the place where it is written.
[[nodiscard]] Step listenerStep(const Exchange& exchange, ListenerId id, Stage stage,
                                Verdict verdict, std::string_view rule, std::string message);

/// Fills Decision::listener.
void nameListener(Exchange& exchange);

}  // namespace gatesight::simulator
