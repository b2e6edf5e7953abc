#include "model/schema/decoders.h"

namespace gatesight::model {

void decodeInto(ReferenceGrant& grant, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    grant.from = listOf(field(spec, "from"), [](Node item) {
        return ReferenceGrant::From{.group = textOf(field(item, "group")),
                                    .kind = textOf(field(item, "kind")),
                                    .namespace_ = textOf(field(item, "namespace")),
                                    .node = item.id()};
    });
    grant.to = listOf(field(spec, "to"), [](Node item) {
        ReferenceGrant::To to{.group = textOf(field(item, "group")),
                              .kind = textOf(field(item, "kind")),
                              .name = {},
                              .node = item.id()};
        // An empty name is refused (refgrant.to.name-empty); read as "no object", for as "every
        // object" it would open a door.
        if (const Node name = field(item, "name"))
            to.name = textOf(name);
        return to;
    });
}

}  // namespace gatesight::model
