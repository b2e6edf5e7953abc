// What of a session may be on disk: which things are open and what is asked, and nothing that could
// be a secret.
#pragma once

#include "ui/session/session.h"

#include <QByteArray>
#include <QMap>

#include <optional>
#include <string>
#include <vector>

namespace gatesight::ui {

struct KeptRequest {
    std::string name;
    simulator::Request request;
};

/// Sizes and pages of the window, by names that the window knows.
using KeptLayout = QMap<QString, QByteArray>;

struct KeptSession {
    /// Paths, and clusters by kubeconfig and context. Texts that were pasted are only counted.
    Inputs inputs;
    std::size_t pasted = 0;
    /// Files with edits that are not saved. The edits themselves may hold anything: they are not
    /// kept.
    std::size_t edited = 0;
    std::vector<KeptRequest> requests;  ///< saved by the user
    std::optional<simulator::Request> request;
    KeptLayout layout;
    /// How often this was restored without the program having lasted since.
    int restores = 0;

    [[nodiscard]] bool worthRestoring() const {
        return !inputs.empty() || !requests.empty() || request.has_value();
    }
};

/// The request with "***" for each value of a header or of the query whose name speaks of a
/// credential, and without private keys.
[[nodiscard]] simulator::Request withoutCredentials(simulator::Request request);

[[nodiscard]] KeptSession keptSessionOf(const Session& session);

[[nodiscard]] QByteArray toBytes(const KeptSession& session);
/// Nothing when the bytes are not those of a session.
[[nodiscard]] std::optional<KeptSession> keptSessionFrom(const QByteArray& bytes);

}  // namespace gatesight::ui
