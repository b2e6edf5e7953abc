#include "model/schema/identity.h"

#include "model/schema/fields.h"

#include <fmt/format.h>

namespace gatesight::model {

std::optional<Identity> identify(const Document& document, Findings& findings) {
    const Node root = document.root();
    const std::string apiVersion = textOf(field(root, "apiVersion"));
    const auto slash = apiVersion.find('/');
    Identity identity{
        .group = slash == std::string::npos ? "" : apiVersion.substr(0, slash),
        .version = slash == std::string::npos ? apiVersion : apiVersion.substr(slash + 1),
        .kind = textOf(field(root, "kind")),
        .namespace_ = textOf(field(field(root, "metadata"), "namespace")),
        .name = textOf(field(field(root, "metadata"), "name"))};
    if (apiVersion.empty() || identity.kind.empty()) {
        Finding finding;
        finding.rule = "manifest.identity";
        finding.message = fmt::format("the document has no {}, so it is no object",
                                      !apiVersion.empty()      ? "kind"
                                      : !identity.kind.empty() ? "apiVersion"
                                                               : "apiVersion and no kind");
        if (identity.kind.empty() != apiVersion.empty())
            finding.field = apiVersion.empty() ? "apiVersion" : "kind";
        finding.source = document.locate(root.id());
        findings.push_back(std::move(finding));
    }
    return apiVersion.empty() || identity.kind.empty() ? std::nullopt
                                                       : std::optional(std::move(identity));
}

}  // namespace gatesight::model
