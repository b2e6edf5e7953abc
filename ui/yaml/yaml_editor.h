// A text editor for YAML: line numbers, verdicts and findings at their lines, the line that decided
// marked.
#pragma once

#include "ui/yaml/yaml_highlighter.h"

#include <QPlainTextEdit>

#include <functional>
#include <map>
#include <vector>

class QAbstractItemView;
class QCompleter;
class QStandardItemModel;

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

    /// One offer of completion: what is shown, quieter behind it, and what is written.
    struct Offer {
        QString text, detail, insert;
    };
    struct Offers {
        int from = 0;  ///< position in the document where the word begins
        std::vector<Offer> offers;
    };
    using OfferSource = std::function<Offers(const QString& text, int cursor)>;

    explicit YamlEditor(QWidget* parent = nullptr);

    /// Long texts are shown without colours: colouring them would hold the window up.
    void setText(const QString& text);
    /// A text of which some lines and parts are not in the file: they are greyed. `numbers` has the
    /// number in the file of each line, 0 where there is none; lines are named by it from then on.
    void setGhostText(const QString& text, std::vector<int> numbers, GhostParts ghosts);
    void setSigns(std::map<int, Sign> signs);
    void setUnderlines(std::vector<Underline> underlines);
    /// Marks a line (from 1; 0: none) and, if asked, brings it into view.
    void setMarkedLine(int line, bool scroll);
    [[nodiscard]] int markedLine() const { return m_marked; }

    /// Completes words while they are typed, and at Ctrl+Space.
    void setOfferSource(OfferSource source);
    void complete();
    [[nodiscard]] QAbstractItemView* offerList() const;

    void paintMargin(QPaintEvent* event);
    [[nodiscard]] int marginWidth() const;
    /// Number in the file of what stands at a line of the document (from 0); 0: it is not there.
    [[nodiscard]] int numberOf(int block) const;
    /// The line of the document (from 0) with this number, or -1.
    [[nodiscard]] int blockOf(int number) const;

Q_SIGNALS:
    void lineClicked(int line);
    void lineDoubleClicked(int line);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showExtras();
    void makeCompleter();
    void insertOffer(const QModelIndex& index);
    bool keyForOffers(QKeyEvent* event);
    void placeMargin();
    [[nodiscard]] QString toolTipAt(const QPoint& position) const;
    [[nodiscard]] int lineAt(int y) const;
    bool eventFilter(QObject* object, QEvent* event) override;

    QWidget* m_margin;
    YamlHighlighter* m_highlighter;
    QCompleter* m_completer = nullptr;
    QStandardItemModel* m_offers = nullptr;
    OfferSource m_offerSource;
    int m_offersFrom = 0;
    std::map<int, Sign> m_signs;
    std::vector<Underline> m_underlines;
    int m_marked = 0;
    std::vector<int> m_numbers;  ///< empty: lines count from 1
};

}  // namespace gatesight::ui
