#include "simulator/changes/path_witnesses.h"

#include "simulator/changes/pattern_samples.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kPathSamples = 6;

/// Words that nothing in `taken` is called.
std::string otherThan(const std::set<std::string>& taken, std::string_view word) {
    std::string result(word);
    for (int i = 1; taken.contains(result); ++i)
        result = fmt::format("{}{}", word, i);
    return result;
}

}  // namespace

void PathWitnesses::add(const model::HTTPRouteMatch& match) {
    using Type = model::HTTPPathMatch::Type;
    if (match.call && !match.call->regex) {
        const auto& [service, method] = std::pair(match.call->service, match.call->method);
        if (!service.empty() && !method.empty())
            m_calls.emplace(service, method);
        else if (!service.empty())
            m_services.insert(service);
        else if (!method.empty())
            m_methods.insert(method);
        return;
    }
    std::string path = match.path.value;
    switch (match.path.type) {
        case Type::Exact:
            m_exact.insert(std::move(path));
            break;
        case Type::PathPrefix:
            while (path.ends_with('/'))
                path.pop_back();
            m_prefixes.insert(std::move(path));
            break;
        case Type::RegularExpression:
            m_expressions.insert(std::move(path));
            break;
    }
}

/// A path right below a prefix that no other match names.
std::string PathWitnesses::below(const std::string& prefix) const {
    const auto named = [this](const std::string& path) {
        return m_exact.contains(path) || m_prefixes.contains(path);
    };
    std::string path = fmt::format("{}/{}", prefix, kAnything);
    for (int i = 1; named(path); ++i)
        path = fmt::format("{}/{}{}", prefix, kAnything, i);
    return path;
}

std::vector<std::string> PathWitnesses::paths() const {
    std::set<std::string> paths(m_exact);
    paths.insert({"/", below("")});
    for (const std::string& prefix : m_prefixes)
        paths.insert({prefix.empty() ? "/" : prefix, prefix + "/", below(prefix)});
    for (const std::string& expression : m_expressions) {
        for (std::string& sample : samplesOf(expression, kPathSamples)) {
            if (sample.starts_with('/') && sample.find_first_of("?# \t\n") == std::string::npos)
                paths.insert(std::move(sample));
        }
    }
    return {paths.begin(), paths.end()};
}

std::vector<std::string> PathWitnesses::calls() const {
    std::set<std::string> services(m_services), methods(m_methods), named;
    std::set<std::string> all;
    for (const auto& [service, method] : m_calls) {
        services.insert(service);
        named.insert(method);
        all.insert(fmt::format("/{}/{}", service, method));
    }
    named.insert(methods.begin(), methods.end());
    services.insert(otherThan(services, "anything.Service"));
    methods.insert(otherThan(named, "Anything"));
    for (const std::string& service : services) {
        for (const std::string& method : methods)
            all.insert(fmt::format("/{}/{}", service, method));
    }
    for (const std::string& expression : m_expressions) {
        for (std::string& sample : samplesOf(expression, kPathSamples)) {
            if (sample.starts_with('/'))
                all.insert(std::move(sample));
        }
    }
    return {all.begin(), all.end()};
}

std::vector<std::string> PathWitnesses::callOfEach() const {
    std::set<std::string> services(m_services), methods(m_methods), all;
    for (const auto& [service, method] : m_calls) {
        services.insert(service);
        methods.insert(method);
        all.insert(fmt::format("/{}/{}", service, method));
    }
    const std::string noService = otherThan(services, "anything.Service"),
                      noMethod = otherThan(methods, "Anything");
    for (const std::string& service : m_services)
        all.insert(fmt::format("/{}/{}", service, noMethod));
    for (const std::string& method : m_methods)
        all.insert(fmt::format("/{}/{}", noService, method));
    all.insert(fmt::format("/{}/{}", noService, noMethod));
    return {all.begin(), all.end()};
}

}  // namespace gatesight::simulator
