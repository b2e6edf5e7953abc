// CORS, to the letter of RULES 6.7: which origins are let in, what a preflight is told, what an
// answer carries.
#pragma once

#include "model/kinds/http_filters.h"
#include "simulator/options.h"
#include "simulator/routing/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// Whether an entry of allowOrigins lets `origin` in (filter.cors.origin-match,
/// filter.cors.origin-wildcard).
[[nodiscard]] bool admitsOrigin(std::string_view entry, std::string_view origin);

struct CorsVerdict {
    bool preflight = false;  ///< the Gateway answers by itself (filter.cors.preflight)
    bool originAllowed = false;
    std::string origin;          ///< of the request
    std::string_view originRule; ///< by which the origin was let in, or not
    bool withheld = false;       ///< by filter.cors.credentialed-without-allow
    HeaderList headers;          ///< that the answer carries; none for a foreign origin
    std::string browserRefuses;  ///< of a preflight: why the browser will not send the real
                                 ///< request; else empty
};

/// Judges a request; nothing when it is not a CORS request (filter.cors.no-origin).
[[nodiscard]] std::optional<CorsVerdict> judgeCors(const model::CORS& cors, std::string_view method,
                                                   const HeaderList& headers,
                                                   SpecChoices::CorsCredentials credentials);

/// The rule that a header of an answer follows.
[[nodiscard]] std::string_view corsHeaderRule(std::string_view header);

/// Puts the Gateway's word in place of what the backend said (filter.cors.actual-request).
void applyCors(const CorsVerdict& verdict, HeaderList& responseHeaders);

}  // namespace gatesight::simulator
