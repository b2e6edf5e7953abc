#include "simulator/who/talk_export.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

std::string_view talkWords(TalkState state) {
    switch (state) {
        case TalkState::Nothing:
            return "nobody to talk to";
        case TalkState::Allowed:
            return "allowed";
        case TalkState::Partly:
            return "allowed in part";
        case TalkState::NoRoute:
            return "allowed, but no route";
        case TalkState::Denied:
            return "denied";
        case TalkState::Unknown:
            return "unknown";
    }
    return {};
}

std::string_view talkSign(TalkState state) {
    switch (state) {
        case TalkState::Nothing:
            return ".";
        case TalkState::Allowed:
            return "Y";
        case TalkState::Partly:
            return "/";
        case TalkState::NoRoute:
            return "-";
        case TalkState::Denied:
            return "x";
        case TalkState::Unknown:
            return "?";
    }
    return {};
}

std::string_view talkGlyph(TalkState state) {
    switch (state) {
        case TalkState::Allowed:  // a tick
            return "M3.4 8.6L6.8 12L12.8 4.6";
        case TalkState::Partly:  // a disc, filled in part
            return "M13.6 8A5.6 5.6 0 1 1 2.4 8A5.6 5.6 0 1 1 13.6 8";
        case TalkState::NoRoute:  // a way that ends before its target
            return "M1.8 8H6.6M9.8 4.4V11.6M12.6 8H14.4";
        case TalkState::Denied:  // a cross
            return "M4.4 4.4L11.6 11.6M11.6 4.4L4.4 11.6";
        case TalkState::Unknown:
            return "M5.2 5.8C5.2 1.9 11 1.9 11 5.7C11 8 8.1 7.9 8.1 10.2M8.1 13V13.3";
        case TalkState::Nothing:
            return "M7.4 8H8.6";
    }
    return {};
}

std::string talkRoomNote(const WhoTalks& who) {
    if (who.unexpanded == 0)
        return {};
    const bool one = who.unexpanded == 1;
    return fmt::format(
        "{} more namespace{} would not fit workload by workload; name fewer to see {}",
        who.unexpanded, one ? "" : "s", one ? "its" : "theirs");
}

double talkPart(const TalkTally& tally) {
    return std::clamp(tally.share(), 0.1, 0.9);
}

std::string talkCounts(const TalkTally& tally) {
    const auto of = [&](TalkOutcome outcome) { return tally.of(outcome); };
    std::string text;
    const auto add = [&](TalkOutcome outcome, std::string_view words) {
        if (of(outcome) != 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", of(outcome), words);
    };
    add(TalkOutcome::Allowed, "allowed");
    add(TalkOutcome::Some, "allowed for some addresses or ports");
    add(TalkOutcome::NoRoute, "allowed without a route");
    add(TalkOutcome::Denied, "denied");
    add(TalkOutcome::Unknown, "unknown");
    return text.empty() ? "nobody to talk to" : text;
}

}  // namespace gatesight::simulator
