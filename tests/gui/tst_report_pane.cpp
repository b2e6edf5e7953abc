// The page of reports: its preview, what it is made of, and the files it writes.
#include "simulator/report/report_html.h"
#include "simulator/report/report_markdown.h"
#include "simulator/report/report_pdf.h"
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"
#include "ui/report/flat_svg.h"
#include "ui/report/report_pane.h"
#include "ui/theme/theme.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QToolButton>

#include <memory>

namespace tst_report_pane {

using namespace gatesight;
using namespace gatesight::ui;
using namespace gatesight::test;

namespace {

constexpr int kWaitMs = 60'000;

struct ShownReport {
    Session session;
    Theme theme{session};
    ReportPane pane{session};
};

/// A session with a sample, and its report once it is there.
std::unique_ptr<ShownReport> shownReport(const QString& sample) {
    auto result = std::make_unique<ShownReport>();
    result->theme.styleWidgets();
    result->pane.resize(1200, 500);
    result->pane.show();
    QSignalSpy previewed(&result->pane, &ReportPane::previewed);
    if (!openSample(result->session, sample) || (previewed.isEmpty() && !previewed.wait(kWaitMs)))
        return nullptr;
    return result;
}

QString previewText(const ReportPane& pane) {
    return pane.browser()->toPlainText();
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The bytes of the form, once it is written.
QByteArray exported(ReportPane& pane, ReportForm form, const QTemporaryDir& folder) {
    const QString path = folder.filePath(wordsOf(form).file);
    QSignalSpy said(&pane, &ReportPane::said);
    pane.exportTo(form, path);
    if (!said.wait(kWaitMs) || said.first().at(1).toBool())
        return {};
    return contentOf(path);
}

/// Replaces `before` in the loaded file that ends so.
bool editFile(Session& session, const QString& end, const QString& before, const QString& after) {
    for (const auto& source : session.simulation()->world->sources()) {
        QString text = QString::fromStdString(source->text);
        if (!QString::fromStdString(source->name).endsWith(end) || !text.contains(before))
            continue;
        session.editSource(source->name, text.replace(before, after));
        return true;
    }
    return false;
}

}  // namespace

class TstReportPane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOpenIsSaid() {
        ShownReport about;
        about.pane.show();
        QVERIFY(!about.pane.browser()->isVisible());
        QSignalSpy said(&about.pane, &ReportPane::said);
        about.pane.exportTo(ReportForm::Html, QStringLiteral("unused.html"));
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().at(1).toBool());
    }

    void thePreviewHasAllChapters() {
        const auto about = shownReport(QStringLiteral("bookshop"));
        QVERIFY(about);
        const simulator::Booklet& booklet = about->pane.shown()->booklet;
        QCOMPARE(about->pane.chapters()->count(), static_cast<int>(booklet.chapters.size()));
        QVERIFY(previewText(about->pane).startsWith(QLatin1String("Where traffic goes")));
        for (const simulator::Chapter& chapter : booklet.chapters)
            QVERIFY2(previewText(about->pane).contains(QString::fromStdString(chapter.title)),
                     chapter.title.c_str());
        for (const simulator::Exposure& exposure : about->pane.shown()->report.inventory)
            QVERIFY2(previewText(about->pane).contains(QString::fromStdString(exposure.host)),
                     exposure.host.c_str());
    }

    void aChapterIsGoneTo() {
        const auto about = shownReport(QStringLiteral("bookshop"));
        QVERIFY(about);
        QCOMPARE(about->pane.chapters()->currentRow(), 0);
        about->pane.chapters()->setCurrentRow(3);
        QScrollBar* bar = about->pane.browser()->verticalScrollBar();
        QVERIFY(bar->value() > 0);
        QCOMPARE(about->pane.chapters()->currentRow(), 3);
        // The list follows the text, too.
        bar->setValue(0);
        QCOMPARE(about->pane.chapters()->currentRow(), 0);
        bar->setValue(bar->maximum());
        QVERIFY(about->pane.chapters()->currentRow() > 3);
    }

