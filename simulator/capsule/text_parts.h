// Texts of manifests and requests taken apart into what names something and what does not: words
// and addresses on one side; separators, escapes and what protocols give meaning to on the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// What a text is, which tells how it is taken apart.
enum class TextKind : std::uint8_t {
    Kept,        ///< means the same everywhere: an enumeration, a duration
    Name,        ///< of an object, a port, a listener; values of labels; whatever has no other kind
    Host,        ///< a host name, an address, a URL; letters of either case are the same
    Path,        ///< of a URL, with escapes such as %2F; a gRPC service or method
    Query,       ///< a query parameter, name or value
    HeaderName,  ///< names that HTTP defines stay
    HeaderNames,  ///< several of them, as in Access-Control-Request-Headers
    LabelKey,     ///< keys of Kubernetes stay
    Group,        ///< of an API, with a version or without; those of Kubernetes stay
    Subject       ///< of a certificate: "CN=shop,O=Acme"
};

/// Told about each word and each address; what it returns takes their place.
class PartNames {
public:
    virtual ~PartNames() = default;
    [[nodiscard]] virtual std::string word(std::string_view word) = 0;
    [[nodiscard]] virtual std::string address(std::string_view address) = 0;
};

/// The text with its words and addresses replaced. Numbers stay, and so does everything else.
[[nodiscard]] std::string rewritten(TextKind kind, std::string_view text, PartNames& names);

/// Whether an API group, with a version or without, is one of Kubernetes.
[[nodiscard]] bool isKubernetesGroup(std::string_view group);

}  // namespace gatesight::simulator
