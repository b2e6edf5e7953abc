#include "simulator/control/route/request_rules.h"

#include "model/schema/custom_kinds.h"
#include "simulator/control/reference_lint.h"
#include "simulator/control/route/backend_resolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace gatesight::simulator {
namespace {

using Filters = std::vector<model::HTTPRouteFilter>;

template <class T>
bool holds(const Filters& filters) {
    return std::ranges::any_of(
        filters, [](const auto& filter) { return std::holds_alternative<T>(filter.config); });
}

const model::HTTPPathModifier* pathModifier(const model::HTTPRouteFilter& filter) {
    if (const auto* redirect = std::get_if<model::RequestRedirect>(&filter.config))
        return redirect->path ? &*redirect->path : nullptr;
    if (const auto* rewrite = std::get_if<model::URLRewrite>(&filter.config))
        return rewrite->path ? &*rewrite->path : nullptr;
    return nullptr;
}

bool onlyPrefixes(const model::HTTPRouteRule& rule) {
    return std::ranges::all_of(rule.matches, [](const auto& match) {
        return match.path.type == model::HTTPPathMatch::Type::PathPrefix;
    });
}

class RuleJudge {
public:
    RuleJudge(ControlContext& context, const RouteView& view, const model::HTTPRouteRule& rule,
              BackendResolver& resolver, UnsupportedPart unsupportedPart)
        : m_context(context),
          m_view(view),
          m_rule(rule),
          m_resolver(resolver),
          m_unsupportedPart(unsupportedPart) {}

    RuleState judge() {
        RuleState state;
        state.backends.reserve(m_rule.backendRefs.size());
        state.backendFilters.reserve(m_rule.backendRefs.size());
        for (const auto& backend : m_rule.backendRefs) {
            state.backends.push_back(m_resolver.resolve(backend.ref, "backendRef"));
            state.backendFilters.push_back(references(backend.filters));
        }
        state.filters = references(m_rule.filters);
        if ((m_invalid = whyInvalid())) {
            state.dropped = true;
            state.droppedBecause = m_invalid->message;
        }
        for (Fault& ignored : ignoredParts(m_rule, m_context.options))
            m_context.findings.add(model::Severity::Warning, ignored.rule, m_view.id, ignored.node,
                                   std::move(ignored.message));
        return state;
    }

    [[nodiscard]] const std::optional<Fault>& invalid() const { return m_invalid; }

private:
    /// References of mirrors, external auth and extensions in a list of filters.
    std::vector<FilterBackendState> references(const Filters& filters) {
        std::vector<FilterBackendState> result;
        for (std::uint32_t i = 0; i < filters.size(); ++i) {
            const auto& config = filters[i].config;
            if (const auto* mirror = std::get_if<model::RequestMirror>(&config))
                result.push_back({i, m_resolver.resolve(mirror->backendRef, "mirror")});
            else if (const auto* auth = std::get_if<model::ExternalAuth>(&config))
                result.push_back({i, m_resolver.resolve(auth->backendRef, "external auth")});
            else if (const auto* extension = std::get_if<model::ExtensionRef>(&config))
                result.push_back({i, resolveExtension(*extension, filters[i].node)});
        }
        return result;
    }

    /// An extension that is loaded is taken as understood by the controller; what it does is not
    /// modelled.
    BackendState resolveExtension(const model::ExtensionRef& ref, model::NodeId node) {
        BackendState state;
        state.rule = "filter.extension-ref";
        state.target = m_context.world.find(ref.group, ref.kind, m_view.namespace_(), ref.name);
        if (state.target.valid()) {
            m_context.findings.add(
                model::Severity::Info, state.rule, m_view.id, node,
                fmt::format(
                    "what {} '{}' does to requests is the controller's own and not modelled",
                    ref.kind, ref.name));
            return state;
        }
        state.status = kindIsKnown(ref) ? BackendStatus::NotFound : BackendStatus::InvalidKind;
        state.message =
            fmt::format("ExtensionRef names {} '{}', which does not exist in namespace '{}'",
                        ref.kind, ref.name, m_view.namespace_());
        if (state.status == BackendStatus::NotFound) {
            const auto names =
                namesOfKind(m_context.world, ref.group, ref.kind, m_view.namespace_());
            m_context.findings.add(
                model::Severity::Error, state.rule, m_view.id, node,
                state.message + didYouMean(m_context.findings.nearest(ref.name, names)));
            m_resolver.addFault({reasonOf(state.status), state.rule, state.message, node});
        }
        return state;
    }

