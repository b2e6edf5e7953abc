// What leaves the window as a document: pictures of the graph, the decision, the answers to the
// saved requests.
#pragma once

#include "ui/jobs/write_file.h"
#include "ui/session/session.h"

namespace gatesight::ui {

/// SVG of the graph with the lit path; empty while nothing is loaded.
[[nodiscard]] QByteArray graphSvg(const Session& session, bool dark);
/// The same as PNG, two device pixels for each of the drawing's; bounded in size.
[[nodiscard]] QByteArray graphPng(const Session& session, bool dark);
/// The current decision with its trace, as `gatesight trace -o json` prints it.
[[nodiscard]] QByteArray decisionJson(const Session& session);
/// Answers to the saved requests.
[[nodiscard]] QByteArray answersJson(const Session& session);
/// name,method,url,status,where,expectation
[[nodiscard]] QByteArray answersCsv(const Session& session);

}  // namespace gatesight::ui
