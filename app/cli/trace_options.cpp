#include "app/cli/trace_options.h"

#include "app/cli/arguments.h"
#include "model/text/text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>

namespace gatesight::cli {

namespace {

using simulator::Request;
using Trouble = std::optional<std::string>;

constexpr const char* kGroup = "Request";

bool sameName(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::ranges::equal(a, b, {}, lower, lower);
}

// As curl has it: "Name: value" sends, "Name;" sends without a value, "Name:" takes away what would
// be sent by itself.
Trouble addHeader(Request& request, std::string_view line) {
    const std::size_t end = line.find_first_of(":;");
    const bool empty = end != std::string_view::npos && line[end] == ';';
    if (end == std::string_view::npos || end == 0 || (empty && end + 1 != line.size()))
        return fmt::format("-H '{}' is not of the form 'Name: value'", line);
    const std::string_view name = model::trimmed(line.substr(0, end));
    const std::string_view value = empty ? "" : model::trimmed(line.substr(end + 1));
    if (sameName(name, "host")) {
        request.host = std::string(value);
        return std::nullopt;
    }
    if (empty || !value.empty())
        request.headers.emplace_back(name, value);
    return std::nullopt;
}

void addBody(Request& request, const TraceOptions& options) {
    request.bodyBytes = options.data.size();
    if (options.method.empty() && request.protocol != simulator::Protocol::Grpc)
        request.method = "POST";
    const bool typed = std::ranges::any_of(
        request.headers, [](const auto& h) { return sameName(h.first, "content-type"); });
    if (!typed)
        request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
}

struct NamespacedName {
    std::string namespace_, name;
};

std::optional<NamespacedName> splitName(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size() ||
        text.find('/', slash + 1) != std::string_view::npos)
        return std::nullopt;
    return NamespacedName{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

bool isWorkload(const model::World& world, const NamespacedName& name) {
    return world.find<model::Deployment>(name.namespace_, name.name) ||
           world.find<model::StatefulSet>(name.namespace_, name.name) ||
           world.find<model::DaemonSet>(name.namespace_, name.name) ||
           world.find<model::ReplicaSet>(name.namespace_, name.name) ||
           world.find<model::Job>(name.namespace_, name.name);
}

// Names of Pods and workloads, to hint at the one that was meant.
std::vector<std::string> possibleSources(const model::World& world) {
    constexpr std::array<std::string_view, 6> kKinds{"Pod",       "Deployment", "StatefulSet",
                                                     "DaemonSet", "ReplicaSet", "Job"};
    std::vector<std::string> names;
    for (const model::ObjectPtr& object : world.objects()) {
        if (std::ranges::find(kKinds, object->kind) != kKinds.end())
            names.push_back(object->fullName());
    }
    return names;
}

Trouble setSource(Request& request, std::string_view from, const model::World& world) {
    if (from == "internet")
        return std::nullopt;
    std::string_view kind;
    if (const std::size_t colon = from.find(':'); colon != std::string_view::npos) {
        kind = from.substr(0, colon);
        from = from.substr(colon + 1);
    }
    const auto name = splitName(from);
    if (!name || (!kind.empty() && kind != "pod" && kind != "workload" && kind != "serviceaccount"))
        return fmt::format(
            "--from '{}' is neither internet nor NAMESPACE/POD, NAMESPACE/WORKLOAD or "
            "serviceaccount:NAMESPACE/NAME",
            from);
    request.from.namespace_ = name->namespace_;
    if (kind == "serviceaccount") {
        request.from.serviceAccount = name->name;
    } else if (kind != "workload" && world.find<model::Pod>(name->namespace_, name->name)) {
        request.from.pod = name->name;
    } else if (kind != "pod" && isWorkload(world, *name)) {
        request.from.workload = name->name;
    } else {
        const auto names = possibleSources(world);
        return fmt::format("--from {}: there is no such Pod or workload{}", from,
                           didYouMean(from, names));
    }
    return std::nullopt;
}

// --resolve HOST:PORT:ADDRESS: dial the address, but speak to the host, as curl does. Other hosts
// and ports stay as they are.
Trouble applyResolve(Request& request, std::string_view rule) {
    const std::size_t first = rule.find(':');
    const std::size_t second = first == std::string_view::npos ? first : rule.find(':', first + 1);
    std::uint16_t port = 0;
    if (second == std::string_view::npos || second + 1 == rule.size())
        return fmt::format("--resolve '{}' is not of the form HOST:PORT:ADDRESS", rule);
    const std::string_view host = rule.substr(0, first),
                           digits = rule.substr(first + 1, second - first - 1);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), port).ptr !=
        digits.data() + digits.size())
        return fmt::format("--resolve '{}': '{}' is no port", rule, digits);
    if (!sameName(request.urlHost, host) || request.urlPort != port)
        return std::nullopt;
    std::string_view address = rule.substr(second + 1);
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    if (!request.host)
        request.host = request.authority();
    if (!request.tls.sni)
        request.tls.sni = request.urlHost;
    request.urlHost = std::string(address);
    return std::nullopt;
}