    /// Some object of the kind is loaded, or the definition that declares it.
    [[nodiscard]] bool kindIsKnown(const model::ExtensionRef& ref) const {
        const model::World& world = m_context.world;
        return !world.ofKind(ref.group, ref.kind).empty() ||
               std::ranges::any_of(
                   world.ofKind("apiextensions.k8s.io", "CustomResourceDefinition"),
                   [&](model::ObjectId id) {
                       return declaresKind(world.object(id), ref.group, ref.kind);
                   });
    }

    [[nodiscard]] std::optional<Fault> whyInvalid() const {
        if (auto fault = whyInvalid(m_rule.filters))
            return fault;
        for (const auto& backend : m_rule.backendRefs) {
            if (auto fault = whyInvalid(backend.filters))
                return fault;
        }
        if (auto fault = badPattern(m_rule))
            return fault;
        return m_unsupportedPart(m_rule, m_context.options);
    }

    [[nodiscard]] std::optional<Fault> whyInvalid(const Filters& filters) const {
        for (const auto& filter : filters) {
            if (auto fault = whyInvalid(filter))
                return fault;
        }
        if (holds<model::RequestRedirect>(filters) && holds<model::URLRewrite>(filters))
            return Fault{.reason = "IncompatibleFilters",
                         .rule = "route.accepted.incompatible-filters",
                         .message = "RequestRedirect and URLRewrite cannot be combined",
                         .node = filters.front().node};
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Fault> whyInvalid(const model::HTTPRouteFilter& filter) const {
        const auto unsupported = [&](std::string_view rule, std::string message) {
            return Fault{"UnsupportedValue", rule, std::move(message), filter.node};
        };
        if (const auto* unknown = std::get_if<model::UnknownFilter>(&filter.config))
            return unsupported("filter.unknown-not-skipped",
                               fmt::format("filter type '{}' is not known", unknown->type));
        if (const auto* extension = std::get_if<model::ExtensionRef>(&filter.config);
            extension && !kindIsKnown(*extension))
            return unsupported(
                "filter.unknown-not-skipped",
                fmt::format("ExtensionRef to kind {}/{}, of which nothing is loaded, "
                            "is not supported",
                            extension->group, extension->kind));
        const model::HTTPPathModifier* path = pathModifier(filter);
        if (path && path->type == model::HTTPPathModifier::Type::ReplacePrefixMatch &&
            !onlyPrefixes(m_rule))
            return unsupported("filter.path.replace-prefix.only-with-prefix",
                               "ReplacePrefixMatch needs matches of type PathPrefix");
        return std::nullopt;
    }

    ControlContext& m_context;
    const RouteView& m_view;
    const model::HTTPRouteRule& m_rule;
    BackendResolver& m_resolver;
    UnsupportedPart m_unsupportedPart;
    std::optional<Fault> m_invalid;
};

}  // namespace

RouteRules decideRequestRules(ControlContext& context, const RouteView& view,
                              UnsupportedPart unsupportedPart) {
    const model::RequestRoute& route = *model::requestRoute(*view.object);
    RouteRules result;
    result.rules.reserve(route.rules.size());
    BackendResolver resolver(context, view);
    for (std::size_t i = 0; i < route.rules.size(); ++i) {
        RuleJudge judge(context, view, route.rules[i], resolver, unsupportedPart);
        result.rules.push_back(judge.judge());
        if (!judge.invalid())
            continue;
        Fault fault = *judge.invalid();
        fault.message = fmt::format("rule {}: {}", i, fault.message);
        context.findings.add(model::Severity::Error, fault.rule, view.id, fault.node,
                             fmt::format("{}; the rule is not served", fault.message));
        result.invalid.push_back(std::move(fault));
    }
    resolver.finish();
    result.unresolved = resolver.faults();
    return result;
}

}  // namespace gatesight::simulator
