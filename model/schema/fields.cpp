#include "model/schema/fields.h"

#include "model/kinds/duration.h"
#include "model/kinds/timestamp.h"

#include <charconv>
#include <limits>

namespace gatesight::model {

namespace {

std::optional<std::int64_t> integerOf(Node node) {
    if (!node.isScalar())
        return std::nullopt;
    const std::string_view text = node.text();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size())
        return value;
    if (node.kind() != NodeKind::Integer)
        return std::nullopt;
    // YAML writes integers in other ways too (0x50); one that does not fit stays absent, whatever
    // the fallback is
    const std::int64_t read = node.toInt(std::numeric_limits<std::int64_t>::min());
    return read == std::numeric_limits<std::int64_t>::min() ? std::nullopt : std::optional(read);
}

template <class T>
std::optional<T> fitting(std::optional<std::int64_t> value, std::int64_t smallest) {
    if (!value || *value < smallest || *value > std::numeric_limits<T>::max())
        return std::nullopt;
    return static_cast<T>(*value);
}

}  // namespace

std::string textOf(Node node, std::string_view otherwise) {
    if (!node.isScalar() || node.isNull())
        return std::string(otherwise);
    return std::string(node.text());
}

std::optional<std::string> optionalTextOf(Node node) {
    if (!node.isScalar() || node.isNull() || node.text().empty())
        return std::nullopt;
    return std::string(node.text());
}

std::vector<std::string> textsOf(Node list) {
    std::vector<std::string> result;
    if (!list.isList())
        return result;
    result.reserve(list.size());
    for (const Node item : list.items())
        if (item.isScalar() && !item.isNull())
            result.emplace_back(item.text());
    return result;
}

Labels labelsOf(Node map) {
    Labels result;
    for (const auto& [key, value] : map.entries())
        if (value.isScalar() && !value.isNull())
            result.emplace(key.text(), value.text());
    return result;
}

std::optional<std::uint16_t> portOf(Node node) {
    return fitting<std::uint16_t>(integerOf(node), 1);
}

std::optional<std::int32_t> int32Of(Node node) {
    return fitting<std::int32_t>(integerOf(node), std::numeric_limits<std::int32_t>::min());
}

std::optional<Milliseconds> durationOf(Node node) {
    return node.isScalar() ? parseDuration(node.text()) : std::nullopt;
}

std::optional<Timestamp> timestampOf(Node node) {
    return node.isScalar() ? parseTimestamp(node.text()) : std::nullopt;
}

LabelSelector labelSelectorOf(Node node) {
    using enum LabelSelector::Operator;
    LabelSelector result;
    result.matchLabels = labelsOf(field(node, "matchLabels"));
    result.matchExpressions = listOf(field(node, "matchExpressions"), [](Node item) {
        // An operator that does not exist becomes In without values, which matches nothing: the
        // selector stays narrow.
        const Node operatorNode = field(item, "operator");
        const auto operator_ = enumOf<LabelSelector::Operator>(
            operatorNode,
            {{"In", In}, {"NotIn", NotIn}, {"Exists", Exists}, {"DoesNotExist", DoesNotExist}}, In);
        const bool known = operator_ != In || operatorNode.text() == "In";
        return LabelSelector::Requirement{
            .key = textOf(field(item, "key")),
            .operator_ = operator_,
            .values = known ? textsOf(field(item, "values")) : std::vector<std::string>{}};
    });
    return result;
}

ObjectMeta metadataOf(Node metadata) {
    ObjectMeta result;
    for (const auto& [key, value] : metadata.entries()) {
        const std::string_view name = key.text();
        if (name == "name")
            result.name = textOf(value);
        else if (name == "namespace")
            result.namespace_ = textOf(value);
        else if (name == "labels")
            result.labels = labelsOf(value);
        else if (name == "annotations")
            result.annotations = labelsOf(value);
        else if (name == "uid")
            result.uid = textOf(value);
        else if (name == "generation")
            result.generation = std::max<std::int64_t>(1, value.toInt(1));
        else if (name == "creationTimestamp")
            result.creationTimestamp = timestampOf(value);
        else if (name == "deletionTimestamp")
            result.deletionTimestamp = timestampOf(value);
        else if (name == "ownerReferences")
            result.ownerReferences = listOf(value, [](Node owner) {
                return OwnerReference{.apiVersion = textOf(field(owner, "apiVersion")),
                                      .kind = textOf(field(owner, "kind")),
                                      .name = textOf(field(owner, "name")),
                                      .uid = textOf(field(owner, "uid")),
                                      .controller = field(owner, "controller").toBool()};
            });
    }
    return result;
}

}  // namespace gatesight::model
