// The algebra of host names: what a pattern admits, what two patterns have in common, which of two
// is more specific.
//
// A pattern is an exact name ("a.example.com"), a wildcard ("*.example.com": one or more labels in
// place of the star, never "example.com" itself), or empty, which admits any host. Names compare
// without regard to case (listener.hostname.case). The sets that two patterns admit are either
// disjoint or one holds the other; everything here rests on that.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// "*.example.com"; a lone "*" is not one, the API server refuses it.
[[nodiscard]] bool isWildcard(std::string_view pattern);

/// Whether `pattern` admits `host` (listener.hostname.wildcard-suffix). A missing host ("") is
/// admitted by the empty pattern alone. `host` is a name without port.
[[nodiscard]] bool admits(std::string_view pattern, std::string_view host);

/// Whether everything that `inner` admits is admitted by `outer`.
[[nodiscard]] bool covers(std::string_view outer, std::string_view inner);

/// What both patterns admit, the more specific of the two as it is written; nothing when they have
/// no host in common (route.hostname.intersection.exact-wildcard). The result views the argument it
/// was taken from.
[[nodiscard]] std::optional<std::string_view> intersection(std::string_view first,
                                                           std::string_view second);

/// How well a pattern fits the hosts it admits: exact, then wildcards by length, then any host
/// (listener.hostname.most-specific, httproute.host.precedence). Greater is more specific.
struct HostnameSpecificity {
    enum class Form { Any, Wildcard, Exact } form = Form::Any;
    std::size_t length = 0;  ///< characters; among wildcards that admit one host it orders as the
                             ///< number of labels does
    auto operator<=>(const HostnameSpecificity&) const = default;
};
[[nodiscard]] HostnameSpecificity specificity(std::string_view pattern);

/// The narrowest pattern that is wider than `pattern`: "*.b.c" for "a.b.c", "*.c" for "*.b.c", ""
/// for one label or
/// "*.c". Nothing for the empty pattern. A chain of these names every pattern that can cover the
/// first one.
[[nodiscard]] std::optional<std::string> widened(std::string_view pattern);

/// In lower case, for keys of maps.
[[nodiscard]] std::string lowerCase(std::string_view name);

/// Host of an authority such as "a.example.com:8080" or "[::1]:80" (listener.hostname.ignore-port);
/// brackets are kept.
[[nodiscard]] std::string_view withoutPort(std::string_view authority);

}  // namespace gatesight::simulator
