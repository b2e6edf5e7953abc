// One document -> one Object: schema check, defaults, typed struct. What the API server does with it first (RULES section 1).
#pragma once

#include "model/kinds/resource.h"
#include "model/manifest/finding.h"
#include "model/world/world.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace gatesight::model {

/// DER forms of certificates by fingerprint. Certificates are public; they are needed to tell which one signed which.
using CertificateStore = std::map<std::string, std::string, std::less<>>;

class SourceLines;

struct Decoded {
    std::shared_ptr<Object> object;  ///< null when the document has no identity, or the API server would not take it at all
    Findings findings;
    CertificateStore certificates;  ///< those that the object holds
};

/// Decodes a document. Findings of severity Error mean that the API server would refuse the object; it is decoded all the same as
/// far as it is understood, and the simulator goes on with it (the finding says so).
[[nodiscard]] Decoded decode(const DocumentPtr& document, Channel channel);

/// Decodes one document after the other; for many of one text this is faster than decode().
class Decoder {
public:
    explicit Decoder(Channel channel);
    ~Decoder();
    [[nodiscard]] Decoded operator()(const DocumentPtr& document);

private:
    Channel m_channel;
    std::unique_ptr<SourceLines> m_lines;
};

struct ValidateOptions {
    Channel channel = Channel::Experimental;
    DocumentPtr old;          ///< the object as it was, when this is an update: unchanged parts are not judged again (api.ratcheting)
    bool statusOnly = false;  ///< judge only `status`, as the status subresource does
};

/// What the API server would say about one document by itself, in its words; what it would drop is a warning.
[[nodiscard]] Findings validate(const DocumentPtr& document, const ValidateOptions& options = {});

/// The object as the API server would store it, for `gatesight show`: defaults filled, unknown fields dropped, status left out.
[[nodiscard]] nlohmann::ordered_json stored(const Object& object, Channel channel);

/// The candidate that is nearest to `word` by edit distance, or empty when none is near enough to be meant.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace gatesight::model
