// The texts that were loaded, with what was found in them and what the trace says of them. Editing
// lays a layer over a file: nothing on disk changes.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace gatesight::ui {

class YamlEditor;

class YamlPane : public QWidget {
    Q_OBJECT

public:
    explicit YamlPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] YamlEditor* editor() const { return m_editor; }
    /// Name of the file that is shown; empty: none.
    [[nodiscard]] const std::string& file() const { return m_file; }

private:
    QWidget* makeHeader();
    void fillFiles();
    void showFile(const std::string& file);
    void showSelection();
    void showSigns();
    void showEdits();
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
    QTimer* m_typing;
    std::string m_file;
    model::SourceLocation m_shown;
    bool m_showing = false;
};

}  // namespace gatesight::ui
