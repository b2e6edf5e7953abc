#include "model/cluster/object_job.h"

#include "model/cluster/small_json.h"
#include "model/schema/certificates.h"

#include <fmt/format.h>

namespace gatesight::model {

HttpRequest ObjectJob::request() const {
    return {.path = m_resource.objectPath(m_key.namespace_, m_key.name)};
}

bool ObjectJob::answered(std::expected<HttpAnswer, ClusterError> answer) {
    if (!answer) {
        m_trouble = answer.error();
        return false;
    }
    auto object = parseJson(answer->body);
    wipe(answer->body);
    if (object && object->is_object()) {
        (*object)["apiVersion"] = m_resource.apiVersion();
        (*object)["kind"] = m_resource.kind;
        m_onObject(*object);
        wipeTexts(*object);
    } else {
        m_trouble =
            ClusterError{ClusterErrorCode::BadAnswer,
                         fmt::format("{} {} is no object in JSON", m_resource.plural, m_key.name)};
    }
    return false;
}

}  // namespace gatesight::model
