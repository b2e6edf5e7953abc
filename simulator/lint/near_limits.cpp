#include "simulator/lint/near_limits.h"

#include "model/schema/tables.h"

#include <fmt/format.h>

#include <limits>

namespace gatesight::simulator {

namespace {

/// In per cent of a limit; of lists that hold few, one more is no surprise.
constexpr std::size_t kNear = 90, kFewest = 10;
/// api.limits.route: matches of all rules together.
constexpr std::size_t kMatchesOfRoute = 128;

bool isNear(std::size_t count, std::size_t most) {
    return most >= kFewest && count <= most && count * 100 >= most * kNear;
}

class LimitWalk {
public:
    LimitWalk(FindingList& findings, model::ObjectId object)
        : m_findings(findings), m_object(object) {}

    void walk(const model::Node& node, const model::Schema& schema) {
        switch (schema.type) {
            case model::ValueType::Object:
                for (const auto& [key, value] : node.entries()) {
                    if (value.isScalar())
                        continue;
                    if (const model::Field* const field = schema.field(key.text()))
                        walk(value, *field->schema);
                }
                break;
            case model::ValueType::List:
                judge(node, schema, "entries");
                if (schema.items)
                    for (const model::Node item : node.items())
                        if (!item.isScalar())
                            walk(item, *schema.items);
                break;
            case model::ValueType::Map:
                judge(node, schema, "keys");
                break;
            default:
                break;
        }
    }

    void report(const model::Node& node, std::size_t count, std::size_t most,
                std::string_view what) {
        m_findings.add(model::Severity::Info, "lint.limit.near", m_object, node.id(),
                       fmt::format("{} of at most {} {}; the API server refuses what is more",
                                   count, most, what));
    }

private:
    void judge(const model::Node& node, const model::Schema& schema, std::string_view what) {
        if (schema.maxSize == std::numeric_limits<std::size_t>::max())
            return;
        if (const std::size_t count = node.size(); isNear(count, schema.maxSize))
            report(node, count, schema.maxSize, what);
    }

    FindingList& m_findings;
    model::ObjectId m_object;
};

std::size_t matchesOf(const model::Node& rules) {
    std::size_t count = 0;
    for (const model::Node rule : rules.items())
        count += rule["matches"].size();
    return count;
}

}  // namespace

void reportNearLimits(FindingList& findings, const model::World& world) {
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        const model::Object& object = *world.objects()[i];
        if (!object.origin.document || object.origin.derived() ||
            !object.group.starts_with("gateway.networking."))
            continue;
        const model::KindSchema* kind = model::kindSchemaOf(object.group, object.kind);
        const model::Schema* schema = kind ? model::rootSchemaOf(*kind, object.version) : nullptr;
        if (!schema)
            continue;
        LimitWalk walk(findings, {i});
        const model::Node root = object.origin.document->root(), spec = root["spec"];
        const model::Field* specField = schema->field("spec");
        if (spec && specField)
            walk.walk(spec, *specField->schema);
        if (!model::requestRoute(object))
            continue;
        if (const std::size_t matches = matchesOf(spec["rules"]); isNear(matches, kMatchesOfRoute))
            walk.report(spec["rules"], matches, kMatchesOfRoute, "matches in all rules together");
    }
}

}  // namespace gatesight::simulator
