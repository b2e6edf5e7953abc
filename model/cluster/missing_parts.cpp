#include "model/cluster/missing_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::model {

namespace {

using Code = ClusterErrorCode;

/// Why a part is missing; empty for errors after which nothing else can be read either.
std::string partialReason(Code code) {
    switch (code) {
        case Code::Forbidden:
            return "Forbidden";
        case Code::TimedOut:
            return "TimedOut";
        case Code::TooLarge:
            return "TooLarge";
        case Code::BadAnswer:
        case Code::Redirected:
            return "BadAnswer";
        case Code::ServerFailed:
        case Code::Throttled:
        case Code::Cut:
        case Code::Expired:
            return "Failed";
        default:
            return {};
    }
}

}  // namespace

std::optional<ClusterError> MissingParts::note(const ApiResource& resource,
                                               const std::string& namespace_,
                                               const ClusterError& trouble) {
    if (!m_first)
        m_first = trouble;
    std::string reason = partialReason(trouble.code);
    if (reason.empty())
        return trouble;
    m_parts.push_back({.group = resource.group,
                       .resource = resource.plural,
                       .namespace_ = namespace_,
                       .reason = std::move(reason),
                       .message = trouble.message});
    return {};
}

void MissingParts::noteSecretsNotAsked(std::size_t named) {
    m_parts.push_back({.group = {},
                       .resource = "secrets",
                       .namespace_ = {},
                       .reason = "NotAsked",
                       .message = fmt::format("Secrets were not read (named: {})", named)});
}

std::vector<MissingPart> MissingParts::sorted() const {
    std::vector<MissingPart> result = m_parts;
    std::ranges::sort(result);
    const auto twice = std::ranges::unique(result);
    result.erase(twice.begin(), twice.end());
    return result;
}

}  // namespace gatesight::model
