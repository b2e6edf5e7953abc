// What a snapshot leaves out, counted by field, so that whoever exports it sees what went.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace gatesight::model {

class RemovedFields {
public:
    /// A field by its path in the object, "spec.containers.env". Names that are data of the object (of annotations, of keys of a
    /// ConfigMap) are no part of it.
    void left(std::string_view path, std::size_t count = 1) { m_left[nameOf(path)] += count; }
    /// A value that is there as "***".
    void masked(std::string_view what) { ++m_masked[std::string(what)]; }
    void merge(const RemovedFields& other);

    [[nodiscard]] bool empty() const { return m_left.empty() && m_masked.empty(); }
    /// "left out: metadata.managedFields (240), spec.containers.env (12), 30 of 4 more fields; masked: header values (2)". The most
    /// frequent ones by name.
    [[nodiscard]] std::string text(std::size_t most) const;

private:
    using Counts = std::map<std::string, std::size_t, std::less<>>;
    static std::string nameOf(std::string_view path);
    static std::string textOf(const Counts& counts, std::size_t most);

    Counts m_left, m_masked;
};

}  // namespace gatesight::model
