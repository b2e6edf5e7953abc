// Lists all objects of a kind, page by page.
#pragma once

#include "model/cluster/api_kinds.h"
#include "model/cluster/http_client.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// As a parameter: the object of that name alone. A name is a DNS label or more of them.
[[nodiscard]] std::string nameSelector(std::string_view name);

struct ListLimits {
    std::size_t pageSize = 500;  ///< as kubectl asks for
    std::size_t pages = 20'000;
    std::size_t items = 1'000'000;
    int restarts = 2;  ///< after which everything is asked for in one page
};

class ListJob final : public HttpJob {
public:
    /// Called with every object, which has apiVersion and kind filled in.
    using OnItem = std::function<void(nlohmann::ordered_json&&)>;
    /// What was taken so far does not count: the list starts anew.
    using OnRestart = std::function<void()>;

    ListJob(ApiResource resource, std::string namespace_, ListLimits limits, OnItem onItem,
            OnRestart onRestart);

    /// Lists only the object of that name, and of it only the metadata: the server sends nothing
    /// else.
    void onlyMetadataOf(std::string name) { m_name = std::move(name); }

    [[nodiscard]] HttpRequest request() const override;
    [[nodiscard]] bool answered(std::expected<HttpAnswer, ClusterError> answer) override;

    [[nodiscard]] const ApiResource& resource() const { return m_resource; }
    [[nodiscard]] const std::string& namespaceOf() const { return m_namespace; }
    /// Why the list is not whole; nothing when it is.
    [[nodiscard]] const std::optional<ClusterError>& trouble() const { return m_trouble; }
    /// Where a watch goes on; known when the list is whole.
    [[nodiscard]] const std::string& resourceVersion() const { return m_resourceVersion; }

private:
    [[nodiscard]] bool takePage(const std::string& body);
    [[nodiscard]] bool fail(ClusterErrorCode code, std::string_view what);
    [[nodiscard]] bool restart();

    ApiResource m_resource;
    std::string m_namespace, m_name;
    ListLimits m_limits;
    OnItem m_onItem;
    OnRestart m_onRestart;
    std::string m_continue, m_resourceVersion;
    std::size_t m_pages = 0, m_items = 0;
    int m_restarts = 0;
    std::optional<ClusterError> m_trouble;
};

}  // namespace gatesight::model
