#include "ui/theme/style_sheet.h"

#include <QHash>

namespace gatesight::ui {

namespace {

// Names in braces are replaced by colours. Widgets say what they are by the dynamic property
// "role".
constexpr auto kSheet = R"(
* { outline: none; }
QWidget { color: {text}; }
QMainWindow, QDialog, #window { background: {window}; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: {raised}; color: {text}; border: 1px solid {borderStrong}; padding: 4px 6px; }

/* Surfaces */
QFrame[role="pane"] { background: {panel}; border: 1px solid {border}; border-radius: 8px; }
QFrame[role="card"] { background: {raised}; border: 1px solid {border}; border-radius: 8px; }
QFrame[role="palette"] { background: {panel}; border: 1px solid {borderStrong}; border-radius: 10px; }
QFrame[role="toolbar"] { background: {window}; border: none; }
QFrame[role="line"] { background: {border}; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="vline"] { background: {border}; border: none; max-width: 1px; min-width: 1px; }
QFrame[role="note-bad"] { background: {badTint}; border: none; border-radius: 6px; }
QFrame[role="note-warning"] { background: {warningTint}; border: none; border-radius: 6px; }
QFrame[role="note-good"] { background: {goodTint}; border: none; border-radius: 6px; }
QFrame[role="note-info"] { background: {infoTint}; border: none; border-radius: 6px; }
QFrame[role="banner"] { background: {accentTint}; border: none; border-radius: 8px; }

/* Text */
QLabel { background: transparent; border: none; }
QLabel[role="muted"] { color: {mutedText}; }
QLabel[role="faint"] { color: {faintText}; }
QLabel[role="bad"] { color: {bad}; }
QLabel[role="good"] { color: {good}; }
QLabel[role="warning"] { color: {warning}; }
QLabel[role="caption"] { color: {mutedText}; font-weight: 600; }
QLabel[role="chip"] { background: {raised}; color: {mutedText}; border: 1px solid {border}; border-radius: 4px; padding: 1px 6px; }
QLabel[role="chip-good"] { background: {goodTint}; color: {good}; border-radius: 4px; padding: 2px 7px; font-weight: 600; }
QLabel[role="chip-bad"] { background: {badTint}; color: {bad}; border-radius: 4px; padding: 2px 7px; font-weight: 600; }
QLabel[role="chip-warning"] { background: {warningTint}; color: {warning}; border-radius: 4px; padding: 2px 7px; font-weight: 600; }
QLabel[role="chip-info"] { background: {infoTint}; color: {info}; border-radius: 4px; padding: 2px 7px; font-weight: 600; }

QLabel[role="strip"] { background: {raised}; color: {mutedText}; padding: 4px 10px; }
QLabel[role="strip-warning"] { background: {warningTint}; color: {warning}; padding: 4px 10px; font-weight: 600; }
QLabel[role="note-bad"] { padding: 5px 10px; }
QLabel[role="toast"] { background: {text}; color: {panel}; border-radius: 8px; padding: 8px 14px; }
QLabel[role="toast-bad"] { background: {badTint}; color: {bad}; border: 1px solid {bad}; border-radius: 8px; padding: 8px 14px; }
QLabel[role="cell"] { background: {panel}; padding: 4px 6px; }
QLabel[role="cell-decisive"] { background: {mark}; padding: 4px 6px; font-weight: 600; }
QLabel[role="cell-head"] { color: {mutedText}; padding: 2px 6px; }

/* Buttons */
QPushButton { background: {panel}; color: {text}; border: 1px solid {borderStrong}; border-radius: 6px; padding: 5px 12px; min-height: 18px; }
QPushButton:hover { background: {hover}; }
QPushButton:pressed { background: {pressed}; }
QPushButton:focus { border-color: {accent}; }
QPushButton:disabled { color: {faintText}; border-color: {border}; }
QPushButton[role="primary"] { background: {accent}; color: {onAccent}; border-color: {accent}; font-weight: 600; }
QPushButton[role="primary"]:hover { background: {accentHover}; }
QPushButton[role="primary"]:focus { border-color: {text}; }
QPushButton[role="primary"]:disabled { background: {hover}; color: {faintText}; border-color: {border}; }
QPushButton[role="link"] { background: transparent; border: none; border-radius: 4px; color: {accentText}; padding: 2px 4px; text-align: left; min-height: 16px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { background: {accentTint}; }
QPushButton[role="card"] { background: {panel}; border: 1px solid {border}; border-radius: 10px; text-align: left; padding: 0; min-height: 102px; }
QPushButton[role="card"]:hover { border-color: {accent}; background: {panel}; }
QPushButton[role="card"]:focus { border: 2px solid {accent}; }
QToolButton { background: transparent; color: {text}; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: {hover}; }
QToolButton:pressed, QToolButton:open { background: {pressed}; }
QToolButton:checked { background: {accentTint}; color: {accentText}; }
QToolButton:focus { border-color: {accent}; }
QToolButton:disabled { color: {faintText}; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[role="field"]::menu-indicator { image: url(:/gatesight/icons/chevron-down-{theme}.svg); width: 12px; height: 12px;
    subcontrol-origin: border; subcontrol-position: center right; right: 7px; }
QToolButton[role="menu"] { padding: 5px 8px; }
QToolButton[role="field"] { background: {panel}; border: 1px solid {borderStrong}; padding: 4px 8px; }
QToolButton[role="field"][popupMode="2"] { padding-right: 20px; }
QToolButton[role="field"]:hover { background: {hover}; }
QToolButton[role="segment"] { padding: 3px 8px; border-radius: 5px; color: {mutedText}; }
QToolButton[role="segment"]:checked { background: {panel}; color: {text}; border: 1px solid {borderStrong}; }

/* Fields */
QLineEdit, QComboBox, QAbstractSpinBox {
    background: {field}; color: {text}; border: 1px solid {borderStrong}; border-radius: 6px; padding: 4px 8px; min-height: 20px;
    selection-background-color: {accent}; selection-color: {onAccent}; }
QLineEdit:hover, QComboBox:hover { border-color: {faintText}; }
QLineEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus { border: 1px solid {accent}; }
QLineEdit:disabled, QComboBox:disabled { color: {faintText}; background: {raised}; }
QLineEdit[state="bad"] { border-color: {bad}; }
QLineEdit[role="plain"] { border: none; background: transparent; padding: 2px 0; }
QComboBox { padding-right: 22px; }
QComboBox::drop-down { border: none; width: 22px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/gatesight/icons/chevron-down-{theme}.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: {panel}; color: {text}; border: 1px solid {borderStrong}; padding: 4px; selection-background-color: {accentTint}; selection-color: {text}; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 18px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(:/gatesight/icons/chevron-up-{theme}.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/gatesight/icons/chevron-down-{theme}.svg); width: 10px; height: 10px; }
QCheckBox { spacing: 6px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid {borderStrong}; border-radius: 4px; background: {field}; }
QCheckBox::indicator:checked { background: {accent}; border-color: {accent}; image: url(:/gatesight/icons/check-on-accent.svg); }
QCheckBox:focus { color: {accentText}; }
QPlainTextEdit, QTextEdit { background: {panel}; color: {text}; border: none; selection-background-color: {accent}; selection-color: {onAccent}; }
QPlainTextEdit[role="field"] { background: {field}; border: 1px solid {borderStrong}; border-radius: 6px; padding: 4px; }
QPlainTextEdit[role="field"]:focus { border-color: {accent}; }

/* Lists, trees, tables */
QAbstractItemView { background: {panel}; alternate-background-color: {raised}; color: {text}; border: none;
    selection-background-color: {accentTint}; selection-color: {text}; }
QAbstractItemView[role="popup"] { border: 1px solid {borderStrong}; padding: 3px; }
QTreeView::item, QTableView::item, QListView::item { border: none; padding: 2px 4px; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: {hover}; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: {accentTint}; color: {text}; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:!has-siblings:closed, QTreeView::branch:closed:has-children:has-siblings { image: url(:/gatesight/icons/chevron-right-{theme}.svg); padding: 4px; }
QTreeView::branch:open:has-children:!has-siblings, QTreeView::branch:open:has-children:has-siblings { image: url(:/gatesight/icons/chevron-down-{theme}.svg); padding: 4px; }
QHeaderView { background: {panel}; border: none; }
QHeaderView::section { background: {panel}; color: {mutedText}; border: none; border-bottom: 1px solid {border}; padding: 5px 8px; font-weight: 600; }
QTableCornerButton::section { background: {panel}; border: none; }

/* Tabs */
QTabWidget::pane { border: none; border-top: 1px solid {border}; background: transparent; }
QTabWidget { background: transparent; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: {mutedText}; border: none; border-bottom: 2px solid transparent; padding: 7px 4px 6px 4px; margin: 0 8px; }
QTabBar::tab:hover { color: {text}; }
QTabBar::tab:selected { color: {text}; border-bottom: 2px solid {accent}; }
QTabBar::tab:focus { color: {accentText}; }
QTabBar::tab:disabled { color: {faintText}; }

/* Menus */
QMenu { background: {panel}; color: {text}; border: 1px solid {borderStrong}; padding: 5px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 5px; }
QMenu::item:selected { background: {accentTint}; color: {text}; }
QMenu::item:disabled { color: {faintText}; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: {border}; margin: 5px 6px; }

/* Bars */
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: {accentTint}; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: {scroll}; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: {faintText}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="page"] { background: transparent; }
QProgressBar { background: {hover}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: {accent}; border-radius: 2px; }
QSlider::groove:horizontal { height: 4px; background: {pressed}; border-radius: 2px; }
QSlider::sub-page:horizontal { background: {accent}; border-radius: 2px; }
QSlider::handle:horizontal { background: {panel}; border: 2px solid {accent}; width: 10px; height: 10px; margin: -5px 0; border-radius: 7px; }
QSlider::handle:horizontal:focus { background: {accentTint}; }
)";

QHash<QString, QString> names(const Palette& p) {
    const auto entry = [](const char* name, const QColor& color) {
        return std::pair(QString::fromLatin1(name), color.name());
    };
    QHash<QString, QString> result{
        entry("window", p.window),
        entry("panel", p.panel),
        entry("raised", p.raised),
        entry("hover", p.hover),
        entry("pressed", p.pressed),
        entry("border", p.border),
        entry("borderStrong", p.borderStrong),
        entry("text", p.text),
        entry("mutedText", p.mutedText),
        entry("faintText", p.faintText),
        entry("accent", p.accent),
        entry("accentText", p.accentText),
        entry("onAccent", p.onAccent),
        entry("accentTint", p.accentTint),
        entry("accentHover", p.accent.darker(112)),
        entry("mark", p.mark),
        entry("good", p.good),
        entry("warning", p.warning),
        entry("bad", p.bad),
        entry("info", p.info),
        entry("goodTint", p.goodTint),
        entry("warningTint", p.warningTint),
        entry("badTint", p.badTint),
        entry("infoTint", p.infoTint),
        entry("field", p.dark ? p.canvas : p.panel),
        entry("scroll", blend(p.faintText, p.panel, 0.45)),
    };
    result.insert(QStringLiteral("theme"),
                  p.dark ? QStringLiteral("dark") : QStringLiteral("light"));
    return result;
}

}  // namespace

QString styleSheet(const Palette& palette) {
    QString sheet = QString::fromUtf8(kSheet);
    const auto colors = names(palette);
    for (auto it = colors.begin(); it != colors.end(); ++it)
        sheet.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it.value());
    return sheet;
}

}  // namespace gatesight::ui
