#include "app/cli/status_table.h"

#include "simulator/control/condition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace gatesight::cli {

namespace {

// Reading order: from the outside in. Kinds that are not here follow by name.
constexpr std::array<std::string_view, 15> kKindOrder{
    "GatewayClass", "Gateway",  "ListenerSet",      "XMesh",
    "HTTPRoute",    "GRPCRoute", "TLSRoute",         "TCPRoute",
    "UDPRoute",     "Ingress",  "Service",          "XBackend",
    "BackendTLSPolicy", "XBackendTrafficPolicy", "InferencePool"};

std::string text(const Json& json, std::string_view key) {
    const auto found = json.is_object() ? json.find(std::string(key)) : json.end();
    if (!json.is_object() || found == json.end())
        return {};
    if (found->is_string())
        return found->get<std::string>();
    return found->is_number_integer() ? found->dump() : std::string();
}

const Json& member(const Json& json, std::string_view key) {
    static const Json kNone;
    const auto found = json.is_object() ? json.find(std::string(key)) : json.end();
    return json.is_object() && found != json.end() ? *found : kNone;
}

bool isGood(const Json& condition) {
    const bool goodWhenFalse = simulator::isGoodWhenFalse(text(condition, "type"));
    return text(condition, "status") == (goodWhenFalse ? "False" : "True");
}

// What the conditions of an object, listener or parent come to.
struct StatusVerdict {
    std::vector<std::string> good;  // types that are as they should be
    std::vector<std::string>
        trouble;  // "Programmed=False Invalid, ResolvedRefs=False InvalidCertificateRef: why"
};

StatusVerdict verdictOf(const Json& conditions) {
    StatusVerdict verdict;
    std::string message;
    for (const Json& condition : conditions) {
        const std::string type = text(condition, "type");
        if (isGood(condition)) {
            if (text(condition, "status") == "True")
                verdict.good.push_back(type);
            continue;
        }
        const std::string bad =
            fmt::format("{}={} {}", type, text(condition, "status"), text(condition, "reason"));
        // One cause often breaks several conditions: its sentence is said once.
        if (!verdict.trouble.empty() && message == text(condition, "message"))
            verdict.trouble.back() += ", " + bad;
        else
            verdict.trouble.push_back(bad);
        message = text(condition, "message");
    }
    return verdict;
}

// The sentences beside StatusVerdict::trouble.
std::vector<std::string> messagesOf(const Json& conditions) {
    std::vector<std::string> messages;
    for (const Json& condition : conditions) {
        if (!isGood(condition) &&
            (messages.empty() || messages.back() != text(condition, "message")))
            messages.push_back(text(condition, "message"));
    }
    return messages;
}

class Builder {
public:
    explicit Builder(const Style& style) : m_style(style), m_table({}) {}

    void add(const StatusEntry& entry) {
        ++m_objects;
        const Json& status = member(entry.object, "status");
        const std::string name = nameOf(entry.object);
        if (!entry.unwritten.empty())
            addUnwritten(name, entry.unwritten);
        else if (status.contains("parents") || status.contains("ancestors"))
            addParents(name, entry.object, status);
        else
            addRow(name, name, detailOf(entry.object), member(status, "conditions"));
        for (const Json& listener : member(status, "listeners"))
            addListener(name, entry.object, listener);
        for (const std::string& parent : entry.unwrittenParents)
            addUnwritten(name, parent);
    }

    // What is well takes the last column; where the terminal is too narrow for it, the mark in
    // front says the same.
    [[nodiscard]] std::string render(std::size_t columns) {
        constexpr std::size_t kCells = 4;
        if (m_table.width() > columns)
            m_table.dropColumn(kCells);
        std::string result = m_table.empty() ? "" : m_table.render(m_style, columns) + "\n";
        result += fmt::format("{} object{}", m_objects, m_objects == 1 ? "" : "s");
        if (!m_troubled.empty())
            result +=
                ", " + m_style.paint(fmt::format("{} in trouble", m_troubled.size()), Tone::Bad);
        if (!m_unwritten.empty())
            result += ", " + m_style.paint(fmt::format("{} to which nobody writes a status",
                                                       m_unwritten.size()),
                                           Tone::Caution);
        return result + "\n";
    }

private:
    static std::string nameOf(const Json& object) {
        const Json& metadata = member(object, "metadata");
        const std::string namespace_ = text(metadata, "namespace");
        return fmt::format("{} {}{}{}", text(object, "kind"), namespace_,
                           namespace_.empty() ? "" : "/", text(metadata, "name"));
    }

    // The name once, on the first of an object's rows.
    Cell nameCell(const std::string& name) {
        const bool again = name == m_last;
        m_last = name;
        return {again ? "" : m_style.clean(name), Tone::Bold};
    }

