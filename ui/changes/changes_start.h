// What the page of changes shows before anything is compared: what may be compared with.
#pragma once

#include <QWidget>

class QPushButton;

namespace gatesight::ui {

class ChangesStart : public QWidget {
    Q_OBJECT

public:
    explicit ChangesStart(QWidget* parent = nullptr);

    void setHasEdits(bool has);

Q_SIGNALS:
    void editsWanted();
    void folderWanted();
    void fileWanted();

private:
    QPushButton *m_edits = nullptr, *m_folder = nullptr;
};

}  // namespace gatesight::ui
