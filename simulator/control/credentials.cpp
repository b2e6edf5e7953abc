#include "simulator/control/credentials.h"

#include "model/world/unread_secrets.h"
#include "simulator/control/reference_lint.h"

#include <fmt/format.h>

#include <set>

namespace gatesight::simulator {
namespace {

using enum CredentialTrouble;

/// What is wrong with the object as a credential; empty when nothing is.
using Inspect = std::string (*)(const model::Object& object);

/// One reference on its way to an object.
struct Resolution {
    ControlContext& context;
    model::ObjectId owner;
    const model::ObjectRef& ref;
    const CredentialUse& use;

    [[nodiscard]] Referent referent() const {
        return {ref.group, ref.kind,
                ref.namespace_ ? std::string_view(*ref.namespace_)
                               : context.world.object(owner).metadata.namespace_,
                ref.name};
    }

    [[nodiscard]] Credential fail(CredentialTrouble trouble, std::string message,
                                  std::string_view near = {}) const {
        const std::string_view rule = trouble == BadKind ? use.badKind : use.notFound;
        auto& finding = context.findings.add(model::Severity::Error, rule, owner, ref.node,
                                             message + didYouMean(near));
        context.findings.suggestScalar(finding, owner, ref.node, "name", near);
        return std::unexpected(CredentialFault{trouble, std::move(message)});
    }

    [[nodiscard]] Credential run(bool goodKind, Inspect inspect) const {
        const model::Object& from = context.world.object(owner);
        const Referrer referrer{from.group, from.kind, from.metadata.namespace_};
        const Referent to = referent();
        // Permission comes before everything else, so that nothing is learned from a refusal.
        if (!context.grants.permit(referrer, to).granted) {
            std::string message = fmt::format("{} to {} is not permitted by a ReferenceGrant",
                                              use.what, describe(to));
            reportMissingGrant(context, use.notPermitted, owner, ref.node, referrer, to, message);
            return std::unexpected(CredentialFault{NotPermitted, std::move(message)});
        }
        if (!goodKind)
            return fail(BadKind,
                        fmt::format("{} names kind {}{}{}, which is not supported", use.what,
                                    to.group, to.group.empty() ? "" : "/", to.kind));
        const model::ObjectId found = context.world.find(to.group, to.kind, to.namespace_, to.name);
        if (!found.valid())
            return fail(NotFound,
                        fmt::format("{} names {}, which does not exist", use.what, describe(to)),
                        context.findings.nearest(
                            to.name, namesOfKind(context.world, to.group, to.kind, to.namespace_)));
        // secret.not-read: nothing says that the reference does not resolve.
        if (const auto why = whyNotRead(context.world.object(found)); !why.empty()) {
            context.findings.add(
                model::Severity::Info, "secret.not-read", owner, ref.node,
                fmt::format("{} names {}, which was not read: {}. It is assumed to be as it must be",
                            use.what, describe(to), why));
            return found;
        }
        const std::string trouble = inspect(context.world.object(found));
        if (!trouble.empty())
            return fail(Malformed,
                        fmt::format("{} names {}, which {}", use.what, describe(to), trouble));
        return found;
    }
};

std::string inspectKeyPair(const model::Object& object) {
    const auto* secret = std::get_if<model::Secret>(&object.resource);
    if (!secret)
        return "cannot be read";
    if (secret->type != "kubernetes.io/tls")
        return fmt::format("is of type '{}', not kubernetes.io/tls", secret->type);
    if (!secret->certificateWellFormed)
        return "has no well-formed certificate in tls.crt";
    if (!secret->keyWellFormed)
        return "has no well-formed private key in tls.key";
    return secret->keyMatches ? "" : "has a private key that does not belong to its certificate";
}

std::string inspectAuthority(const model::Object& object) {
    constexpr auto kNone = "has no well-formed certificate in ca.crt";
    if (const auto* map = std::get_if<model::ConfigMap>(&object.resource))
        return map->authorities.empty() ? kNone : "";
    if (const auto* secret = std::get_if<model::Secret>(&object.resource))
        return secret->authorities.empty() ? kNone : "";
    return "cannot be read";
}

/// More of them are counted, not named.
constexpr std::size_t kNamedAssumptions = 3;

}  // namespace

std::string resolvedMessage(const model::World& world,
                            std::span<const model::ObjectId> credentials) {
    std::set<std::string> names;
    for (const model::ObjectId id : credentials)
        if (id.valid() && !whyNotRead(world.object(id)).empty())
            names.insert(world.object(id).fullName());
    std::string message = "all references are resolved";
    if (names.empty())
        return message;
    message += ", assuming so of what was not read: Secret ";
    std::size_t named = 0;
    for (const std::string& name : names) {
        if (named == kNamedAssumptions)
            break;
        message += named++ == 0 ? name : ", " + name;
    }
    if (names.size() > named)
        message += fmt::format(" and {} more", names.size() - named);
    return message;
}

Credential resolveKeyPair(ControlContext& context, model::ObjectId owner,
                          const model::ObjectRef& ref, const CredentialUse& use) {
    const bool goodKind = ref.group.empty() && ref.kind == "Secret";
    return Resolution{context, owner, ref, use}.run(goodKind, inspectKeyPair);
}

Credential resolveAuthority(ControlContext& context, model::ObjectId owner,
                            const model::ObjectRef& ref, const CredentialUse& use) {
    const bool goodKind = ref.group.empty() && (ref.kind == "ConfigMap" || ref.kind == "Secret");
    return Resolution{context, owner, ref, use}.run(goodKind, inspectAuthority);
}

}  // namespace gatesight::simulator
