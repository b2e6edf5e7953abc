#include "simulator/reported/comparison.h"

#include "model/manifest/writer.h"
#include "simulator/control/gateway/gateway_class_status.h"
#include "simulator/control/mesh/mesh_status.h"
#include "simulator/control/route/route_view.h"
#include "simulator/control/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace gatesight::simulator {

namespace {

constexpr std::array<std::string_view, 4> kCoreTypes{"Accepted", "Programmed", "ResolvedRefs", kAttachedRoutes};

bool isCore(std::string_view type) {
    return std::ranges::find(kCoreTypes, type) != kCoreTypes.end();
}

/// Of these a report must speak; of others it may be silent while all is well. References of a Gateway as a whole came late to the
/// API: controllers that say nothing of them say it of the listeners.
bool isRequired(std::string_view part, std::string_view type) {
    return isCore(type) && !(part.empty() && type == "ResolvedRefs");
}

/// Types of conditions that the Gateway API defines: of others nothing is predicted.
bool isKnown(std::string_view type) {
    return isCore(type) || isGoodWhenFalse(type) || type == "SupportedVersion";
}

bool isAsWished(std::string_view type, const StatusValue& value) {
    return type == kAttachedRoutes || value.status == (isGoodWhenFalse(type) ? "False" : "True");
}

/// A name that stands in for a controller that is not known.
bool isAssumed(std::string_view controller) {
    return controller == kAssumedController || controller == kMeshController;
}

bool wroteAnything(const StatusPart& part) {
    return std::ranges::any_of(part.fields, [](const StatusField& entry) {
        return entry.type == kAttachedRoutes ? entry.value.status != "0" : !entry.value.pending();
    });
}

/// The parts of one object's status.
class ObjectComparison {
public:
    ObjectComparison(const model::World& world, const ControlPlane& control, model::ObjectId id, StatusComparison& result)
        : m_world(world), m_control(control), m_object(world.object(id)), m_id(id), m_result(result) {
        const nlohmann::ordered_json status = statusOf(world, control, id);
        m_predicted = statusParts(m_object, status);
        if (const auto& document = m_object.origin.document) {
            const model::Node node = document->root()["status"];
            m_reported = statusParts(m_object, model::toJson(node), node);
        }
        m_taken.resize(m_reported.size());
    }

    void run() {
        m_result.objectsWithReport += std::ranges::any_of(m_reported, wroteAnything) ? 1U : 0U;
        for (const StatusPart& part : m_predicted)
            comparePart(part);
        for (const auto& [part, why] : partsNobodyWrites())
            addUnpredicted(part, why);
        addLeftOver();
    }

private:
    [[nodiscard]] bool isBehind(const StatusValue& value) const {
        return value.observedGeneration > 0 && value.observedGeneration < m_object.metadata.generation;
    }
    [[nodiscard]] bool isBehind(const StatusPart& part) const {
        return std::ranges::any_of(part.fields, [this](const StatusField& entry) { return isBehind(entry.value); });
    }

    void add(ReportRow row) {
        row.object = m_id;
        ++m_result.counts[static_cast<std::size_t>(row.verdict)];
        m_result.rows.push_back(std::move(row));
    }

    /// The report of a part by the controller that has to write it; null when there is none.
    const StatusPart* reportOf(const StatusPart& predicted) {
        for (std::size_t i = 0; i < m_reported.size(); ++i) {
            const StatusPart& part = m_reported[i];
            if (m_taken[i] || part.name != predicted.name)
                continue;
            if (part.controller != predicted.controller && !isAssumed(predicted.controller))
                continue;
            m_taken[i] = true;
            return &part;
        }
        return nullptr;
    }

    void comparePart(const StatusPart& predicted) {
        const StatusPart* reported = reportOf(predicted);
        if (reported == nullptr) {
            if (!addForeign(predicted))
                for (const StatusField& entry : predicted.fields)
                    add(missingRow(predicted, entry, whyNothing(predicted)));
            return;
        }
        for (const StatusField& entry : predicted.fields)
            add(rowOf(predicted, entry, *reported));
        for (const StatusField& entry : reported->fields)
            if (predicted.find(entry.type) == nullptr && isKnown(entry.type))
                add(unexpectedRow(predicted.name, entry, reported->controller));
    }

