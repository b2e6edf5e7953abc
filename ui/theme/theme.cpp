#include "ui/theme/theme.h"

#include "ui/theme/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmapCache>
#include <QStyleFactory>

/// Resources of a static library are not found before this is called; the macro wants the global
/// namespace.
static void initIcons() {
    Q_INIT_RESOURCE(gatesight_icons);
}

namespace gatesight::ui {

namespace {

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

/// For what the style sheet does not reach: native dialogs drawn by Qt, charts, disabled texts.
QPalette widgetPalette(const Palette& colors) {
    QPalette result;
    result.setColor(QPalette::Window, colors.window);
    result.setColor(QPalette::WindowText, colors.text);
    result.setColor(QPalette::Base, colors.panel);
    result.setColor(QPalette::AlternateBase, colors.raised);
    result.setColor(QPalette::Text, colors.text);
    result.setColor(QPalette::PlaceholderText, colors.faintText);
    result.setColor(QPalette::Button, colors.panel);
    result.setColor(QPalette::ButtonText, colors.text);
    result.setColor(QPalette::BrightText, colors.bad);
    result.setColor(QPalette::Highlight, colors.accent);
    result.setColor(QPalette::HighlightedText, colors.onAccent);
    result.setColor(QPalette::Link, colors.accentText);
    result.setColor(QPalette::LinkVisited, colors.accentText);
    result.setColor(QPalette::ToolTipBase, colors.raised);
    result.setColor(QPalette::ToolTipText, colors.text);
    result.setColor(QPalette::Light, colors.panel);
    result.setColor(QPalette::Midlight, colors.raised);
    result.setColor(QPalette::Mid, colors.border);
    result.setColor(QPalette::Dark, colors.borderStrong);
    result.setColor(QPalette::Shadow, colors.window.darker(150));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, colors.faintText);
    return result;
}

}  // namespace

const Palette& Theme::colors() {
    return palette(isDark(QGuiApplication::palette()));
}

QFont Theme::monospace() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QFont Theme::sized(double delta, QFont::Weight weight) {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() + delta);
    font.setWeight(weight);
    return font;
}

Theme::Theme(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    initIcons();
    m_systemDark = isDark(QGuiApplication::palette());
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    connect(&session, &Session::themeChanged, this, &Theme::apply);
    apply();
}

void Theme::styleWidgets() {
    m_styled = true;
    apply();
}

void Theme::apply() {
    const bool dark = m_session.theme() == ThemeChoice::System
                          ? m_systemDark
                          : m_session.theme() == ThemeChoice::Dark;
    QPixmapCache::clear();
    QApplication::setPalette(widgetPalette(palette(dark)));
    static_cast<QApplication*>(QCoreApplication::instance())
        ->setStyleSheet(m_styled ? styleSheet(palette(dark)) : QString());
    Q_EMIT changed();
}

}  // namespace gatesight::ui
