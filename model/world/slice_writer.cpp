#include "model/world/slice_writer.h"

#include "model/world/stable_hash.h"

#include <fmt/format.h>
#include <algorithm>
#include <span>

namespace gatesight::model {

namespace {

constexpr std::size_t kMaxSliceBase = 58;  // a generated name is at most 63 long, five of it random

ObjectPtr writeSlice(const Object& source, const EndpointSet& set,
                     std::span<const Endpoint> endpoints, const SliceStyle& style,
                     std::uint64_t number) {
    auto object = std::make_shared<Object>();
    object->group = kKind<EndpointSlice>.group;
    object->version = "v1";
    object->kind = kKind<EndpointSlice>.kind;
    ObjectMeta& metadata = object->metadata;
    const std::string& service = source.metadata.name;
    const std::string base = (service + "-").substr(0, kMaxSliceBase);
    metadata.name =
        base + generatedSuffix(
                   StableHash().add(source.fullName()).add(style.managedBy).add(number).value(), 5);
    metadata.namespace_ = source.metadata.namespace_;
    metadata.labels = {{"endpointslice.kubernetes.io/managed-by", std::string(style.managedBy)},
                       {"kubernetes.io/service-name", service}};
    if (style.headless)
        metadata.labels.emplace("service.kubernetes.io/headless", "");
    metadata.ownerReferences = {{.apiVersion = source.apiVersion(),
                                 .kind = source.kind,
                                 .name = service,
                                 .uid = source.metadata.uid,
                                 .controller = true}};
    EndpointSlice& slice = object->resource.emplace<EndpointSlice>();
    slice.serviceName = service;
    slice.addressType = set.addressType;
    slice.ports = set.ports;
    slice.endpoints.assign(endpoints.begin(), endpoints.end());
    object->origin.order = source.origin.order;
    object->origin.derivedFrom = fmt::format("{} {}", source.kind, source.fullName());
    return object;
}

}  // namespace

std::vector<ObjectPtr> writeSlices(const Object& source, const std::vector<EndpointSet>& sets,
                                   const SliceStyle& style) {
    std::vector<ObjectPtr> result;
    for (const EndpointSet& set : sets) {
        const std::span<const Endpoint> all = set.endpoints;
        for (std::size_t i = 0; i < all.size(); i += style.endpointsPerSlice)
            result.push_back(writeSlice(
                source, set, all.subspan(i, std::min(style.endpointsPerSlice, all.size() - i)),
                style, result.size()));
    }
    return result;
}

}  // namespace gatesight::model