void setProtocol(Request& request, bool http2) {
    if (!http2 || request.protocol != simulator::Protocol::Http1)
        return;
    const bool tls = request.scheme == simulator::Scheme::Https;
    request.protocol = tls ? simulator::Protocol::H2 : simulator::Protocol::H2c;
}

void setPlainFields(Request& request, const TraceOptions& options) {
    if (options.head)
        request.method = "HEAD";
    if (!options.method.empty())
        request.method = options.method;
    request.gateway = options.gateway;
    if (options.port != 0)
        request.port = static_cast<std::uint16_t>(options.port);
    if (options.hostGiven)
        request.host = options.host;
    if (options.sniGiven)
        request.tls.sni = options.sni;
    request.tls.clientCertificateSecret = options.clientCertificate;
    request.sourceIp = options.sourceIp;
    request.repeat = static_cast<std::uint32_t>(options.repeat);
}

CLI::Validator namespacedName() {
    return {[](std::string& given) {
                return splitName(given)
                           ? std::string()
                           : fmt::format("'{}' is not of the form NAMESPACE/NAME", given);
            },
            ""};
}

}  // namespace

void addTraceOptions(CLI::App& app, TraceOptions& options) {
    const auto text = [&app](const char* names, std::string& value, const char* type,
                             const char* description) {
        return app.add_option(names, value, description)
            ->type_name(type)
            ->take_last()
            ->group(kGroup);
    };
    app.add_option("url", options.url, "what a client would type")->type_name("URL");
    text("-X,--request", options.method, "METHOD",
         "method (default: GET; POST with -d and for gRPC)");
    addRepeated(app, "-H,--header", options.headers, "'NAME: VALUE'",
                "a header; may be repeated, order is kept")
        ->group(kGroup);
    text("-d,--data", options.data, "TEXT", "a body; makes the method POST")
        ->each([&options](const std::string&) { options.dataGiven = true; });
    addSwitch(app, "-I,--head", options.head, "method HEAD")->group(kGroup);
    text("--from", options.from, "WHERE",
         "internet (default), or where in the cluster: NAMESPACE/POD, NAMESPACE/WORKLOAD, "
         "serviceaccount:NAMESPACE/NAME");
    text("--gateway", options.gateway, "NAMESPACE/NAME", "send to this Gateway, whatever DNS says")
        ->check(namespacedName());
    addNumber(app, "--port", options.port, 1, 65535,
              "port of the listener, when it differs from the URL's")
        ->group(kGroup);
    text("--host", options.host, "HOST",
         "Host or :authority, when it differs from the URL's; '' sends none")
        ->each([&options](const std::string&) { options.hostGiven = true; });
    text("--resolve", options.resolve, "HOST:PORT:ADDRESS",
         "dial ADDRESS when the URL says HOST and PORT");
    text("--sni", options.sni, "NAME",
         "server name of the TLS handshake (default: the URL's host); '' sends none")
        ->each([&options](const std::string&) { options.sniGiven = true; });
    addSwitch(app, "--http2", options.http2, "speak HTTP/2; without TLS with prior knowledge")
        ->group(kGroup);
    text("--client-certificate", options.clientCertificate, "NAMESPACE/NAME",
         "Secret with the client's certificate")
        ->check(namespacedName());
    text("--source-ip", options.sourceIp, "ADDRESS",
         "address of the client, for rules that look at it");
    addNumber(app, "--repeat", options.repeat, 1, 1'000'000,
              "send it so often, each time with its own draw")
        ->group(kGroup);
}

std::expected<Request, std::string> requestOf(const TraceOptions& options,
                                              const model::World& world) {
    Request request;
    if (const auto set = simulator::setUrl(request, options.url); !set)
        return std::unexpected(set.error());
    setPlainFields(request, options);
    for (const std::string& header : options.headers) {
        if (const Trouble trouble = addHeader(request, header))
            return std::unexpected(*trouble);
    }
    setProtocol(request, options.http2);
    if (options.dataGiven)
        addBody(request, options);
    if (const Trouble trouble = setSource(request, options.from, world))
        return std::unexpected(*trouble);
    if (!options.resolve.empty()) {
        if (const Trouble trouble = applyResolve(request, options.resolve))
            return std::unexpected(*trouble);
    }
    // The same bounds and complaints as for a Request in JSON.
    if (const auto checked = simulator::requestFromJson(toJson(request)); !checked)
        return std::unexpected(checked.error());
    return request;
}

}  // namespace gatesight::cli
