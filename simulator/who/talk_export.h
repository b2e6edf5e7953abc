// The east-west picture as text formats: a table, SVG, JSON, DOT, Mermaid.
#pragma once

#include "simulator/topology/export.h"
#include "simulator/who/who_talks.h"

#include <string>

namespace gatesight::simulator {

/// What a state is called in a legend: "allowed", "allowed, but no route".
[[nodiscard]] std::string_view talkWords(TalkState state);
/// One sign of a state in text: "Y", "part".
[[nodiscard]] std::string_view talkSign(TalkState state);
/// Path data of the sign of a state, on a square of 16; told apart by shape alone.
[[nodiscard]] std::string_view talkGlyph(TalkState state);
/// Of what is allowed in part, the part that a disc is filled with: 0.1 to 0.9, so that it is
/// always seen to be neither.
[[nodiscard]] double talkPart(const TalkTally& tally);
/// "12 more namespaces would not fit workload by workload; name fewer to see theirs"; empty: all
/// fit.
[[nodiscard]] std::string talkRoomNote(const WhoTalks& who);
/// "24 allowed, 12 denied"
[[nodiscard]] std::string talkCounts(const TalkTally& tally);

/// The picture in a page as wide as it must be, with a legend.
[[nodiscard]] std::string toSvg(const WhoTalks& who, const ExportOptions& options = {});
/// With the reason of each cell by a witness.
[[nodiscard]] nlohmann::ordered_json toJson(const Simulation& simulation, const WhoTalks& who);
/// Groups as nodes, and edges for what is allowed, in part too, or unknown.
[[nodiscard]] std::string toDot(const WhoTalks& who, const ExportOptions& options = {});
[[nodiscard]] std::string toMermaid(const WhoTalks& who, const ExportOptions& options = {});
/// Lines of plain text; columns are numbered and named below.
[[nodiscard]] std::string toText(const WhoTalks& who);

}  // namespace gatesight::simulator
