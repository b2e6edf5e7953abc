#include "ui/request/curl_text.h"
#include "model/text/text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace gatesight::ui {

using simulator::Protocol;
using simulator::Request;
using simulator::Scheme;

namespace {

// Bound on what is pasted: browsers write some tens of kilobytes of cookies at most.
constexpr std::size_t kMaxLine = 1u << 20;

enum class Means {
    Method,
    Header,
    Data,
    DataAsQuery,
    Head,
    Url,
    Resolve,
    ConnectTo,
    UserAgent,
    Referer,
    Cookie,
    Http2,
    PriorKnowledge,
    Compressed,
    Certificate,
    Nothing,
    NothingWithValue
};

struct CurlOption {
    std::string_view name;
    char letter;
    Means means;
};
constexpr std::array kOptions{
    CurlOption{"request", 'X', Means::Method},
    CurlOption{"header", 'H', Means::Header},
    CurlOption{"data", 'd', Means::Data},
    CurlOption{"data-raw", 0, Means::Data},
    CurlOption{"data-binary", 0, Means::Data},
    CurlOption{"data-ascii", 0, Means::Data},
    CurlOption{"data-urlencode", 0, Means::Data},
    CurlOption{"json", 0, Means::Data},
    CurlOption{"get", 'G', Means::DataAsQuery},
    CurlOption{"head", 'I', Means::Head},
    CurlOption{"url", 0, Means::Url},
    CurlOption{"resolve", 0, Means::Resolve},
    CurlOption{"connect-to", 0, Means::ConnectTo},
    CurlOption{"user-agent", 'A', Means::UserAgent},
    CurlOption{"referer", 'e', Means::Referer},
    CurlOption{"cookie", 'b', Means::Cookie},
    CurlOption{"http2", 0, Means::Http2},
    CurlOption{"http2-prior-knowledge", 0, Means::PriorKnowledge},
    CurlOption{"compressed", 0, Means::Compressed},
    CurlOption{"cert", 'E', Means::Certificate},
    CurlOption{"silent", 's', Means::Nothing},
    CurlOption{"show-error", 'S', Means::Nothing},
    CurlOption{"insecure", 'k', Means::Nothing},
    CurlOption{"location", 'L', Means::Nothing},
    CurlOption{"include", 'i', Means::Nothing},
    CurlOption{"verbose", 'v', Means::Nothing},
    CurlOption{"fail", 'f', Means::Nothing},
    CurlOption{"http1.1", 0, Means::Nothing},
    CurlOption{"output", 'o', Means::NothingWithValue},
    CurlOption{"max-time", 'm', Means::NothingWithValue},
    CurlOption{"user", 'u', Means::NothingWithValue},
    CurlOption{"write-out", 'w', Means::NothingWithValue},
    CurlOption{"cacert", 0, Means::NothingWithValue},
    CurlOption{"key", 0, Means::NothingWithValue},
    CurlOption{"connect-timeout", 0, Means::NothingWithValue},
    CurlOption{"retry", 0, Means::NothingWithValue},
};

bool takesValue(Means means) {
    switch (means) {
        case Means::DataAsQuery:
        case Means::Head:
        case Means::Http2:
        case Means::PriorKnowledge:
        case Means::Compressed:
        case Means::Nothing:
            return false;
        default:
            return true;
    }
}

bool sameName(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    });
}

class CurlReader {
public:
    std::expected<CurlLine, std::string> read(const std::vector<std::string>& words) {
        for (std::size_t i = 1; i < words.size() && m_error.empty(); ++i)
            i = take(words, i);
        if (m_error.empty())
            finish();
        if (!m_error.empty())
            return std::unexpected(m_error);
        return std::move(m_line);
    }

private:
    Request& request() { return m_line.request; }

    /// Takes the word at `i` and its value; returns the index of the last word taken.
    std::size_t take(const std::vector<std::string>& words, std::size_t i) {
        const std::string& word = words[i];
        if (word.starts_with("--"))
            return takeLong(words, i);
        if (word.size() > 1 && word.front() == '-')
            return takeShort(words, i);
        m_url = word;
        return i;
    }

    std::size_t takeLong(const std::vector<std::string>& words, std::size_t i) {
        const std::string_view name = std::string_view(words[i]).substr(2);
        const auto option = std::ranges::find(kOptions, name, &CurlOption::name);
        if (option == kOptions.end()) {
            m_line.ignored.push_back(words[i]);
            return i;
        }
        if (!takesValue(option->means)) {
            apply(option->means, {}, words[i]);
            return i;
        }
        if (i + 1 >= words.size()) {
            m_error = fmt::format("{} needs a value.", words[i]);
            return i;
        }
        apply(option->means, words[i + 1], words[i]);
        return i + 1;
    }

