#include "simulator/lint/lint_findings.h"

#include "simulator/lint/dead_rules.h"
#include "simulator/lint/error_shares.h"
#include "simulator/lint/near_limits.h"
#include "simulator/lint/redirect_loops.h"
#include "simulator/lint/takeovers.h"
#include "simulator/lint/ties.h"

namespace gatesight::simulator {

model::Findings lintFindings(const Simulation& simulation, const std::stop_token& stop) {
    ReachMap reach(simulation);
    TieMap ties(simulation);
    RedirectMap redirects(simulation);
    TakeoverMap takeovers(simulation);
    eachHost(simulation, stop, [&](const HostOfScope& host) {
        takeovers.look(host);
        // The same rules redirect otherwise behind another port.
        const bool redirected = redirects.concerns(host);
        if (host.walked && !redirected)
            return;
        const bool tied = ties.concerns(host);
        eachPath(simulation, host, [&](const PathOfHost& path) {
            if (redirected)
                redirects.look(host, path);
            if (host.walked)
                return;
            reach.look(host, path);
            if (tied)
                ties.look(host, path);
        });
    });
    FindingList findings(*simulation.world);
    // A walk that was cut short knows nothing of what it did not come to.
    if (!stop.stop_requested()) {
        reportDeadRules(findings, simulation, reach);
        ties.report(findings, reach);
        takeovers.report(findings);
        reportListenerTakeovers(findings, simulation);
        redirects.report(findings);
        reportErrorShares(findings, simulation, reach);
    }
    reportNearLimits(findings, *simulation.world);
    return std::move(findings).take();
}

}  // namespace gatesight::simulator