    /// What is there in place of a report that is missing altogether.
    struct Absence {
        ReportVerdict verdict;
        std::string why;
    };
    [[nodiscard]] Absence whyNothing(const StatusPart& predicted) const {
        const bool current = std::ranges::any_of(m_reported, [&](const StatusPart& part) {
            return part.controller == predicted.controller && wroteAnything(part) && !isBehind(part);
        });
        if (current)
            return {ReportVerdict::Disagree, "the controller reported on this object, but not on this part of it"};
        return {ReportVerdict::Behind, "no controller has reported yet"};
    }

    static ReportRow missingRow(const StatusPart& part, const StatusField& entry, Absence absence) {
        ReportRow row{.part = part.name, .type = entry.type, .predicted = entry.value};
        row.verdict = absence.verdict;
        row.why = std::move(absence.why);
        return row;
    }

    [[nodiscard]] ReportRow rowOf(const StatusPart& predicted, const StatusField& entry, const StatusPart& reported) const {
        const StatusValue* value = reported.find(entry.type);
        if (value == nullptr)
            return missingEntry(predicted, entry, reported);
        ReportRow row{.part = predicted.name, .type = entry.type, .predicted = entry.value, .reported = *value,
                      .controller = reported.controller};
        std::tie(row.verdict, row.why) = judge(entry, *value, isBehind(reported));
        return row;
    }

    [[nodiscard]] std::pair<ReportVerdict, std::string> judge(const StatusField& entry, const StatusValue& reported,
                                                              bool partBehind) const {
        const StatusValue& predicted = entry.value;
        const bool number = entry.type == kAttachedRoutes;
        if (!number && reported.pending() && !predicted.pending())
            return {ReportVerdict::Behind, "no controller has reported yet"};
        if (isBehind(reported) || (number && partBehind))
            return {ReportVerdict::Behind,
                    number ? std::string("the listener's conditions are of an earlier generation")
                           : fmt::format("reported of generation {}, the object is at {}", reported.observedGeneration,
                                         m_object.metadata.generation)};
        if (predicted.status != reported.status)
            return {ReportVerdict::Disagree, number ? "counted otherwise" : predicted.message};
        if (predicted.reason != reported.reason && !isAsWished(entry.type, predicted))
            return {ReportVerdict::Agree, "for another reason"};
        return {ReportVerdict::Agree, ""};
    }

    [[nodiscard]] ReportRow missingEntry(const StatusPart& part, const StatusField& entry, const StatusPart& reported) const {
        if (!isRequired(part.name, entry.type) && isAsWished(entry.type, entry.value))
            return missingRow(part, entry, {ReportVerdict::Agree, "left out, which it may be while all is well"});
        if (!wroteAnything(reported) || isBehind(reported))
            return missingRow(part, entry, {ReportVerdict::Behind, "no controller has reported yet"});
        return missingRow(part, entry, {ReportVerdict::Disagree, "the controller reported on this part, but not this"});
    }

    /// Something reported that nobody predicts, in a part that has a prediction.
    [[nodiscard]] ReportRow unexpectedRow(const std::string& part, const StatusField& entry, const std::string& controller) const {
        ReportRow row{.part = part, .type = entry.type, .reported = entry.value, .controller = controller};
        if (entry.value.pending() || isAsWished(entry.type, entry.value))
            row.verdict = ReportVerdict::Agree;
        else
            row.verdict = isBehind(entry.value) ? ReportVerdict::Behind : ReportVerdict::Disagree;
        if (row.verdict != ReportVerdict::Agree)
            row.why = "nothing of the kind is predicted";
        return row;
    }

    /// Rows of a part that somebody else wrote in place of the controller that has to. False when nobody did.
    bool addForeign(const StatusPart& predicted) {
        bool any = false;
        for (std::size_t i = 0; i < m_reported.size(); ++i) {
            if (m_taken[i] || m_reported[i].name != predicted.name || m_reported[i].controller.empty())
                continue;
            m_taken[i] = any = true;
            addForeignRows(m_reported[i], &predicted, fmt::format("expected of {}", predicted.controller));
        }
        return any;
    }

