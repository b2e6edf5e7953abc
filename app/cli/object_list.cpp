#include "app/cli/object_list.h"

#include "model/manifest/writer.h"

#include <ostream>
#include <utility>

namespace gatesight::cli {

namespace {

class JsonList final : public ObjectList {
public:
    explicit JsonList(std::ostream& out) : m_out(out) {
        m_out << "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [";
    }

    void add(const Json& object) override {
        m_out << (std::exchange(m_empty, false) ? "\n    " : ",\n    ");
        // Strings in JSON hold no line ends: every one found is between tokens and may be followed
        // by more indent.
        const std::string text = indentedJson(object);
        std::string_view rest = text;
        for (std::size_t end = rest.find('\n'); end != std::string_view::npos;
             end = rest.find('\n')) {
            m_out << rest.substr(0, end + 1) << "    ";
            rest.remove_prefix(end + 1);
        }
        m_out << rest;
    }

    void finish() override { m_out << (m_empty ? "" : "\n  ") << "]\n}\n"; }

private:
    std::ostream& m_out;
    bool m_empty = true;
};

class YamlList final : public ObjectList {
public:
    explicit YamlList(std::ostream& out) : m_out(out) {
        m_out << "apiVersion: v1\nkind: List\nitems:";
    }

    void add(const Json& object) override {
        m_out << (std::exchange(m_empty, false) ? "\n" : "")
              << model::toYaml(Json::array({object}));
    }

    void finish() override { m_out << (m_empty ? " []\n" : ""); }

private:
    std::ostream& m_out;
    bool m_empty = true;
};

}  // namespace

std::unique_ptr<ObjectList> makeObjectList(std::string_view form, std::ostream& out) {
    if (form == "yaml")
        return std::make_unique<YamlList>(out);
    return std::make_unique<JsonList>(out);
}

}  // namespace gatesight::cli
