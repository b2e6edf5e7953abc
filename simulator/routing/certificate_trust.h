// Which names a certificate is for, and whether it leads up to a trusted one.
#pragma once

#include "model/kinds/config.h"

#include <span>
#include <string_view>

namespace gatesight::simulator {

/// Whether a DNS name of the certificate is for `host`; its wildcards stand for one label only
/// (listener.tls.cert.san-vs-sni). Returns the length of the longest such name; 0 for none.
[[nodiscard]] std::size_t namesFor(const model::Certificate& certificate, std::string_view host);

/// Whether the first certificate of `chain` is one of `roots`, or signed by one, also by way of the
/// other certificates of the chain. Dates play no part: a decision knows no clock.
[[nodiscard]] bool trusted(std::span<const model::Certificate> chain,
                           std::span<const model::Certificate> roots);

}  // namespace gatesight::simulator
