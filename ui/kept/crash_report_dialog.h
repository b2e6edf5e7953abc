// Shows the report of a crash as it is on disk: what one may send to whoever repairs the program.
#pragma once

#include <QDialog>

namespace gatesight::ui {

class CrashReportDialog : public QDialog {
    Q_OBJECT

public:
    explicit CrashReportDialog(const QString& path, QWidget* parent = nullptr);
};

}  // namespace gatesight::ui
