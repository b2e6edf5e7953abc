#include "simulator/lint/fixes.h"

#include "simulator/all_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostTried = 500;

/// What a finding says, without its place, which moves with every edit.
std::string keyOfFinding(const model::Finding& finding) {
    return fmt::format("{}\n{}\n{}\n{}", finding.rule, toString(finding.object), finding.field,
                       finding.message);
}

std::map<std::string, std::size_t> countErrors(const model::Findings& findings) {
    std::map<std::string, std::size_t> counts;
    for (const model::Finding& finding : findings)
        if (finding.severity == model::Severity::Error)
            ++counts[keyOfFinding(finding)];
    return counts;
}

std::optional<std::string> edited(std::string text, const model::SuggestedEdit& edit) {
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < edit.source.position.line; ++line) {
        at = text.find('\n', at);
        if (at == std::string::npos)
            return std::nullopt;
        ++at;
    }
    at += edit.source.position.column - 1;
    if (edit.source.position.column == 0 || at > text.size() || edit.length > text.size() - at)
        return std::nullopt;
    return text.replace(at, edit.length, edit.replacement);
}

class FixTrial {
public:
    FixTrial(FixInput input, const std::stop_token& stop)
        : m_input(std::move(input)), m_stop(stop) {}

    Fixes run() {
        model::Findings findings = findingsOf(m_input.layers);
        std::size_t tried = 0;
        for (std::optional<model::Finding> next; (next = candidate(findings));) {
            if (m_stop.stop_requested())
                break;
            if (++tried > kMostTried) {
                m_fixes.bounded = true;
                break;
            }
            m_done.insert(keyOfFinding(*next));
            tryOne(std::move(*next), findings);
        }
        collectTexts();
        return std::move(m_fixes);
    }

private:
    using Layers = std::vector<model::Manifests>;

    model::Findings findingsOf(const Layers& layers) const {
        model::WorldBuilder builder({.channel = m_input.options.channel});
        for (const model::Manifests& layer : layers)
            builder.addLayer(layer);
        const SimulationPtr simulation =
            simulate(std::move(builder).build(), m_input.options, m_stop);
        if (!simulation)
            return {};
        model::Findings findings = allFindings(*simulation);
        sortByPlace(findings, simulation->world->sources());
        return findings;
    }

    std::optional<model::Finding> candidate(const model::Findings& findings) const {
        const FixInput::Counts counts = m_input.counting(m_input.layers);
        for (const model::Finding& finding : findings)
            if (finding.edit && counts(finding) && !m_done.contains(keyOfFinding(finding)))
                return finding;
        return std::nullopt;
    }

    void tryOne(model::Finding finding, model::Findings& findings) {
        const auto refuse = [&](std::string why) {
            m_fixes.refused.push_back({std::move(finding), std::move(why)});
        };
        const auto place = placeOf(finding.edit->source.file);
        if (!place)
            return refuse("its text cannot be changed in place");
        Layers layers = m_input.layers;
        const model::SourcePtr& source = layers[place->first].sources[place->second];
        std::optional<std::string> text = edited(source->text, *finding.edit);
        if (!text)
            return refuse("its text is not as it was");
        replaceSource(layers[place->first], place->second, std::move(*text));
        model::Findings after = findingsOf(layers);
        const std::string key = keyOfFinding(finding);
        const auto count = [&key](const model::Findings& all) {
            return std::ranges::count(all, key, keyOfFinding);
        };
        if (count(after) >= count(findings))
            return refuse("the finding would still be there");
        const auto before = countErrors(findings);
        for (const auto& [error, times] : countErrors(after))
            if (const auto known = before.find(error);
                known == before.end() || known->second < times)
                return refuse("it would make an error: " + error.substr(error.rfind('\n') + 1));
        m_input.layers = std::move(layers);
        findings = std::move(after);
        m_fixes.fixed.push_back(std::move(finding));
    }

    /// Layer and source of a file that may be changed; a text that was read twice may not.
    std::optional<std::pair<std::size_t, std::size_t>> placeOf(const std::string& name) const {
        std::optional<std::pair<std::size_t, std::size_t>> place;
        for (std::size_t i = 0; i < m_input.layers.size(); ++i) {
            const auto& sources = m_input.layers[i].sources;
            for (std::size_t j = 0; j < sources.size(); ++j) {
                if (sources[j]->name != name)
                    continue;
                if (place || !(m_texts.contains(name) || m_input.mayChange(*sources[j])))
                    return std::nullopt;
                place = {i, j};
            }
        }
        return place;
    }

    void replaceSource(model::Manifests& layer, std::size_t index, std::string text) {
        const model::SourcePtr old = layer.sources[index];
        m_texts.try_emplace(old->name, old->text);
        model::Manifests fresh = model::readText(old->name, std::move(text), m_input.reading);
        const auto isOld = [&old](const model::DocumentPtr& document) {
            return document->source == old;
        };
        const auto first = std::ranges::find_if(layer.documents, isOld);
        const auto at = first - layer.documents.begin();
        std::erase_if(layer.documents, isOld);
        layer.documents.insert(layer.documents.begin() + at, fresh.documents.begin(),
                               fresh.documents.end());
        std::erase_if(layer.findings, [&old](const model::Finding& finding) {
            return finding.source.file == old->name;
        });
        layer.findings.insert(layer.findings.end(), fresh.findings.begin(), fresh.findings.end());
        if (!fresh.sources.empty())
            layer.sources[index] = fresh.sources.front();
    }

    void collectTexts() {
        for (const model::Manifests& layer : m_input.layers)
            for (const model::SourcePtr& source : layer.sources)
                if (const auto was = m_texts.find(source->name);
                    was != m_texts.end() && was->second != source->text)
                    m_fixes.texts.push_back({source->name, was->second, source->text});
    }

    FixInput m_input;
    const std::stop_token& m_stop;
    Fixes m_fixes;
    std::set<std::string> m_done;                // findings that were tried
    std::map<std::string, std::string> m_texts;  // as they were, of those that were changed
};

}  // namespace

Fixes provenFixes(FixInput input, const std::stop_token& stop) {
    return FixTrial(std::move(input), stop).run();
}

}  // namespace gatesight::simulator
