// The texts that were loaded, with what was found in them and what the trace says of them. Editing
// lays a layer over a file: nothing on disk changes. A switch shows the file as the API server
// stores it: what it adds is greyed, what it drops struck out.
#pragma once

#include "model/schema/stored_text.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/session.h"
#include "ui/yaml/yaml_editor.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace gatesight::ui {

class YamlPane : public QWidget {
    Q_OBJECT

public:
    explicit YamlPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] YamlEditor* editor() const { return m_editor; }
    [[nodiscard]] const QLabel& moved() const { return *m_moved; }
    /// The text as stored, which is only read.
    [[nodiscard]] YamlEditor* storedView() const { return m_stored; }
    /// Shows the file as the API server stores it, or as it is written.
    void setAsStored(bool on);
    [[nodiscard]] bool isAsStored() const { return m_asStored; }
    /// Name of the file that is shown; empty: none.
    [[nodiscard]] const std::string& file() const { return m_file; }

Q_SIGNALS:
    void asStoredChanged();

private:
    QWidget* makeHeader();
    void fillFiles();
    void showFile(const std::string& file);
    void showSelection();
    void showSigns();
    void showEdits();
    void showMoved();
    void showStored();
    void publishStored(const model::StoredText& stored);
    void mark(bool scroll);
    [[nodiscard]] YamlEditor::Offers offersAt(const QString& words, int cursor) const;
    void commit();
    void saveToDisk();

    Session& m_session;
    QComboBox* m_files;
    YamlEditor* m_editor;
    QLabel* m_edited;
    QToolButton* m_undo;
    QToolButton* m_redo;
    QToolButton* m_save;
    QStackedWidget* m_pages;
    QToolButton* m_storedSwitch;
    QLabel* m_storedNote;
    YamlEditor* m_stored;
    QTimer* m_typing;
    QLabel* m_moved;  ///< what the edits did to the saved requests
    std::string m_file;
    QString m_known;  ///< text of the editor that the session has
    model::SourceLocation m_shown;
    bool m_showing = false;
    bool m_asStored = false;
    LatestJob<model::StoredText> m_storing;
};

}  // namespace gatesight::ui