    void nothingIsMadeThatNobodyLooksAt() {
        ShownReport about;
        QVERIFY(openSample(about.session, QStringLiteral("first-steps")));
        QVERIFY(!about.pane.isBusy() && !about.pane.shown());
        QSignalSpy previewed(&about.pane, &ReportPane::previewed);
        about.pane.show();
        QVERIFY(previewed.wait(kWaitMs));
        about.pane.hide();
        QSignalSpy loaded(&about.session, &Session::simulationChanged);
        about.session.reload();
        QVERIFY(loaded.wait(kWaitMs));
        QVERIFY(!about.pane.isBusy());
        about.pane.show();
        QVERIFY(about.pane.isBusy());
        QVERIFY(previewed.wait(kWaitMs));
    }

    void itFollowsAnEditAndSaysWhichFileIsEdited() {
        const auto about = shownReport(QStringLiteral("first-steps"));
        QVERIFY(about);
        QVERIFY(!previewText(about->pane).contains(QLatin1String("/welcome")));
        QSignalSpy previewed(&about->pane, &ReportPane::previewed);
        QVERIFY(editFile(about->session, QStringLiteral("hello.yaml"),
                         QStringLiteral("value: /hello"), QStringLiteral("value: /welcome")));
        QVERIFY(previewed.wait(kWaitMs));
        QVERIFY(previewText(about->pane).contains(QLatin1String("/welcome")));
        int edited = 0;
        for (const auto& file : about->pane.shown()->report.basis.files)
            edited += QString::fromStdString(file.name).contains(QLatin1String("edited")) ? 1 : 0;
        QCOMPARE(edited, 1);
    }

    void titleAndScenariosAreChosen() {
        const auto about = shownReport(QStringLiteral("first-steps"));
        QVERIFY(about);
        QVERIFY(!about->pane.shown()->report.scenarios.results.empty());
        QSignalSpy previewed(&about->pane, &ReportPane::previewed);
        about->pane.titleEdit()->setText(QStringLiteral("Shop <b>&amp;"));
        QVERIFY(previewed.wait(kWaitMs));
        QVERIFY2(previewText(about->pane).startsWith(QLatin1String("Shop <b>&amp;")),
                 qPrintable(previewText(about->pane).left(60)));
        QCOMPARE(about->pane.scenarioMenu()->actions().size(), 1);
        about->pane.scenarioMenu()->actions().first()->trigger();
        QVERIFY(previewed.wait(kWaitMs));
        QVERIFY(about->pane.shown()->report.scenarios.results.empty());
    }

