#include "support_wide_connections.h"

#include "support_wide_names.h"
#include "support_wide_split.h"

namespace gatesight::test::wide {

void connect(WideAnswer& answer, const WideAttached& attached) {
    answer.nameRoute(attached);
    splitByWeight(answer, *attached.route, at(*attached.route, "spec/rules").front(),
                  Carried::Connection);
}

/// tlsroute.sni.match, tlsroute.ties, tcproute.several
void connectBySni(WideAnswer& answer) {
    const WideAttached* found = nullptr;
    std::pair<int, std::size_t> bestRank;
    const WideAttached* anything = nullptr;
    for (const WideAttached& attached : answer.listener->attached) {
        if (textAt(*attached.route, "kind") != "TLSRoute") {
            anything = anything ? anything : &attached;
            continue;
        }
        for (const std::string& hostname : attached.hostnames) {
            if (!nameFits(hostname, answer.sni()) || (found && nameRank(hostname) <= bestRank))
                continue;
            found = &attached;
            bestRank = nameRank(hostname);
        }
    }
    if (!found)
        found = anything;
    if (!found)
        return answer.close("NoRouteMatched");
    connect(answer, *found);
}

}  // namespace gatesight::test::wide
