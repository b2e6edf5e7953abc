#include "simulator/accesslog/line_formats.h"
#include "simulator/routing/header_name.h"

#include "model/schema/decode.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using LineJson = nlohmann::json;

enum class JsonField : std::uint8_t {
    Method,
    Path,
    Authority,
    Status,
    Flags,
    ServerName,
    Scheme,
    Protocol,
    Client,
    Forwarded,
    Grpc,
    ContentType,
    None
};

constexpr std::array<std::pair<std::string_view, JsonField>, 29> kJsonFields{{
    {"method", JsonField::Method},
    {":method", JsonField::Method},
    {"request_method", JsonField::Method},
    {"path", JsonField::Path},
    {":path", JsonField::Path},
    {"x-envoy-origin-path", JsonField::Path},
    {"x-envoy-original-path", JsonField::Path},
    {"x_envoy_original_path", JsonField::Path},
    {"request_uri", JsonField::Path},
    {"authority", JsonField::Authority},
    {":authority", JsonField::Authority},
    {"host", JsonField::Authority},
    {"response_code", JsonField::Status},
    {"status", JsonField::Status},
    {"response_flags", JsonField::Flags},
    {"requested_server_name", JsonField::ServerName},
    {"scheme", JsonField::Scheme},
    {":scheme", JsonField::Scheme},
    {"x-forwarded-proto", JsonField::Scheme},
    {"x_forwarded_proto", JsonField::Scheme},
    {"protocol", JsonField::Protocol},
    {"downstream_remote_address", JsonField::Client},
    {"client_ip", JsonField::Client},
    {"x-forwarded-for", JsonField::Forwarded},
    {"x_forwarded_for", JsonField::Forwarded},
    {"grpc_status", JsonField::Grpc},
    {"grpc-status", JsonField::Grpc},
    {"content_type", JsonField::ContentType},
    {"content-type", JsonField::ContentType},
}};

JsonField jsonFieldOf(std::string_view key) {
    const auto found =
        std::ranges::find(kJsonFields, key, &std::pair<std::string_view, JsonField>::first);
    return found == kJsonFields.end() ? JsonField::None : found->second;
}

/// Takes the fields of one object as they come; what lies deeper is passed over.
class EnvoyJsonSax {
public:
    EnvoyJsonSax(const RoutedValues& values, LogRecord& record)
        : m_values(values), m_record(record) {}

    LineProblem problem;

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(std::int64_t value) { return number(value); }
    bool number_unsigned(std::uint64_t value) {
        return number(static_cast<std::int64_t>(std::min<std::uint64_t>(value, INT64_MAX)));
    }
    bool number_float(double, const std::string& text) { return m_depth != 1 || take(text); }
    bool string(const std::string& text) { return m_depth != 1 || take(text); }
    bool binary(const LineJson::binary_t&) { return true; }
    bool start_object(std::size_t) { return deeper(); }
    bool start_array(std::size_t) { return deeper(); }
    bool end_object() { return --m_depth, true; }
    bool end_array() { return --m_depth, true; }
    bool key(const std::string& key) {
        if (m_depth == 1) {
            m_field = jsonFieldOf(key);
            m_key = key;
            if (m_keys.size() < kMostKeys)
                m_keys.push_back(key);
        }
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const LineJson::exception&) {
        problem.column = std::max<std::size_t>(position, 1);
        return false;
    }

    /// " (its field 'pth' is the nearest)", or nothing.
    [[nodiscard]] std::string nearestKey(std::string_view wanted) const {
        const std::vector<std::string_view> keys(m_keys.begin(), m_keys.end());
        const std::string_view near = model::nearest(wanted, keys);
        return near.empty() ? std::string()
                            : fmt::format("; its '{}' is the nearest to that", near);
    }

    [[nodiscard]] bool badStatus() const { return m_badStatus; }
    /// There is a field for the method, whatever is in it.
    [[nodiscard]] bool namesMethod() const {
        return std::ranges::any_of(
            m_keys, [](const std::string& key) { return jsonFieldOf(key) == JsonField::Method; });
    }

private:
    static constexpr std::size_t kMostKeys = 64;
    static constexpr int kDeepest = 32;

    bool deeper() { return ++m_depth <= kDeepest; }
    bool number(std::int64_t value) { return m_depth != 1 || take(fmt::to_string(value)); }

    bool take(std::string_view text) {
        if (isNothing(text))
            return true;
        switch (m_field) {
            case JsonField::Method:
                m_record.method = text;
                break;
            case JsonField::Path:
                m_record.target = text;
                break;
            case JsonField::Authority:
                m_record.authority = text;
                break;
            case JsonField::Status: {
                const auto status = readStatus(text, 1);
                if (!status)
                    return problem = status.error(), m_badStatus = true, false;
                m_record.status = *status;
                break;
            }
            case JsonField::Flags:
                m_record.noRoute = saysNoRoute(text);
                break;
            case JsonField::ServerName:
                m_record.tls = true;
                break;
            case JsonField::Scheme:
                m_record.scheme = text;
                break;
            case JsonField::Protocol:
                m_record.http2 = text.starts_with("HTTP/2");
                break;
            case JsonField::Client:
                if (!m_forwarded)
                    m_record.client = text;
                break;
            case JsonField::Forwarded:
                m_forwarded = true;
                m_record.client = text.substr(0, text.find(','));
                break;
            case JsonField::Grpc:
                m_record.grpc = true;
                break;
            case JsonField::ContentType:
                m_record.grpc = m_record.grpc || text.starts_with("application/grpc");
                break;
            case JsonField::None:
                break;
        }
        takeHeader(text);
        return true;
    }

    /// "user_agent" is the header user-agent: JSON has it in both spellings.
    void takeHeader(std::string_view text) {
        constexpr std::size_t kMostHeaders = 100;
        if (m_values.headers().empty() || m_record.headers.size() >= kMostHeaders)
            return;
        std::string name = m_key;
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c == '_' ? '-' : asciiLower(c); });
        if (m_values.header(name))
            m_record.headers.emplace_back(std::move(name), text);
    }

    const RoutedValues& m_values;
    LogRecord& m_record;
    JsonField m_field = JsonField::None;
    std::string m_key;
    std::vector<std::string> m_keys;
    int m_depth = 0;
    bool m_forwarded = false, m_badStatus = false;
};

}  // namespace

LineRead readEnvoyJson(std::string_view line, const RoutedValues& values, LogRecord& record) {
    // Collectors write a time and a stream in front of what a container says.
    const std::size_t start = line.find('{');
    if (start == std::string_view::npos)
        return unusable(Unusable::NotThisFormat, 1, "a line is one JSON object");
    const std::string_view object = line.substr(start);
    EnvoyJsonSax sax(values, record);
    if (!LineJson::sax_parse(object.begin(), object.end(), &sax)) {
        if (sax.badStatus())
            return std::unexpected(sax.problem);
        const std::size_t column = sax.problem.column;
        return column > object.size()
                   ? unusable(Unusable::CutShort, start + column, "the JSON object does not end")
                   : unusable(Unusable::NotThisFormat, start + column, "this is no JSON");
    }
    if (record.method.empty() && sax.namesMethod())
        return unusable(Unusable::Connection, start + 1, "its method is empty");
    if (record.method.empty())
        return unusable(Unusable::NoMethod, 1, "no field 'method'" + sax.nearestKey("method"));
    if (record.target.empty())
        return unusable(Unusable::NoPath, 1,
                        "no field 'path' or 'x-envoy-origin-path'" + sax.nearestKey("path"));
    return {};
}

}  // namespace gatesight::simulator