    void addForeignRows(const StatusPart& reported, const StatusPart* predicted, const std::string& why) {
        for (const StatusField& entry : reported.fields) {
            if (!isKnown(entry.type))
                continue;
            ReportRow row{.part = reported.name, .type = entry.type, .reported = entry.value,
                          .controller = reported.controller, .verdict = ReportVerdict::Foreign, .why = why};
            if (const StatusValue* value = predicted ? predicted->find(entry.type) : nullptr)
                row.predicted = *value;
            add(std::move(row));
        }
    }

    /// Parts to which no controller has to write, each with why.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> partsNobodyWrites() const {
        std::vector<std::pair<std::string, std::string>> result;
        if (const RouteState* route = m_control.route(m_id)) {
            const auto view = routeView(m_world, m_id);
            for (const RouteParentState& parent : route->parents)
                if (parent.controllerName.empty() && parent.parentRef < view->common->parentRefs.size())
                    result.emplace_back(partNameOf(m_object, view->common->parentRefs[parent.parentRef]), parent.unwritten);
            if (!route->parents.empty())
                return result;
        }
        if (m_predicted.empty())
            result.emplace_back("", whyNoStatus(m_world, m_control, m_id));
        return result;
    }

    /// A part that nobody has to write: whoever did is foreign.
    void addUnpredicted(const std::string& part, const std::string& why) {
        bool any = false;
        for (std::size_t i = 0; i < m_reported.size(); ++i) {
            if (m_taken[i] || m_reported[i].name != part)
                continue;
            m_taken[i] = true;
            if (!wroteAnything(m_reported[i]))
                continue;
            any = true;
            addForeignRows(m_reported[i], nullptr, why);
        }
        if (any)
            return;
        add({.part = part, .type = {},
             .verdict = ReportVerdict::Unwritten, .why = why});
    }

    /// Reports of parts that the object does not have, or not any more.
    void addLeftOver() {
        for (std::size_t i = 0; i < m_reported.size(); ++i) {
            const StatusPart& part = m_reported[i];
            if (m_taken[i] || !wroteAnything(part))
                continue;
            if (m_predicted.empty() || (!part.controller.empty() && !isOurs(part.controller))) {
                addForeignRows(part, nullptr, "nothing here asks this controller for a status");
                continue;
            }
            for (const StatusField& entry : part.fields) {
                if (!isKnown(entry.type))
                    continue;
                ReportRow row{.part = part.name, .type = entry.type, .reported = entry.value,
                              .controller = part.controller};
                row.verdict = isBehind(part) ? ReportVerdict::Behind : ReportVerdict::Disagree;
                row.why = "the object has no such part, or not any more";
                add(std::move(row));
            }
        }
    }

    [[nodiscard]] bool isOurs(std::string_view controller) const {
        return std::ranges::any_of(m_predicted, [&](const StatusPart& part) {
            return part.controller == controller || isAssumed(part.controller);
        });
    }

    const model::World& m_world;
    const ControlPlane& m_control;
    const model::Object& m_object;
    model::ObjectId m_id;
    StatusComparison& m_result;
    std::vector<StatusPart> m_predicted, m_reported;
    std::vector<bool> m_taken;  // of m_reported, those that stand beside a prediction
};

}  // namespace

std::string_view toString(ReportVerdict verdict) {
    constexpr std::array<std::string_view, kReportVerdicts> kWords{"disagree", "behind", "foreign", "unwritten", "agree"};
    return kWords[static_cast<std::size_t>(verdict)];
}

bool carriesReports(const model::World& world) {
    return std::ranges::any_of(world.objects(), [](const model::ObjectPtr& object) {
        const auto& document = object->origin.document;
        if (!document || !hasStatus(*object))
            return false;
        const model::Node node = document->root()["status"];
        return node && std::ranges::any_of(statusParts(*object, model::toJson(node), node), wroteAnything);
    });
}

StatusComparison compareStatus(const model::World& world, const ControlPlane& control, model::ObjectId only) {
    StatusComparison result;
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        const model::ObjectId id{i};
        if (hasStatus(world.object(id)) && (!only.valid() || only == id))
            ObjectComparison(world, control, id, result).run();
    }
    return result;
}

}  // namespace gatesight::simulator
