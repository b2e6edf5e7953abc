// A text editor for YAML: line numbers, verdicts and findings at their lines, the line that decided
// marked.
#pragma once

#include <QPlainTextEdit>

#include <map>
#include <vector>

namespace gatesight::ui {

class YamlEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    /// A sign in the margin.
    struct Sign {
        QString icon;
        QColor color;
        QString toolTip;
    };
    /// A place to underline.
    struct Underline {
        int line = 0, column = 0;  ///< from 1; column 0: the whole line
        QColor color;
        QString toolTip;
    };

    explicit YamlEditor(QWidget* parent = nullptr);

    void setSigns(std::map<int, Sign> signs);
    void setUnderlines(std::vector<Underline> underlines);
    /// Marks a line (from 1; 0: none) and, if asked, brings it into view.
    void setMarkedLine(int line, bool scroll);
    [[nodiscard]] int markedLine() const { return m_marked; }

    void paintMargin(QPaintEvent* event);
    [[nodiscard]] int marginWidth() const;

Q_SIGNALS:
    void lineClicked(int line);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showExtras();
    void placeMargin();
    [[nodiscard]] QString toolTipAt(const QPoint& position) const;
    [[nodiscard]] int lineAt(int y) const;
    bool eventFilter(QObject* object, QEvent* event) override;

    QWidget* m_margin;
    std::map<int, Sign> m_signs;
    std::vector<Underline> m_underlines;
    int m_marked = 0;
};

}  // namespace gatesight::ui
