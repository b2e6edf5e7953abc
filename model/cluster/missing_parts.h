// What of a cluster could not be read, as it comes up.
#pragma once

#include "model/cluster/cluster_import.h"

#include <optional>
#include <string>
#include <vector>

namespace gatesight::model {

class MissingParts {
public:
    /// Notes that a part is missing. The trouble itself when nothing else can be had either.
    [[nodiscard]] std::optional<ClusterError> note(const ApiResource& resource,
                                                   const std::string& namespace_,
                                                   const ClusterError& trouble);
    /// Also when none is `named`: what comes later may name some.
    void noteSecretsNotAsked(std::size_t named);

    [[nodiscard]] const std::optional<ClusterError>& firstTrouble() const { return m_first; }
    /// Sorted, each once.
    [[nodiscard]] std::vector<MissingPart> sorted() const;

private:
    std::vector<MissingPart> m_parts;
    std::optional<ClusterError> m_first;
};

}  // namespace gatesight::model
