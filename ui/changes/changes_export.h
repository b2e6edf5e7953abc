// What moved, as it leaves the window. Files are written off the GUI thread: the comparison of two
// large states is many megabytes.
#pragma once

#include "ui/changes/comparison.h"
#include "ui/jobs/latest_job.h"

#include <QObject>

namespace gatesight::ui {

[[nodiscard]] QByteArray markdownOf(const Comparison& comparison);
[[nodiscard]] QByteArray jsonOf(const Comparison& comparison);

class ChangesExport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// A new one stops the one before it.
    void write(const ComparisonPtr& comparison, bool asJson, const QString& path);
    void copyMarkdown(const ComparisonPtr& comparison);
    [[nodiscard]] bool isWriting() const { return m_writing.isRunning(); }

Q_SIGNALS:
    void said(const QString& words, bool bad);

private:
    struct Written {
        QString path, error;
    };
    LatestJob<Written> m_writing;
    LatestJob<QByteArray> m_copying;
};

}  // namespace gatesight::ui
