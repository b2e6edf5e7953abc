// Reads one object by its name.
#pragma once

#include "model/cluster/api_kinds.h"
#include "model/cluster/http_client.h"
#include "model/cluster/object_references.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>

namespace gatesight::model {

/// One Secret or ConfigMap. What it holds is wiped as soon as it was looked at.
class ObjectJob final : public HttpJob {
public:
    /// Called with the object, which has apiVersion and kind filled in.
    using OnObject = std::function<void(const nlohmann::ordered_json&)>;

    /// The resource has to outlive the job.
    ObjectJob(const ApiResource& resource, ObjectKey key, OnObject onObject)
        : m_resource(resource), m_key(std::move(key)), m_onObject(std::move(onObject)) {}

    [[nodiscard]] HttpRequest request() const override;
    [[nodiscard]] bool answered(std::expected<HttpAnswer, ClusterError> answer) override;

    [[nodiscard]] const ObjectKey& key() const { return m_key; }
    /// Why there was no object; nothing when there was.
    [[nodiscard]] const std::optional<ClusterError>& trouble() const { return m_trouble; }

private:
    const ApiResource& m_resource;
    ObjectKey m_key;
    OnObject m_onObject;
    std::optional<ClusterError> m_trouble;
};

}  // namespace gatesight::model
