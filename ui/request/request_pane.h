// The request line: method, URL, where it starts; its details unfold below it, and the answer
// appears beneath while typing.
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QComboBox;
class QLineEdit;
class QMenu;
class QStringListModel;
class QToolButton;

namespace gatesight::ui {

class AnswerStrip;
class RequestDetails;

class RequestPane : public QFrame {
    Q_OBJECT

public:
    explicit RequestPane(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* urlEdit() const { return m_url; }
    [[nodiscard]] AnswerStrip* answer() const { return m_answer; }
    void focusUrl();
    void setDetailsShown(bool shown);
    [[nodiscard]] bool detailsShown() const;
    /// The request as text for the clipboard.
    void copyAsCurl() const;
    void copyAsCommand() const;
    void copyAsScenarioItem() const;
    /// Adds the current request to the saved ones.
    void save();

Q_SIGNALS:
    void traceRequested();

private:
    void makeFields();
    void makeButtons();
    QWidget* makeLine();
    void fillChoices();
    void urlEdited(const QString& typed);
    void takeCurl(const QString& line);
    void edited();
    void show();
    [[nodiscard]] std::expected<simulator::Request, QString> build() const;

    Session& m_session;
    QComboBox* m_method;
    QLineEdit* m_url;
    QComboBox* m_from;
    QToolButton* m_unfold;
    QToolButton* m_copy;
    QToolButton* m_save;
    QStringListModel* m_urls;
    RequestDetails* m_details;
    AnswerStrip* m_answer;
    simulator::Request m_base;  ///< the request that is shown: carries what no field speaks of
    bool m_showing = false;
};

}  // namespace gatesight::ui
