#include "model/cluster/secret_facts.h"

#include "model/schema/certificates.h"

#include <map>
#include <set>
#include <string>

namespace gatesight::model {

void linkFacts(std::vector<PendingSecret>& secrets, const CertificateStore& store,
               const std::vector<Certificate>& others) {
    std::multimap<std::string, std::string> bySubject;  // subjectId -> fingerprint
    const auto add = [&](const std::vector<Certificate>& list) {
        for (const Certificate& each : list)
            bySubject.emplace(each.subjectId, each.fingerprint);
    };
    add(others);
    for (const PendingSecret& each : secrets) {
        add(each.facts.certificates);
        add(each.facts.authorities);
    }
    const auto link = [&](std::vector<Certificate>& list) {
        for (Certificate& each : list) {
            std::set<std::string> signers;
            const auto [first, last] = bySubject.equal_range(each.issuerId);
            for (auto candidate = first; candidate != last; ++candidate)
                if (signedBy(store.at(each.fingerprint), store.at(candidate->second)))
                    signers.insert(candidate->second);
            each.signedBy.assign(signers.begin(), signers.end());
        }
    };
    for (PendingSecret& each : secrets) {
        link(each.facts.certificates);
        link(each.facts.authorities);
    }
}

}  // namespace gatesight::model
