// ExecCredential: what a credential plugin is told, and what it answers
// (client.authentication.k8s.io).
#pragma once

#include "model/cluster/credentials.h"
#include "model/kinds/metadata.h"

#include <expected>
#include <optional>
#include <string>

namespace gatesight::model {

/// Whether the plugin speaks a version that is still served; else why not.
[[nodiscard]] std::expected<void, std::string> checkExecVersion(const ExecPlugin& plugin);

/// Value of KUBERNETES_EXEC_INFO. The cluster is told only to plugins that ask for it.
[[nodiscard]] std::string execInfo(const ExecPlugin& plugin, const KubeCluster& cluster,
                                   const std::string& certificateAuthority, bool interactive);

struct ExecAnswer {
    Credential credential;
    std::optional<Timestamp> expires;
};

/// Reads what the plugin printed; the error never quotes it.
[[nodiscard]] std::expected<ExecAnswer, std::string> readExecAnswer(const ExecPlugin& plugin,
                                                                    const std::string& printed);

}  // namespace gatesight::model
