#include "simulator/changes/path_witnesses.h"

#include "simulator/changes/pattern_samples.h"

#include <fmt/format.h>

#include <algorithm>

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

using Names = std::vector<std::string_view>;

/// Without doubles.
Names sortedNames(Names names) {
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

/// A path right below a prefix that no match names.
std::string below(std::string_view prefix, const Names& named) {
    std::string path(prefix);
    path.append("/").append(kAnything);
    for (int i = 1; std::ranges::binary_search(named, std::string_view(path)); ++i)
        path = fmt::format("{}/{}{}", prefix, kAnything, i);
    return path;
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
    std::string_view path = match.path.value;
    switch (match.path.type) {
        case Type::Exact:
            m_exact.push_back(path);
            break;
        case Type::PathPrefix:
            while (path.ends_with('/'))
                path.remove_suffix(1);
            m_prefixes.push_back(path);
            break;
        case Type::RegularExpression:
            m_expressions.emplace(path);
            break;
    }
}

/// Each path is followed by those below it, so that there is seldom anything left to sort.
std::vector<std::string> PathWitnesses::paths() const {
    const Names prefixes = sortedNames(m_prefixes);
    Names named(m_exact);
    named.insert(named.end(), prefixes.begin(), prefixes.end());
    named = sortedNames(std::move(named));
    std::vector<std::string> paths;
    paths.reserve(named.size() + 2 * prefixes.size() + 2);
    paths.emplace_back("/");
    paths.push_back(below("", named));
    for (const std::string_view path : named) {
        if (!path.empty() || std::ranges::find(m_exact, path) != m_exact.end())
            paths.emplace_back(path);
        if (path.empty() || !std::ranges::binary_search(prefixes, path))
            continue;
        paths.emplace_back(path).push_back('/');
        paths.push_back(below(path, named));
    }
    for (const std::string& expression : m_expressions) {
        for (std::string& sample : samplesOf(expression, kPathSamples)) {
            if (sample.starts_with('/') && sample.find_first_of("?# \t\n") == std::string::npos)
                paths.push_back(std::move(sample));
        }
    }
    if (!std::ranges::is_sorted(paths))
        std::ranges::sort(paths);
    paths.erase(std::ranges::unique(paths).begin(), paths.end());
    return paths;
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
