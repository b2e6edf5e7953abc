// A `v1` List of objects as text, in JSON or YAML.
#pragma once

#include "app/cli/object_json.h"

#include <iosfwd>
#include <memory>
#include <string_view>

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

/// `form` is "json" or "yaml".
[[nodiscard]] std::unique_ptr<ObjectList> makeObjectList(std::string_view form, std::ostream& out);

}  // namespace gatesight::cli