    /// "-sSLX POST" and "-XPOST" are both allowed.
    std::size_t takeShort(const std::vector<std::string>& words, std::size_t i) {
        const std::string& word = words[i];
        for (std::size_t at = 1; at < word.size(); ++at) {
            const auto option = std::ranges::find(kOptions, word[at], &CurlOption::letter);
            const std::string name{'-', word[at]};
            if (option == kOptions.end()) {
                m_line.ignored.push_back(name);
                continue;
            }
            if (!takesValue(option->means)) {
                apply(option->means, {}, name);
                continue;
            }
            if (at + 1 < word.size()) {
                apply(option->means, word.substr(at + 1), name);
                return i;
            }
            if (i + 1 >= words.size()) {
                m_error = fmt::format("{} needs a value.", name);
                return i;
            }
            apply(option->means, words[i + 1], name);
            return i + 1;
        }
        return i;
    }

    void apply(Means means, const std::string& value, const std::string& option) {
        switch (means) {
            case Means::Method:
                m_method = value;
                break;
            case Means::Header:
                addHeader(value);
                break;
            case Means::Data:
                m_data = m_data ? *m_data + "&" + value : value;
                break;
            case Means::DataAsQuery:
                m_dataAsQuery = true;
                break;
            case Means::Head:
                m_head = true;
                break;
            case Means::Url:
                m_url = value;
                break;
            case Means::Resolve:
                m_resolve = value;
                break;
            case Means::ConnectTo:
                m_line.ignored.push_back(option);
                break;
            case Means::UserAgent:
                request().headers.emplace_back("User-Agent", value);
                break;
            case Means::Referer:
                request().headers.emplace_back("Referer", value);
                break;
            case Means::Cookie:
                request().headers.emplace_back("Cookie", value);
                break;
            case Means::Http2:
                m_http2 = true;
                break;
            case Means::PriorKnowledge:
                m_http2 = true;
                break;
            case Means::Compressed:
                request().headers.emplace_back("Accept-Encoding", "gzip");
                break;
            case Means::Certificate:
                m_line.ignored.push_back(option);
                break;
            case Means::Nothing:
                break;
            case Means::NothingWithValue:
                m_line.ignored.push_back(option);
                break;
        }
    }

    void addHeader(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            m_line.ignored.push_back(fmt::format("-H {}", line));
            return;
        }
        const std::string_view name = model::trimmed(line.substr(0, colon)),
                               value = model::trimmed(line.substr(colon + 1));
        if (sameName(name, "host"))
            request().host = std::string(value);
        else if (!value.empty())
            request().headers.emplace_back(name, value);
    }

    void finish() {
        if (m_url.empty()) {
            m_error = "There is no URL in this cURL line.";
            return;
        }
        if (!m_url.contains("://"))
            m_url = "http://" + m_url;
        // setUrl fills what the scheme implies; what the options said stays.
        if (const auto set = simulator::setUrl(request(), m_url); !set) {
            m_error = set.error();
            return;
        }
        if (m_http2 && request().protocol == Protocol::Http1)
            request().protocol = request().scheme == Scheme::Https ? Protocol::H2 : Protocol::H2c;
        if (m_data)
            addData();
        if (m_head)
            request().method = "HEAD";
        if (!m_method.empty())
            request().method = m_method;
        if (!m_resolve.empty())
            applyResolve();
    }

    void addData() {
        if (m_dataAsQuery) {
            std::optional<std::string>& query = request().query;
            query = query && !query->empty() ? *query + "&" + *m_data : *m_data;
            return;
        }
        request().method = "POST";
        request().bodyBytes = m_data->size();
        const bool typed = std::ranges::any_of(request().headers, [](const auto& header) {
            return sameName(header.first, "content-type");
        });
        if (!typed)
            request().headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    }

    /// HOST:PORT:ADDRESS: dial the address, but speak to the host.
    void applyResolve() {
        const std::size_t first = m_resolve.find(':');
        const std::size_t second =
            first == std::string::npos ? first : m_resolve.find(':', first + 1);
        if (second == std::string::npos) {
            m_error = "--resolve wants HOST:PORT:ADDRESS.";
            return;
        }
        const std::string port = m_resolve.substr(first + 1, second - first - 1);
        if (!sameName(request().urlHost, std::string_view(m_resolve).substr(0, first)) ||
            port != fmt::format("{}", request().urlPort))
            return;
        if (!request().host)
            request().host = request().authority();
        if (!request().tls.sni)
            request().tls.sni = request().urlHost;
        std::string address = m_resolve.substr(second + 1);
        std::erase(address, '[');
        std::erase(address, ']');
        request().urlHost = address;
    }

    CurlLine m_line;
    std::string m_url, m_method, m_resolve, m_error;
    std::optional<std::string> m_data;
    bool m_dataAsQuery = false, m_head = false, m_http2 = false;
};

