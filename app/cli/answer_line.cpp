#include "app/cli/answer_line.h"

#include <fmt/format.h>

namespace gatesight::cli {

using simulator::Outcome;

std::string answerLine(const simulator::Decision& decision, const Style& style) {
    const Tone tone = decision.outcome == Outcome::Unknown ? Tone::Caution
                      : isGoodNews(decision)               ? Tone::Good
                                                           : Tone::Bad;
    std::string line = style.paint(style.clean(inOneLine(decision)), tone);
    if (!decision.reason.empty() &&
        (!isGoodNews(decision) || decision.outcome == Outcome::Responded))
        line += style.paint(fmt::format("  {}", style.clean(decision.reason)), Tone::Dim);
    return line;
}

}  // namespace gatesight::cli