    void addRow(const std::string& object, const std::string& name, const std::string& detail,
                const Json& conditions) {
        const StatusVerdict verdict = verdictOf(conditions);
        const bool fine = verdict.trouble.empty();
        const Cell mark = conditions.empty()
                              ? Cell{}
                              : Cell{std::string(m_style.mark(fine ? Mark::Yes : Mark::No)),
                                     fine ? Tone::Good : Tone::Bad};
        m_table.add({mark,
                     nameCell(name),
                     {m_style.clean(detail)},
                     {m_style.clean(fmt::format("{}", fmt::join(verdict.good, " "))), Tone::Dim}});
        const std::vector<std::string> messages = messagesOf(conditions);
        for (std::size_t i = 0; i < verdict.trouble.size(); ++i) {
            const std::string why =
                i < messages.size() && !messages[i].empty() ? ": " + messages[i] : "";
            m_table.addNote({m_style.clean(verdict.trouble[i] + why), Tone::Bad}, 7);
        }
        if (!fine)
            m_troubled.insert(object);
    }

    void addUnwritten(const std::string& object, const std::string& why) {
        m_table.add(
            {{std::string(m_style.mark(Mark::Note)), Tone::Caution}, nameCell(object), {}, {}});
        m_table.addNote({m_style.clean("nobody writes a status: " + why), Tone::Caution}, 7);
        m_unwritten.insert(object);
    }

    void addListener(const std::string& object, const Json& owner, const Json& listener) {
        const std::string name = text(listener, "name");
        std::string detail;
        for (const Json& spec : member(member(owner, "spec"), "listeners")) {
            if (text(spec, "name") != name)
                continue;
            detail = fmt::format("{} :{}", text(spec, "protocol"), text(spec, "port"));
            if (const std::string hostname = text(spec, "hostname"); !hostname.empty())
                detail += " " + hostname;
        }
        const std::string routes = text(listener, "attachedRoutes");
        if (!routes.empty())
            detail += fmt::format("{}{} route{}", detail.empty() ? "" : ", ", routes,
                                  routes == "1" ? "" : "s");
        addRow(object, "  listener " + name, detail, member(listener, "conditions"));
    }

    void addParents(const std::string& name, const Json& object, const Json& status) {
        const std::string own = text(member(object, "metadata"), "namespace");
        for (const auto& [list, reference] :
             {std::pair{"parents", "parentRef"}, std::pair{"ancestors", "ancestorRef"}}) {
            for (const Json& parent : member(status, list))
                addRow(name, name,
                       fmt::format("{} {}", m_style.mark(Mark::Arrow),
                                   parentName(member(parent, reference), own)),
                       member(parent, "conditions"));
        }
    }

    static std::string parentName(const Json& reference, const std::string& own) {
        const std::string kind = text(reference, "kind"), namespace_ = text(reference, "namespace");
        std::string name =
            fmt::format("{} {}/{}", kind.empty() ? "Gateway" : kind,
                        namespace_.empty() ? own : namespace_, text(reference, "name"));
        if (const std::string section = text(reference, "sectionName"); !section.empty())
            name += "/" + section;
        if (const std::string port = text(reference, "port"); !port.empty())
            name += ":" + port;
        return name;
    }

    static std::string detailOf(const Json& object) {
        const Json& spec = member(object, "spec");
        std::vector<std::string> parts;
        for (const Json& address : member(member(object, "status"), "addresses"))
            parts.push_back(text(address, "value"));
        if (const std::string ip = text(member(object, "status"), "podIP"); !ip.empty())
            parts.push_back(ip);
        if (const std::string className = text(spec, "gatewayClassName"); !className.empty())
            parts.push_back("class " + className);
        return fmt::format("{}", fmt::join(parts, ", "));
    }

    Style m_style;
    Table m_table;
    std::string m_last;
    std::set<std::string> m_troubled, m_unwritten;
    std::size_t m_objects = 0;
};

std::size_t rankOf(const StatusEntry& entry) {
    return static_cast<std::size_t>(std::ranges::find(kKindOrder, text(entry.object, "kind")) -
                                    kKindOrder.begin());
}

}  // namespace

std::string statusTable(std::vector<StatusEntry> entries, const Style& style, std::size_t columns) {
    std::ranges::stable_sort(entries, [](const StatusEntry& a, const StatusEntry& b) {
        return std::pair(rankOf(a), text(a.object, "kind")) <
               std::pair(rankOf(b), text(b.object, "kind"));
    });
    Builder builder(style);
    for (const StatusEntry& entry : entries)
        builder.add(entry);
    return builder.render(columns);
}

}  // namespace gatesight::cli
