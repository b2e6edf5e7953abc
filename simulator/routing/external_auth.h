// ExternalAuth: what the auth service is asked, and what its answer does to the request (RULES 6.8).
#pragma once

#include "model/kinds/http_filters.h"
#include "simulator/options.h"
#include "simulator/routing/rule_filters.h"

#include <cstdint>
#include <string>

namespace gatesight::simulator {

/// The request that the auth service gets; over gRPC these are the attributes of the check.
struct AuthQuestion {
    std::string method, host, path;
    HeaderList headers;
    std::uint64_t bodyBytes = 0;  ///< of the client's body, as many as are sent on
    bool tooLarge = false;        ///< the client's body is to be refused instead (diff.extauth-body)
};

[[nodiscard]] AuthQuestion authQuestion(const model::ExternalAuth& filter,
                                        const FilteredRequest& request, std::uint64_t bodyBytes,
                                        SpecChoices::ExtAuthBody choice);

/// Puts what the auth service answered into the request (filter.extauth.http.headers-back).
/// Returns the headers that were taken over.
HeaderList takeAuthHeaders(const model::ExternalAuth& filter, const HeaderList& answered,
                           HeaderList& headers);

/// The values of a question for a trace, each with its rule.
void describeQuestion(const model::ExternalAuth& filter, const AuthQuestion& question, Step& step);

}  // namespace gatesight::simulator
