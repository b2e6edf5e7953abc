#include "ui/report/made_report.h"

#include "ui/session/load.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

std::vector<simulator::InputFile> filesOf(const ReportOrder& order) {
    std::vector<model::SourcePtr> sources;
    for (const auto& manifests : order.loaded->manifests) {
        const model::Manifests edited =
            order.edits.empty() ? *manifests : withEdits(*manifests, order.edits);
        sources.insert(sources.end(), edited.sources.begin(), edited.sources.end());
    }
    std::vector<simulator::InputFile> files = simulator::inputFiles(sources);
    for (simulator::InputFile& file : files)
        if (std::ranges::find(order.edits, file.name, &SourceEdit::file) != order.edits.end())
            file.name += " (edited, not saved)";
    return files;
}

}  // namespace

MadeReportPtr reportOf(const ReportOrder& order, const std::stop_token& stop) {
    simulator::ReportInput input;
    if (!order.title.empty())
        input.title = order.title;
    input.generator = order.generator;
    input.seed = order.seed;
    input.files = filesOf(order);
    for (std::size_t i = 0; i < order.loaded->scenarios.size(); ++i)
        if (!order.leftOut.contains(i))
            input.scenarios.push_back(order.loaded->scenarios[i]);
    auto report = simulator::makeReport(*order.loaded->simulation, input, stop);
    if (!report)
        return nullptr;
    simulator::Booklet booklet = bookletOf(*report);
    return std::make_shared<const MadeReport>(
        MadeReport{.report = std::move(*report), .booklet = std::move(booklet)});
}

}  // namespace gatesight::ui
