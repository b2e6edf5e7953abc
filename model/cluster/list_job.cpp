#include "model/cluster/list_job.h"

#include "model/cluster/small_json.h"

#include <fmt/format.h>

#include <cctype>

namespace gatesight::model {

namespace {

/// A continue token is text of base64, but it comes from outside.
std::string queryValue(std::string_view text) {
    std::string result;
    for (const char c : text)
        result += std::isalnum(static_cast<unsigned char>(c)) != 0
                      ? std::string(1, c)
                      : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

}  // namespace

std::string nameSelector(std::string_view name) {
    return "fieldSelector=metadata.name%3D" + queryValue(name);
}

ListJob::ListJob(ApiResource resource, std::string namespace_, ListLimits limits, OnItem onItem,
                 OnRestart onRestart)
    : m_resource(std::move(resource)),
      m_namespace(std::move(namespace_)),
      m_limits(limits),
      m_onItem(std::move(onItem)),
      m_onRestart(std::move(onRestart)) {}

HttpRequest ListJob::request() const {
    std::string path = m_resource.listPath(m_namespace);
    if (m_restarts <= m_limits.restarts)
        path += fmt::format("?limit={}", m_limits.pageSize);
    if (!m_name.empty())
        return {.path = path + (path.contains('?') ? "&" : "?") + nameSelector(m_name),
                .accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"};
    if (!m_continue.empty())
        path += "&continue=" + queryValue(m_continue);
    return {.path = std::move(path)};
}

bool ListJob::fail(ClusterErrorCode code, std::string_view what) {
    m_trouble = ClusterError{code, fmt::format("the list of {} {}", m_resource.plural, what)};
    return false;
}

bool ListJob::restart() {
    ++m_restarts;
    m_pages = m_items = 0;
    m_continue.clear();
    m_onRestart();
    return true;
}

bool ListJob::answered(std::expected<HttpAnswer, ClusterError> answer) {
    if (answer)
        return takePage(answer->body);
    // The token of a page lives some minutes; a server that compacts does not know it any more.
    if (answer.error().code == ClusterErrorCode::Expired && !m_continue.empty())
        return restart();
    m_trouble = answer.error();
    return false;
}

bool ListJob::takePage(const std::string& body) {
    auto page = parseJson(body);
    if (!page || !textOf(*page, "kind").ends_with("List") || !member(*page, "items").is_array())
        return fail(ClusterErrorCode::BadAnswer, "is no list in JSON");
    auto& items = (*page)["items"];
    m_items += items.size();
    if (m_items > m_limits.items || ++m_pages > m_limits.pages)
        return fail(ClusterErrorCode::TooLarge, fmt::format("has more than {} objects or {} pages",
                                                            m_limits.items, m_limits.pages));
    for (auto& item : items) {
        if (!item.is_object())
            return fail(ClusterErrorCode::BadAnswer, "holds something that is no object");
        item["apiVersion"] = m_resource.apiVersion();
        item["kind"] = m_resource.kind;
        m_onItem(std::move(item));
    }
    const auto& metadata = member(*page, "metadata");
    std::string next = textOf(metadata, "continue");
    if (!next.empty() && (next == m_continue || m_restarts > m_limits.restarts))
        return fail(ClusterErrorCode::BadAnswer, "never ends: the server gives one page again");
    m_resourceVersion = textOf(metadata, "resourceVersion");
    m_continue = std::move(next);
    return !m_continue.empty();
}

}  // namespace gatesight::model
