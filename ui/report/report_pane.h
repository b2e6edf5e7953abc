// The page REPORTS: what the report of the loaded manifests says, chapter by chapter, and a file of
// it in each form. It is made off the GUI thread, and only while somebody looks at it.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/report/report_form.h"
#include "ui/report/report_preview.h"
#include "ui/session/session.h"

#include <QWidget>

#include <map>

class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTextBrowser;
class QTimer;
class QToolButton;

namespace gatesight::ui {

class EmptyNote;

class ReportPane : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives the pane.
    explicit ReportPane(Session& session, QWidget* parent = nullptr);

    /// Writes the report as a file; ends in said(). A running export gives way.
    void exportTo(ReportForm form, const QString& path);
    /// Stops what is being made or written; the old preview stays.
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_making.isRunning() || m_writing.isRunning(); }
    /// What is previewed; null while nothing is.
    [[nodiscard]] const MadeReportPtr& shown() const { return m_made; }

    [[nodiscard]] QTextBrowser* browser() const { return m_browser; }
    [[nodiscard]] QListWidget* chapters() const { return m_chapters; }
    [[nodiscard]] QLineEdit* titleEdit() const { return m_title; }
    [[nodiscard]] QMenu* scenarioMenu() const { return m_scenarioMenu; }
    [[nodiscard]] QToolButton* exportButton(ReportForm form) const { return m_exports.at(form); }
    /// The line beside the fields: what is being made, or what was.
    [[nodiscard]] QString state() const;

Q_SIGNALS:
    void previewed();  ///< the preview is new
    /// A word for the user: a file is written, or why not.
    void said(const QString& words, bool bad);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Made {
        MadeReportPtr made;
        ReportPreview preview;
        QString error;
    };
    struct Written {
        QString path, error;
        MadeReportPtr made;
    };

    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeBody();
    void connectAll();
    void contentChanged();
    void refresh();
    void publish(const Made& made);
    void fillChapters();
    void fillScenarios();
    void goToChapter(int row);
    void followScrolling();
    void choosePath(ReportForm form);
    void showBusy(const QString& words, int done = 0, int all = 0);
    void showIdle();
    void showTrouble(const QString& words);
    [[nodiscard]] ReportOrder order() const;
    [[nodiscard]] PreviewLook look() const;

    Session& m_session;
    QLineEdit* m_title = nullptr;
    QToolButton* m_scenarios = nullptr;
    QMenu* m_scenarioMenu = nullptr;
    QLabel* m_state = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_cancel = nullptr;
    QToolButton* m_again = nullptr;
    std::map<ReportForm, QToolButton*> m_exports;
    QLabel* m_trouble = nullptr;
    QListWidget* m_chapters = nullptr;
    QTextBrowser* m_browser = nullptr;
    QSplitter* m_parts = nullptr;
    QStackedWidget* m_pages = nullptr;
    EmptyNote* m_empty = nullptr;
    QTimer* m_typing = nullptr;
    QTimer* m_slow = nullptr;  ///< fires when work takes long enough to be shown

    MadeReportPtr m_made;
    ReportPreview m_preview;
    std::set<std::string> m_leftOut;  ///< names of scenarios
    bool m_stale = true;      ///< to be made when it is looked at
    bool m_restyle = false;   ///< made, but to be drawn in other colours
    bool m_dark = false;      ///< the theme that it was drawn for
    bool m_following = true;  ///< the list follows the text
    LatestJob<Made> m_making;
    LatestJob<Written, ReportProgress> m_writing;
};

}  // namespace gatesight::ui
