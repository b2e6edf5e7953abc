// Both themes keep the contrast that WCAG 2 AA asks for.
#include "tests/house/test_program.h"
#include "ui/theme/palette.h"
#include "ui/theme/style_sheet.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace tst_palette {

using namespace gatesight::ui;

class tst_palette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsContrast() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }

    void contrastOfText_data() {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("surface");
        QTest::addColumn<double>("least");
        for (const bool dark : {false, true}) {
            const Palette& p = palette(dark);
            const auto add = [&](const char* name, const QColor& text, const QColor& surface,
                                 double least) {
                QTest::addRow("%s: %s", dark ? "dark" : "light", name) << text << surface << least;
            };
            const std::array surfaces{std::pair("window", p.window), std::pair("canvas", p.canvas),
                                      std::pair("panel", p.panel), std::pair("raised", p.raised),
                                      std::pair("hover", p.hover)};
            for (const auto& [name, surface] : surfaces) {
                add(qPrintable(QStringLiteral("text on %1").arg(QLatin1String(name))), p.text,
                    surface, 7);
                add(qPrintable(QStringLiteral("muted text on %1").arg(QLatin1String(name))),
                    p.mutedText, surface, 4.5);
                add(qPrintable(QStringLiteral("faint text on %1").arg(QLatin1String(name))),
                    p.faintText, surface, 3);
                add(qPrintable(QStringLiteral("accent text on %1").arg(QLatin1String(name))),
                    p.accentText, surface, 4.5);
                add(qPrintable(QStringLiteral("good on %1").arg(QLatin1String(name))), p.good,
                    surface, 4.5);
                add(qPrintable(QStringLiteral("warning on %1").arg(QLatin1String(name))), p.warning,
                    surface, 4.5);
                add(qPrintable(QStringLiteral("bad on %1").arg(QLatin1String(name))), p.bad,
                    surface, 4.5);
                add(qPrintable(QStringLiteral("info on %1").arg(QLatin1String(name))), p.info,
                    surface, 4.5);
            }
            add("good on its tint", p.good, p.goodTint, 4.5);
            add("warning on its tint", p.warning, p.warningTint, 4.5);
            add("bad on its tint", p.bad, p.badTint, 4.5);
            add("info on its tint", p.info, p.infoTint, 4.5);
            add("text on selection", p.text, p.accentTint, 7);
            add("muted text on selection", p.mutedText, p.accentTint, 4.5);
            add("text on the deciding line", p.text, p.mark, 7);
            add("text on accent", p.onAccent, p.accent, 4.5);
            add("accent beside panel", p.accent, p.panel, 3);
            add("code key", p.codeKey, p.panel, 4.5);
            add("code string", p.codeString, p.panel, 4.5);
            add("code number", p.codeNumber, p.panel, 4.5);
            add("code comment", p.codeComment, p.panel, 4.5);
            add("code string on the deciding line", p.codeString, p.mark, 4.5);
            add("code key on the deciding line", p.codeKey, p.mark, 4.5);
        }
    }
    void contrastOfText() {
        QFETCH(QColor, text);
        QFETCH(QColor, surface);
        QFETCH(double, least);
        const double found = contrast(text, surface);
        QVERIFY2(found >= least, qPrintable(QStringLiteral("%1 on %2 is %3:1, wanted %4:1")
                                                .arg(text.name(), surface.name())
                                                .arg(found, 0, 'f', 2)
                                                .arg(least)));
    }

    void styleSheetNamesOnlyColoursThereAre() {
        for (const bool dark : {false, true}) {
            const QString sheet = styleSheet(palette(dark));
            // A name in braces that was not replaced would be left as "{name}".
            static const QRegularExpression leftOver(QStringLiteral(R"(\{[A-Za-z]+\})"));
            const auto match = leftOver.match(sheet);
            QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
        }
    }
};

GATESIGHT_TEST(tst_palette, QCoreApplication)

}  // namespace tst_palette

#include "tst_palette.moc"
