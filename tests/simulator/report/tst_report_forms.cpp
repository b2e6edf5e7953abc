// Output forms: nothing of a manifest breaks out of its place, long reports are cut where a form
// has bounds, and pages hold what they should.
#include "simulator/report/page_text.h"
#include "simulator/report/report_html.h"
#include "simulator/report/report_markdown.h"
#include "simulator/report/report_pages.h"
#include "simulator/topology/export_text.h"
#include "tests/house/test_program.h"
#include "tests/simulator/report/support_report.h"
#include "tests/simulator/support_world.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

#include <fmt/format.h>

namespace gatesight::simulator::tst_report_forms {

using namespace test;

namespace {

const std::string kHostile =
    "</td><script>alert(1)</script> \"'& | `x` ``` [a](b) @team #12 "
    "\x01\x1b[31m\n## not a heading\n\xc3\x28 \xe2\x80\xae *b* _i_";

Booklet hostileBooklet() {
    Booklet booklet{kHostile, kHostile, {}};
    Chapter chapter{"summary", kHostile, {}};
    chapter.blocks.push_back({Paragraph{RichText(kHostile).add(kHostile, TextTone::Code)}});
    chapter.blocks.push_back({KeyFigures{{{kHostile, kHostile, kHostile, TextTone::Bad}}}});
    chapter.blocks.push_back(
        {BarChart{kHostile, {{RichText(kHostile), {{3, kHostile, TextTone::Good}}}}, false}});
    chapter.blocks.push_back({BulletList{{RichText(kHostile, TextTone::Strong)}}});
    DataTable table{{{kHostile}, {"Name"}}, {}, kHostile};
    table.rows.push_back({RichText(kHostile), code(kHostile)});
    chapter.blocks.push_back({Fold{code(kHostile), {{std::move(table)}}, false}});
    booklet.chapters.push_back(std::move(chapter));
    return booklet;
}

/// The page without what HTML reads by other rules than XML; what is wrong with the rest.
QString xmlProblem(std::string html) {
    QString page = text(html);
    page.remove(QStringLiteral("<!DOCTYPE html>"));
    static const QRegularExpression script(QStringLiteral("<script>.*</script>\\s*</body>"),
                                           QRegularExpression::DotMatchesEverythingOption);
    page.replace(script, QStringLiteral("</body>"));
    QXmlStreamReader reader(page);
    while (!reader.atEnd())
        reader.readNext();
    return reader.hasError() ? QStringLiteral("%1 at %2: %3")
                                   .arg(reader.errorString())
                                   .arg(reader.characterOffset())
                                   .arg(page.mid(reader.characterOffset() - 60, 120))
                             : QString();
}

QString pageTexts(const ReportPage& page) {
    QXmlStreamReader reader(text(page.svg));
    QString words;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters)
            words += reader.text();
    }
    return reader.hasError() ? QStringLiteral("ERROR ") + reader.errorString() : words;
}

Booklet longBooklet(std::size_t rows) {
    Booklet booklet{"Long", "Gatesight", {}};
    Chapter chapter{"exposure", "Exposure inventory", {}};
    DataTable table{{{"Host", 1}, {"Ready", 1, true}}, {}, "-o csv has every row"};
    for (std::size_t i = 0; i < rows; ++i)
        table.rows.push_back({code(fmt::format("host-{}.example.com", i)), fmt::format("{}", i)});
    chapter.blocks.push_back({std::move(table)});
    booklet.chapters.push_back(std::move(chapter));
    return booklet;
}

}  // namespace

class TestReportForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void htmlIsWellFormed() {
        const Booklet booklet = bookletOf(reportOf(shopYaml()));
        const std::string html = toHtml(booklet);
        QCOMPARE(xmlProblem(html), QString());
        QCOMPARE(html, toHtml(booklet));
    }

    void htmlKeepsHostileTextsInTheirPlace() {
        const std::string html = toHtml(hostileBooklet());
        QCOMPARE(xmlProblem(html), QString());
        QVERIFY(!text(html).contains(QLatin1String("<script>alert")));
        QCOMPARE(text(html).count(QLatin1String("<script>")), 1);
        QVERIFY(!text(html).contains(QChar(0x202E)));
    }

    void htmlNeedsNothingElse() {
        const QString html = text(toHtml(bookletOf(reportOf(shopYaml()))));
        static const QRegularExpression outside(
            QStringLiteral("(src|href)=\"(?!#)|url\\((?!#)|@import|<link|<iframe"));
        const auto match = outside.match(html);
        QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
        QVERIFY(html.contains(QLatin1String("default-src 'none'")));
    }

    void everyAnchorLeadsSomewhere() {
        const QString html = text(toHtml(bookletOf(reportOf(shopYaml()))));
        static const QRegularExpression link(QStringLiteral("href=\"#([^\"]+)\""));
        int count = 0;
        for (auto i = link.globalMatch(html); i.hasNext(); ++count) {
            const QString id = i.next().captured(1);
            QCOMPARE(html.count(QStringLiteral(" id=\"%1\"").arg(id)), 1);
        }
        QVERIFY(count >= 18);
    }

    void markdownKeepsHostileTextsInTheirPlace() {
        const QString markdown = text(toMarkdown(hostileBooklet()));
        for (const QString& line : markdown.split(QLatin1Char('\n')))
            QVERIFY2(!line.startsWith(QLatin1String("## not")), qPrintable(line));
        // Outside of code spans nothing is left that GitHub reads.
        static const QRegularExpression span(QStringLiteral("(`+)[^`].*?[^`]\\1(?!`)"));
        QString plain = markdown;
        // A line that begins with a tag is not read as Markdown up to the next empty one.
        static const QRegularExpression summary(QStringLiteral("<summary>.*</summary>"));
        const QString closed = summary.match(plain).captured();
        QVERIFY(!closed.contains(QLatin1String("<script")));
        QVERIFY(!closed.contains(QLatin1String("@team")));
        plain.remove(summary);
        plain.remove(span);
        QVERIFY2(!plain.contains(QLatin1String("<script")), qPrintable(plain));
        QVERIFY(!plain.contains(QLatin1String("@team")));
        QVERIFY(!plain.contains(QLatin1String("#12")));
        QVERIFY(!plain.contains(QLatin1String(" *b*")));
        QVERIFY(!plain.contains(QLatin1String(" [a](b)")));
        // Rows of the table have the cells of its headings, whatever their texts hold.
        QVERIFY(markdown.contains(QLatin1String("\\|")));
    }

    void codeSpansHoldBackticks() {
        QCOMPARE(text(markdownCode("a`b")), QStringLiteral("`` a`b ``"));
        QCOMPARE(text(markdownCode("a|b", true)), QStringLiteral("`a\\|b`"));
        QCOMPARE(text(markdownCode("a|b")), QStringLiteral("`a|b`"));
        QCOMPARE(text(markdownCode("")), QString());
        QCOMPARE(text(markdownEscaped("@a #1 *")), QStringLiteral("@<!-- -->a #<!-- -->1 \\*"));
    }

    void markdownFitsIntoAComment() {
        const std::string all = toMarkdown(longBooklet(20));
        QVERIFY(all.find("host-19") != std::string::npos);
        QVERIFY(all.find("more") == std::string::npos);
        const std::string cut = toMarkdown(longBooklet(5000));
        QVERIFY(cut.size() <= kMostMarkdown);
        QVERIFY2(text(cut).contains(QLatin1String("more; -o csv has every row")), cut.c_str());
        QVERIFY(cut.find("host-99.") != std::string::npos);
    }

    void pagesRepeatHeadingsAndNumbers() {
        const auto pages = toPages(longBooklet(200));
        QVERIFY(pages.size() >= 3);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const QString words = pageTexts(pages[i]);
            QVERIFY2(words.contains(QLatin1String("Ready")), qPrintable(words));
            QVERIFY2(words.contains(QStringLiteral("%1 of %2").arg(i + 1).arg(pages.size())),
                     qPrintable(words));
        }
        QCOMPARE(pages.front().chapters.size(), std::size_t{1});
        QCOMPARE(text(pages.front().chapters.front().title), QStringLiteral("Exposure inventory"));
        QVERIFY(pageTexts(pages.back()).contains(QLatin1String("host-199.example.com")));
        const QString cut = pageTexts(toPages(longBooklet(1500)).back());
        QVERIFY2(cut.contains(QLatin1String("1100 more; -o csv has every row")), qPrintable(cut));
    }

    void pagesKeepHostileTextsInTheirPlace() {
        for (const ReportPage& page : toPages(hostileBooklet()))
            QVERIFY2(!pageTexts(page).startsWith(QLatin1String("ERROR")),
                     qPrintable(pageTexts(page)));
    }

    void aBarHasTheColourOfItsLegend() {
        for (const TextTone tone : {TextTone::Plain, TextTone::Muted, TextTone::Good,
                                    TextTone::Caution, TextTone::Bad, TextTone::Info}) {
            Booklet booklet{"", "", {{"bars", "Bars", {}}}};
            booklet.chapters.front().blocks.push_back(
                {BarChart{"Bars", {{RichText("one"), {{3, "parts", tone}}}}, false}});
            const QString page = text(toPages(booklet).front().svg);
            static const QRegularExpression bar(
                QStringLiteral("<rect[^>]*style=\"fill:([^\"]*)\""));
            static const QRegularExpression sign(
                QStringLiteral("fill:([^;\"]*)[^>]*>\\s*\u25a0"));
            const auto legend = sign.match(page);
            QVERIFY2(legend.hasMatch(), qPrintable(page));
            bool found = false;
            for (auto each = bar.globalMatch(page); each.hasNext();)
                found = each.next().captured(1) == legend.captured(1) || found;
            QVERIFY2(found, qPrintable(legend.captured(1) + page));
        }
    }

    void thePictureHasAPageOfItsOwn() {
        const auto pages = toPages(bookletOf(reportOf(shopYaml())));
        int pictures = 0;
        for (const ReportPage& page : pages) {
            QVERIFY2(!pageTexts(page).startsWith(QLatin1String("ERROR")),
                     qPrintable(pageTexts(page)));
            if (!page.chapters.empty() && page.chapters.front().title == "Topology") {
                ++pictures;
                QVERIFY(page.svg.starts_with("<svg"));
                QVERIFY(pageTexts(page).contains(QLatin1String("cart-v2")));
            }
        }
        QCOMPARE(pictures, 1);
    }

    void linesAreBrokenToTheirWidth_data() {
        QTest::addColumn<QString>("words");
        QTest::newRow("blanks") << "a few words that do not fit into one line of this width";
        QTest::newRow("a path") << "/a/long/path/with/many/segments/that/has/no/blank/at/all";
        QTest::newRow("no separator") << QString(300, QLatin1Char('x'));
        QTest::newRow("other scripts") << QString(200, QChar(0x4E16));
    }

    void linesAreBrokenToTheirWidth() {
        QFETCH(QString, words);
        const TextFace face{10};
        QString joined;
        for (const TextTone tone : {TextTone::Plain, TextTone::Code}) {
            joined.clear();
            for (const PageLine& line :
                 brokenLines(RichText(words.toStdString(), tone), face, 120)) {
                RichText whole;
                for (const TextRun& run : line) {
                    whole.add(run.text, run.tone);
                    joined += text(run.text);
                }
                QVERIFY2(widthOf(whole, face) <= 121, whole.plain().c_str());
                joined += QLatin1Char(' ');
            }
            // Nothing is lost.
            QCOMPARE(joined.remove(QLatin1Char(' ')), QString(words).remove(QLatin1Char(' ')));
        }
        QCOMPARE(brokenLines(RichText(words.toStdString()), face, 120, 1).size(), std::size_t(1));
    }
};

GATESIGHT_TEST(TestReportForms)

}  // namespace gatesight::simulator::tst_report_forms

#include "tst_report_forms.moc"
