// Resolves references to key pairs and to certificate authorities.
#pragma once

#include "model/kinds/references.h"
#include "simulator/control/context.h"

#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace gatesight::simulator {

enum class CredentialTrouble {
    NotPermitted,  ///< decided first; nothing is told about the object (backendref.no-leak holds
                   ///< here too)
    BadKind,       ///< of a group or kind that cannot hold it
    NotFound,
    Malformed
};

struct CredentialFault {
    CredentialTrouble trouble = CredentialTrouble::NotFound;
    std::string message;
};

using Credential = std::expected<model::ObjectId, CredentialFault>;

/// What the reference is for: its name in messages, and the rules that its findings cite.
struct CredentialUse {
    std::string_view what;
    std::string_view notPermitted, badKind, notFound;
};

/// A Secret of type kubernetes.io/tls with a certificate and its key (listener.tls.cert.not-found).
/// `owner` is the object that refers. Troubles become findings.
[[nodiscard]] Credential resolveKeyPair(ControlContext& context, model::ObjectId owner,
                                        const model::ObjectRef& ref, const CredentialUse& use);

/// A ConfigMap, or a Secret, with a `ca.crt` that parses (frontend.ca.core).
[[nodiscard]] Credential resolveAuthority(ControlContext& context, model::ObjectId owner,
                                          const model::ObjectRef& ref, const CredentialUse& use);

/// "all references are resolved", and which of them were only assumed to be.
[[nodiscard]] std::string resolvedMessage(const model::World& world,
                                          std::span<const model::ObjectId> credentials);

}  // namespace gatesight::simulator