/// One line of JSON; bytes that are no UTF-8 are replaced, not thrown upon.
std::string oneLine(const nlohmann::ordered_json& value) {
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string_view defaultMethod(const Request& request) {
    return request.scheme == Scheme::Grpc || request.scheme == Scheme::Grpcs ? "POST" : "GET";
}

std::string sourceWord(const simulator::RequestSource& from) {
    if (!from.pod.empty())
        return fmt::format("pod:{}/{}", from.namespace_, from.pod);
    if (!from.workload.empty())
        return fmt::format("workload:{}/{}", from.namespace_, from.workload);
    return fmt::format("serviceaccount:{}/{}", from.namespace_, from.serviceAccount);
}

}  // namespace

bool looksLikeCurl(std::string_view text) {
    text = model::trimmed(text);
    if (text.starts_with("$ "))
        text = model::trimmed(text.substr(2));
    return text.starts_with("curl ") || text.starts_with("curl.exe ");
}

std::expected<CurlLine, std::string> fromCurl(std::string_view text) {
    if (text.size() > kMaxLine)
        return std::unexpected("This is too long for a cURL line.");
    text = model::trimmed(text);
    if (text.starts_with("$ "))
        text = model::trimmed(text.substr(2));
    const auto words = shellWords(text);
    if (!words)
        return std::unexpected(words.error());
    return CurlReader().read(*words);
}

std::string toCurl(const Request& request) {
    std::string line = "curl";
    if (request.method == "HEAD")
        line += " -I";
    else if (request.method != (request.bodyBytes > 0 ? "POST" : "GET"))
        line += " -X " + shellWord(request.method);
    if (request.protocol == Protocol::H2)
        line += " --http2";
    if (request.protocol == Protocol::H2c)
        line += " --http2-prior-knowledge";
    if (request.host)
        line += " -H " + shellWord("Host: " + *request.host);
    for (const auto& [name, value] : request.headers)
        line += " -H " + shellWord(name + ": " + value);
    if (request.bodyBytes > 0)
        line += fmt::format(" --data-binary \"$(head -c {} /dev/zero | tr '\\0' x)\"",
                            request.bodyBytes);
    return line + " " + shellWord(request.url());
}

std::string toCommandLine(const Request& request, const std::vector<std::string>& paths) {
    std::string line = "gatesight trace";
    for (const std::string& path : paths)
        line += " -f " + shellWord(path);
    const auto add = [&line](std::string_view option, std::string_view value) {
        line += fmt::format(" {} {}", option, shellWord(value));
    };
    if (request.method != defaultMethod(request))
        add("-X", request.method);
    for (const auto& [name, value] : request.headers)
        add("-H", name + ": " + value);
    if (request.host)
        add("--host", *request.host);
    if (!request.gateway.empty())
        add("--gateway", request.gateway);
    if (request.port)
        add("--port", fmt::format("{}", *request.port));
    if (!request.from.internet())
        add("--from", sourceWord(request.from));
    if (request.tls.sni)
        add("--sni", *request.tls.sni);
    if (!request.tls.clientCertificateSecret.empty())
        add("--client-certificate", request.tls.clientCertificateSecret);
    if (request.protocol == Protocol::H2 || request.protocol == Protocol::H2c)
        line += " --http2";
    if (!request.sourceIp.empty())
        add("--source-ip", request.sourceIp);
    return line + " " + shellWord(request.url());
}

std::string toScenarioItem(const Request& request, std::string_view name) {
    // JSON is YAML: each value stays on one line, and the keys read like the hand-written ones.
    std::string item = fmt::format("- name: {}\n", oneLine(name));
    const nlohmann::ordered_json json = toJson(request);
    for (const auto& [key, value] : json.items())
        if (key != "id")
            item += fmt::format("  {}: {}\n", key, oneLine(value));
    return item;
}

}  // namespace gatesight::ui
