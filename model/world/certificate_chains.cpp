// Steps: gather the DER forms of all certificates that are loaded, sort them by the name of their
// subject, and check every certificate against those whose subject is its issuer. Only names that
// are equal byte by byte count, as chains in practice have them. Cost: one signature check for each
// such pair, at most kMaxCandidates a certificate.
#include "model/world/certificate_chains.h"

#include "model/schema/certificates.h"

#include <algorithm>
#include <set>

namespace gatesight::model {

namespace {

// Many certificates of one subject are renewals of one authority; a hostile file could hold
// thousands.
constexpr std::size_t kMaxCandidates = 32;

/// Calls `visit` with each list of certificates that an object holds.
template <class ObjectType, class Visit>
void forEachList(ObjectType& object, Visit visit) {
    if (auto* secret = std::get_if<Secret>(&object.resource)) {
        visit(secret->certificates);
        visit(secret->authorities);
    } else if (auto* configMap = std::get_if<ConfigMap>(&object.resource)) {
        visit(configMap->authorities);
    }
}

class Linker {
public:
    Linker(const std::vector<LoadedObject>& loaded,
           const std::shared_ptr<const SignatureChecks>& known)
        : m_known(known) {
        for (const LoadedObject& each : loaded) {
            if (!each.certificates)
                continue;
            for (const auto& [fingerprint, der] : *each.certificates)
                m_der.emplace(fingerprint, der);
            forEachList(*each.object, [&](const std::vector<Certificate>& list) {
                for (const Certificate& certificate : list)
                    m_bySubject[certificate.subjectId].insert(certificate.fingerprint);
            });
        }
    }

    [[nodiscard]] std::vector<std::string> signersOf(const Certificate& certificate) {
        // A snapshot tells who signed a certificate that it does not hold.
        if (!m_der.contains(certificate.fingerprint))
            return certificate.signedBy;
        std::vector<std::string> result;
        const auto candidates = m_bySubject.find(certificate.issuerId);
        if (candidates == m_bySubject.end())
            return result;
        std::size_t tried = 0;
        for (const std::string_view candidate : candidates->second)
            if (tried++ < kMaxCandidates && check(certificate.fingerprint, candidate))
                result.emplace_back(candidate);
        return result;
    }

    [[nodiscard]] std::shared_ptr<const SignatureChecks> checks() const {
        return m_new ? m_new : m_known;
    }

private:
    bool check(const std::string& certificate, std::string_view signer) {
        const std::pair key(certificate, std::string(signer));
        if (const SignatureChecks* done = checks().get())
            if (const auto found = done->find(key); found != done->end())
                return found->second;
        const auto subjectDer = m_der.find(certificate);
        const auto signerDer = m_der.find(signer);
        const bool result = subjectDer != m_der.end() && signerDer != m_der.end() &&
                            signedBy(subjectDer->second, signerDer->second);
        if (!m_new)
            m_new = m_known ? std::make_shared<SignatureChecks>(*m_known)
                            : std::make_shared<SignatureChecks>();
        m_new->emplace(key, result);
        return result;
    }

    std::map<std::string_view, std::string_view> m_der;
    std::map<std::string_view, std::set<std::string_view>> m_bySubject;
    std::shared_ptr<const SignatureChecks> m_known;
    std::shared_ptr<SignatureChecks> m_new;
};

}  // namespace

std::shared_ptr<const SignatureChecks> linkCertificates(
    ObjectSet& objects, const std::vector<LoadedObject>& loaded,
    const std::shared_ptr<const SignatureChecks>& known) {
    Linker linker(loaded, known);
    // All answers first: views into the objects are held until then, and editing may replace them.
    std::vector<std::pair<std::size_t, std::vector<std::vector<std::string>>>> answers;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        std::vector<std::vector<std::string>> signers;
        bool changed = false;
        forEachList(*objects[i], [&](const std::vector<Certificate>& list) {
            for (const Certificate& certificate : list) {
                signers.push_back(linker.signersOf(certificate));
                changed = changed || signers.back() != certificate.signedBy;
            }
        });
        if (changed)
            answers.emplace_back(i, std::move(signers));
    }
    for (auto& [i, signers] : answers) {
        auto next = signers.begin();
        forEachList(objects.edit(i), [&](std::vector<Certificate>& list) {
            for (Certificate& certificate : list)
                certificate.signedBy = std::move(*next++);
        });
    }
    return linker.checks();
}

}  // namespace gatesight::model
