// Text of a report: words with a meaning that each output form shows in its own way.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// What the words are. Code: they stand in a manifest like this. The four last ones are judgements.
enum class TextTone { Plain, Strong, Muted, Code, Good, Caution, Bad, Info };

struct TextRun {
    std::string text;
    TextTone tone = TextTone::Plain;
};

/// A line or paragraph. Its texts come from manifests and may hold anything; whoever writes them
/// escapes.
class RichText {
public:
    RichText() = default;
    RichText(std::initializer_list<TextRun> runs) : m_runs(runs) {}
    RichText(std::string words, TextTone tone = TextTone::Plain) { add(std::move(words), tone); }
    RichText(const char* words) : RichText(std::string(words)) {}

    RichText& add(std::string words, TextTone tone = TextTone::Plain) {
        if (!words.empty())
            m_runs.push_back({std::move(words), tone});
        return *this;
    }
    RichText& append(const RichText& more) {
        m_runs.insert(m_runs.end(), more.m_runs.begin(), more.m_runs.end());
        return *this;
    }

    [[nodiscard]] std::span<const TextRun> runs() const { return m_runs; }
    [[nodiscard]] bool empty() const { return m_runs.empty(); }
    /// The words alone.
    [[nodiscard]] std::string plain() const {
        std::string result;
        for (const TextRun& run : m_runs)
            result += run.text;
        return result;
    }

private:
    std::vector<TextRun> m_runs;
};

/// Words as they stand in a manifest.
[[nodiscard]] inline RichText code(std::string words) {
    return {std::move(words), TextTone::Code};
}

}  // namespace gatesight::simulator
