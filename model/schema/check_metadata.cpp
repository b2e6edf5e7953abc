#include "model/schema/check_metadata.h"

#include "model/schema/patterns.h"
#include "model/schema/schema_messages.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

constexpr std::string_view kSubdomainWords =
    R"(a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'))";
constexpr std::string_view kLabelWords =
    R"(a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?'))";
constexpr std::string_view kNamePartWords =
    R"(name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'))";
constexpr std::string_view kLabelValueWords =
    R"(a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'))";

void refuseText(SchemaCheck& check, std::string_view rule, Node at, std::string_view path,
                std::string_view text, std::string_view words) {
    check.refuse(rule, at, std::string(path),
                 fmt::format("Invalid value: {}: {}", inQuotes(text), words), false);
}

void checkName(SchemaCheck& check, Node name, std::string_view path, bool isLabel) {
    const std::size_t limit = isLabel ? 63 : 253;
    if (name.text().size() > limit)
        refuseText(check, "api.metadata.name", name, path, name.text(),
                   fmt::format("must be no more than {} characters", limit));
    if (!matches(isLabel ? Pattern::Label : Pattern::Name, name.text()))
        refuseText(check, "api.metadata.name", name, path, name.text(),
                   isLabel ? kLabelWords : kSubdomainWords);
}

/// An optional DNS subdomain and a slash, then a name of at most 63 characters.
void checkQualifiedName(SchemaCheck& check, Node key, std::string_view path) {
    const std::string_view text = key.text();
    const std::size_t slash = text.find('/');
    const std::string_view name = slash == std::string_view::npos ? text : text.substr(slash + 1);
    if (slash != std::string_view::npos &&
        (slash > 253 || !matches(Pattern::Name, text.substr(0, slash))))
        refuseText(check, "api.metadata.labels", key, path, text,
                   fmt::format("prefix part {}", kSubdomainWords));
    if (name.size() > 63)
        refuseText(check, "api.metadata.labels", key, path, text,
                   "name part must be no more than 63 characters");
    if (name.empty() || !matches(Pattern::LabelValue, name))
        refuseText(check, "api.metadata.labels", key, path, text, kNamePartWords);
}

void checkLabels(SchemaCheck& check, Node labels) {
    for (const auto& [key, value] : labels.entries()) {
        checkQualifiedName(check, key, "metadata.labels");
        if (value.text().size() > 63)
            refuseText(check, "api.metadata.labels", value, "metadata.labels", value.text(),
                       "must be no more than 63 characters");
        if (value.isString() && !matches(Pattern::LabelValue, value.text()))
            refuseText(check, "api.metadata.labels", value, "metadata.labels", value.text(),
                       kLabelValueWords);
    }
}

}  // namespace

void checkMetadata(SchemaCheck& check, const Document& document, std::string_view kind) {
    const Node metadata = document.root()["metadata"];
    const Node name = metadata["name"];
    if (name.text().empty()) {
        if (metadata["generateName"].text().empty())
            check.refuse("api.metadata.name", {}, "metadata.name",
                         "Required value: name or generateName is required", true);
    } else {
        checkName(check, name, "metadata.name", kind == "Service" || kind == "Namespace");
    }
    if (const Node namespace_ = metadata["namespace"]; !namespace_.text().empty())
        checkName(check, namespace_, "metadata.namespace", true);
    checkLabels(check, metadata["labels"]);
    for (const auto& [key, value] : metadata["annotations"].entries())
        checkQualifiedName(check, key, "metadata.annotations");
}

}  // namespace gatesight::model
