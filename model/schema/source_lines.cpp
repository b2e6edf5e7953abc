#include "model/schema/source_lines.h"

namespace gatesight::model {

std::size_t SourceLines::scalarLength(const SourcePtr& source, Position position,
                                      std::string_view value) {
    if (source != m_source) {
        m_source = source;
        m_starts.assign(1, 0);
        for (std::size_t i = source->text.find('\n'); i != std::string::npos;
             i = source->text.find('\n', i + 1))
            m_starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
    if (!position.known() || position.line > m_starts.size())
        return 0;
    const std::size_t at = m_starts[position.line - 1] + position.column - 1;
    if (at >= source->text.size())
        return 0;
    std::string_view rest = std::string_view(source->text).substr(at);
    if (rest.starts_with(value) && !value.empty())
        return value.size();
    const char quote = rest.front();
    if ((quote != '"' && quote != '\'') || !rest.substr(1).starts_with(value) ||
        !rest.substr(1 + value.size()).starts_with(quote))
        return 0;
    return value.size() + 2;
}

}  // namespace gatesight::model
