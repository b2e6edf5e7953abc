// BackendTLSPolicy: how Gateways speak TLS to the Pods behind a Service.
#pragma once

#include "model/kinds/metadata.h"
#include "model/kinds/references.h"

namespace gatesight::model {

/// What a backend has to show before it is sent anything.
struct BackendTLSValidation {
    /// A name of which the backend's certificate has to have one.
    struct SubjectAltName {
        enum class Type { Hostname, URI };
        Type type = Type::Hostname;
        std::string value;
    };
    std::vector<ObjectRef> caCertificateRefs;
    std::string wellKnownCACertificates;  ///< "System", or empty
    std::string hostname;                 ///< sent as SNI (btp.hostname.sni)
    std::vector<SubjectAltName> subjectAltNames;
    NodeId validationNode = kNoNode;
};

struct BackendTLSPolicy : BackendTLSValidation {
    struct Target {
        std::string group, kind, name;           ///< in the policy's namespace (btp.same-namespace)
        std::optional<std::string> sectionName;  ///< name of a Service port; absent: all ports
        NodeId node = kNoNode;
    };
    std::vector<Target> targets;
    Labels options;
};

}  // namespace gatesight::model
