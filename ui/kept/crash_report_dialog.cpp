#include "ui/kept/crash_report_dialog.h"

#include "ui/theme/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFile>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatesight::ui {

CrashReportDialog::CrashReportDialog(const QString& path, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Crash report"));
    resize(720, 420);
    QFile file(path);
    auto* report = new QPlainTextEdit;
    report->setObjectName(QStringLiteral("crashReport"));
    report->setReadOnly(true);
    report->setAccessibleName(tr("Crash report"));
    report->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    report->setPlainText(file.open(QIODevice::ReadOnly)
                             ? QString::fromUtf8(file.readAll())
                             : tr("%1 could not be read: %2").arg(path, file.errorString()));
    auto* about = plainLabel(QStringLiteral("muted"));
    about->setText(tr("It is in %1 and was sent to nobody. It holds addresses of the program, and "
                      "nothing of what was open.")
                       .arg(path));
    about->setWordWrap(true);
    about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, report,
            [report] { QApplication::clipboard()->setText(report->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(report);
    layout->addWidget(buttons);
}

}  // namespace gatesight::ui