    void everyFormIsThatOfTheEngine() {
        const auto about = shownReport(QStringLiteral("bookshop"));
        QVERIFY(about);
        const QTemporaryDir folder;
        const MadeReportPtr made = about->pane.shown();
        QCOMPARE(exported(about->pane, ReportForm::Html, folder).toStdString(),
                 toHtml(made->booklet));
        QCOMPARE(exported(about->pane, ReportForm::Markdown, folder).toStdString(),
                 toMarkdown(made->booklet));
        QCOMPARE(exported(about->pane, ReportForm::Csv, folder).toStdString(),
                 inventoryCsv(made->report.inventory));
        const auto json = nlohmann::ordered_json::parse(
            exported(about->pane, ReportForm::Json, folder).toStdString(), nullptr, false);
        QVERIFY(json == toJson(made->report));
        const QByteArray pdf = exported(about->pane, ReportForm::Pdf, folder);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.toStdString() == simulator::toPdf(made->booklet).value_or("none"));
    }

    void anExportNeedsNoPreview() {
        ShownReport about;
        QVERIFY(openSample(about.session, QStringLiteral("first-steps")));
        const QTemporaryDir folder;
        QVERIFY(exported(about.pane, ReportForm::Markdown, folder)
                    .startsWith("# Where traffic goes"));
    }

    void aPlaceThatCanNotBeWrittenIsSaid() {
        const auto about = shownReport(QStringLiteral("first-steps"));
        QVERIFY(about);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("missing/report.html"));
        QSignalSpy said(&about->pane, &ReportPane::said);
        about->pane.exportTo(ReportForm::Html, path);
        QVERIFY(said.wait(kWaitMs));
        QVERIFY(said.first().at(1).toBool());
        QVERIFY2(said.first().at(0).toString().contains(path),
                 qPrintable(said.first().at(0).toString()));
        const auto* trouble = about->pane.findChild<QLabel*>(QStringLiteral("reportTrouble"));
        QVERIFY(trouble->isVisible() && trouble->text().contains(path));
        // The next one that succeeds takes it away.
        QVERIFY(!exported(about->pane, ReportForm::Csv, folder).isEmpty());
        QVERIFY(!trouble->isVisible());
    }

    void cancellingWritesNothing() {
        ShownReport about;
        QVERIFY(openText(about.session, manyRoutes(150)));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("report.pdf"));
        QSignalSpy said(&about.pane, &ReportPane::said);
        about.pane.exportTo(ReportForm::Pdf, path);
        QVERIFY(about.pane.isBusy());
        auto* cancel = about.pane.findChild<QPushButton*>(QStringLiteral("cancelReport"));
        about.pane.show();
        QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible(), kWaitMs);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!about.pane.isBusy());
        QVERIFY2(about.pane.state().startsWith(QLatin1String("Cancelled")),
                 qPrintable(about.pane.state()));
        QVERIFY(!QFile::exists(path));
        QCOMPARE(said.size(), 0);
    }

    void longTablesAreCutAndSaySo() {
        ShownReport about;
        about.pane.resize(1000, 500);
        about.pane.show();
        QSignalSpy previewed(&about.pane, &ReportPane::previewed);
        QVERIFY(openText(about.session, manyRoutes(80)));
        QVERIFY(!previewed.isEmpty() || previewed.wait(kWaitMs));
        QVERIFY(previewText(about.pane).contains(QLatin1String("are in the exported report")));
        QVERIFY2(about.pane.state().contains(QLatin1String("cut")),
                 qPrintable(about.pane.state()));
    }

    void aPictureInAPictureIsAGroup() {
        const QByteArray flat = flatSvg(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\">"
            "<g transform=\"translate(40 0)\"><svg width=\"20\" height=\"10\" viewBox=\"0 0 20 "
            "10\"><title>a &lt; b</title><rect width=\"100%\" height=\"100%\" "
            "fill=\"#ff0000\"/></svg></g></svg>");
        QVERIFY2(!flat.mid(5).contains("<svg"), flat.constData());
        QVERIFY(flat.contains("a &lt; b"));
        QSvgRenderer renderer(flat);
        QVERIFY(renderer.isValid());
        QImage image(100, 50, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QCOMPARE(image.pixelColor(50, 5), QColor(Qt::red));
        QCOMPARE(image.pixelColor(20, 5), QColor(Qt::white));
        QCOMPARE(image.pixelColor(70, 5), QColor(Qt::white));
        QCOMPARE(image.pixelColor(50, 20), QColor(Qt::white));
    }

    void theThemeIsFollowed() {
        const auto about = shownReport(QStringLiteral("first-steps"));
        QVERIFY(about);
        QSignalSpy previewed(&about->pane, &ReportPane::previewed);
        const MadeReportPtr made = about->pane.shown();
        about->session.setTheme(Theme::colors().dark ? ThemeChoice::Light : ThemeChoice::Dark);
        QVERIFY(previewed.wait(kWaitMs));
        // Only drawn anew.
        QCOMPARE(about->pane.shown(), made);
        about->session.setTheme(ThemeChoice::Light);
    }

    void everyControlHasAName() {
        const auto about = shownReport(QStringLiteral("first-steps"));
        QVERIFY(about);
        for (const ReportForm form : kReportForms) {
            QVERIFY(!about->pane.exportButton(form)->accessibleName().isEmpty());
            QVERIFY(about->pane.exportButton(form)->focusPolicy() & Qt::TabFocus);
        }
        QVERIFY(!about->pane.titleEdit()->accessibleName().isEmpty());
        QVERIFY(!about->pane.chapters()->accessibleName().isEmpty());
        QVERIFY(!about->pane.browser()->accessibleName().isEmpty());
    }

    void destroyedWhileMaking() {
        auto about = std::make_unique<ShownReport>();
        about->pane.show();
        QVERIFY(openText(about->session, manyRoutes(80)));
        about.reset();
    }
};

GATESIGHT_TEST(TstReportPane, QApplication)

}  // namespace tst_report_pane

#include "tst_report_pane.moc"
