#include "ui/report/report_form.h"

#include "simulator/report/report_html.h"
#include "simulator/report/report_markdown.h"
#include "simulator/report/report_pdf.h"
#include "ui/session/text.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace gatesight::ui {

namespace {

QString formWords(const char* words) {
    return QCoreApplication::translate("gatesight", words);
}

std::expected<QByteArray, QString> pdfOf(
    const simulator::Booklet& booklet, const std::stop_token& stop,
    const std::function<void(const ReportProgress&)>& progress) {
    progress({formWords("Dividing the report into pages")});
    const auto bytes = toPdf(booklet, [&](std::size_t page, std::size_t pages) {
        progress({formWords("Drawing page %1 of %2").arg(page + 1).arg(pages),
                  static_cast<int>(page), static_cast<int>(pages)});
        return !stop.stop_requested();
    });
    if (!bytes)
        return std::unexpected(
            formWords("The PDF could not be written: %1").arg(text(bytes.error())));
    return QByteArray::fromStdString(*bytes);
}

}  // namespace

ReportFormWords wordsOf(ReportForm form) {
    switch (form) {
        case ReportForm::Html:
            return {QStringLiteral("HTML"), QStringLiteral("report.html"),
                    QStringLiteral("HTML (*.html)"),
                    formWords("One page for a browser: all rows, with a search")};
        case ReportForm::Pdf:
            return {QStringLiteral("PDF"), QStringLiteral("report.pdf"),
                    QStringLiteral("PDF (*.pdf)"), formWords("Pages of A4, to print or to send")};
        case ReportForm::Markdown:
            return {QStringLiteral("Markdown"), QStringLiteral("report.md"),
                    QStringLiteral("Markdown (*.md)"),
                    formWords("For a wiki, or a comment on a change")};
        case ReportForm::Json:
            return {QStringLiteral("JSON"), QStringLiteral("report.json"),
                    QStringLiteral("JSON (*.json)"), formWords("Everything, for other programs")};
        case ReportForm::Csv:
            return {QStringLiteral("CSV"), QStringLiteral("inventory.csv"),
                    QStringLiteral("CSV (*.csv)"),
                    formWords("The inventory of what is reachable, for a spreadsheet")};
    }
    return {};
}

std::expected<QByteArray, QString> bytesOf(
    const MadeReport& made, ReportForm form, const std::stop_token& stop,
    const std::function<void(const ReportProgress&)>& progress) {
    if (form == ReportForm::Pdf)
        return pdfOf(made.booklet, stop, progress);
    progress({formWords("Writing %1").arg(wordsOf(form).name)});
    switch (form) {
        case ReportForm::Html:
            return QByteArray::fromStdString(toHtml(made.booklet));
        case ReportForm::Markdown:
            return QByteArray::fromStdString(toMarkdown(made.booklet));
        case ReportForm::Json:
            return QByteArray::fromStdString(
                toJson(made.report)
                    .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                "\n");
        case ReportForm::Csv:
            return QByteArray::fromStdString(inventoryCsv(made.report.inventory));
        case ReportForm::Pdf:
            break;
    }
    return QByteArray();
}

}  // namespace gatesight::ui
