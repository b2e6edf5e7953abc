#include "ui/changes/changes_export.h"

#include "ui/jobs/write_file.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QClipboard>

namespace gatesight::ui {

QByteArray markdownOf(const Comparison& comparison) {
    return QByteArray::fromStdString(toMarkdown(comparison.changes));
}

QByteArray jsonOf(const Comparison& comparison) {
    return QByteArray::fromStdString(
        toJson(comparison.changes)
            .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
        "\n");
}

void ChangesExport::write(const ComparisonPtr& comparison, bool asJson, const QString& path) {
    m_writing.start(
        [comparison, asJson, path](const std::stop_token& stop, const auto&) {
            const QByteArray bytes = asJson ? jsonOf(*comparison) : markdownOf(*comparison);
            if (stop.stop_requested())
                return Written{path, {}};
            const auto written = writeFile(path, bytes);
            return Written{path, written ? QString() : written.error()};
        },
        [this](const Written& written) {
            const bool bad = !written.error.isEmpty();
            Q_EMIT said(bad ? written.error : tr("Written: %1").arg(written.path), bad);
        });
}

void ChangesExport::copyMarkdown(const ComparisonPtr& comparison) {
    m_copying.start(
        [comparison](const std::stop_token&, const auto&) { return markdownOf(*comparison); },
        [this](const QByteArray& markdown) {
            QApplication::clipboard()->setText(QString::fromUtf8(markdown));
            Q_EMIT said(tr("Copied as Markdown."), false);
        });
}

}  // namespace gatesight::ui
