#include "model/schema/pending_status.h"

#include "model/schema/tables.h"

#include <nlohmann/json.hpp>

namespace gatesight::model {

nlohmann::ordered_json pendingStatus(std::string_view group, std::string_view kind) {
    const KindSchema* const schema = kindSchemaOf(group, kind);
    nlohmann::ordered_json status;
    if (schema == nullptr)
        return status;
    for (const std::string_view type : schema->pendingConditions)
        status["conditions"].push_back({{"lastTransitionTime", "1970-01-01T00:00:00Z"},
                                        {"message", "Waiting for controller"},
                                        {"reason", "Pending"},
                                        {"status", "Unknown"},
                                        {"type", type}});
    return status;
}

}  // namespace gatesight::model
