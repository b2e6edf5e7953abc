// A `v1` List of objects as text.
#pragma once

#include "app/cli/object_json.h"

#include <iosfwd>
#include <memory>

namespace gatesight::cli {

/// Takes the items one after the other, so that a big list is never held as text.
class ObjectList {
public:
    ObjectList() = default;
    ObjectList(const ObjectList&) = delete;
    ObjectList& operator=(const ObjectList&) = delete;
    virtual ~ObjectList() = default;
    virtual void add(const Json& object) = 0;
    virtual void finish() = 0;
};

[[nodiscard]] std::unique_ptr<ObjectList> makeObjectList(std::ostream& out);

}  // namespace gatesight::cli
