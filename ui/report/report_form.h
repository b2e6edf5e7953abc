// The forms in which a report leaves the program.
#pragma once

#include "ui/report/made_report.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <expected>
#include <functional>

namespace gatesight::ui {

enum class ReportForm { Html, Pdf, Markdown, Json, Csv };

inline constexpr std::array kReportForms{ReportForm::Html, ReportForm::Pdf, ReportForm::Markdown,
                                         ReportForm::Json, ReportForm::Csv};

struct ReportFormWords {
    QString name;    ///< "HTML"
    QString file;    ///< "report.html"
    QString filter;  ///< for a file dialog
    QString tip;     ///< what it is good for
};
[[nodiscard]] ReportFormWords wordsOf(ReportForm form);

/// How far an export is.
struct ReportProgress {
    QString words;
    int done = 0, all = 0;  ///< all 0: not known
};

/// The whole file. Empty when stopped; the error is a sentence for people.
[[nodiscard]] std::expected<QByteArray, QString> bytesOf(
    const MadeReport& made, ReportForm form, const std::stop_token& stop,
    const std::function<void(const ReportProgress&)>& progress);

}  // namespace gatesight::ui
