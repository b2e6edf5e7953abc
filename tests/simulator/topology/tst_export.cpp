// Formats of the graph: small golden texts, and that no text of a manifest breaks out of its place.
#include "simulator/topology/export.h"
#include "simulator/topology/export_text.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <QXmlStreamReader>

namespace gatesight::simulator::tst_export {

using namespace test;

namespace {

const std::string kHostile =
    "a\"b<c>&'\\ ]]> --> \x01\x1b[31m\n\xc3\x28 \xe2\x80\xae\xef\xbb\xbf `x` %x #y; |z|";

// Apart from the macros that compare them, which cannot hold raw strings.
const char* const kDot = R"text(
digraph gatesight {
    rankdir=LR;
    graph [label="shop", labelloc=t, fontname="sans-serif"];
    node [fontname="sans-serif", fontsize=11];
    edge [fontname="sans-serif", fontsize=9];
    n0 [label="/cart\nPathPrefix", shape=note, style="solid", color="#12713f", penwidth=3, tooltip="Rule/shop/cart/0"];
    n1 [label="cart", shape=box, style="rounded", color="#12713f", penwidth=3, tooltip="Service/shop/cart"];
    n2 [label="crat\n(missing)", shape=box, style="dashed", color="#ba2637", penwidth=1, tooltip="not found"];
    n3 [label="Internet", shape=oval, style="solid", color="#12713f", penwidth=1, tooltip="Client/internet"];
    { rank=same; n3; }
    { rank=same; n0; }
    { rank=same; n1; n2; }
    n0 -> n1 [color="#12713f", label="2/3", penwidth=3];
    n0 -> n2 [color="#ba2637", label="1/3", tooltip="not found", style=dashed];
    n3 -> n0 [color="#12713f", label="cart", style=dotted];
}
)text";

const char* const kMermaid = R"text(
---
title: "shop"
---
flowchart LR
    n0[/"/cart<br/>PathPrefix"/]:::getsTrafficLit
    n1("cart"):::getsTrafficLit
    n2("crat<br/>#40;missing#41;"):::missing
    n3(["Internet"]):::getsTraffic
    n0 ==>|"2/3"| n1
    n0 -.->|"1/3"| n2
    n3 -.->|"cart"| n0
    classDef getsTraffic stroke:#12713f
    classDef getsTrafficLit stroke:#12713f,stroke-width:4px
    classDef idle stroke:#8a5600
    classDef idleLit stroke:#8a5600,stroke-width:4px
    classDef refused stroke:#ba2637
    classDef refusedLit stroke:#ba2637,stroke-width:4px
    classDef missing stroke:#ba2637,stroke-dasharray:5 4
    classDef missingLit stroke:#ba2637,stroke-dasharray:5 4,stroke-width:4px
    classDef unknown stroke:#295db0,stroke-dasharray:9 3 2 3
    classDef unknownLit stroke:#295db0,stroke-dasharray:9 3 2 3,stroke-width:4px
)text";

const char* const kEdge =
    R"text({"from":"Rule/shop/cart/0","to":"Service/shop/cart","state":"getsTraffic","label":"2/3","share":{"numerator":2,"denominator":3},"grant":"shop/grant"})text";

TopologyPtr graph(const std::string& name = "cart") {
    std::vector<GraphNode> nodes(4);
    nodes[0].key = "Rule/shop/" + name + "/0";
    nodes[0].role = NodeRole::Rule;
    nodes[0].title = "/" + name;
    nodes[0].subtitle = "PathPrefix";
    nodes[1].key = "Service/shop/" + name;
    nodes[1].role = NodeRole::Service;
    nodes[1].title = name;
    nodes[2].key = "Missing/Service/shop/crat";
    nodes[2].role = NodeRole::Service;
    nodes[2].title = "crat";
    nodes[2].state = NodeState::Missing;
    nodes[2].nearest = name;
    nodes[2].why = "not found";
    nodes[3].key = "Client/internet";
    nodes[3].title = "Internet";
    for (std::size_t i = 0; i < 3; ++i)
        nodes[i].namespace_ = "shop";
    std::vector<GraphEdge> edges(3);
    edges[0] = {0, 1, NodeState::GetsTraffic, "2/3", 2, 3, "shop/grant", false, "", {}};
    edges[1] = {0, 2, NodeState::Missing, "1/3", 1, 3, "", false, "not found", {}};
    edges[2] = {3, 0, NodeState::GetsTraffic, name, 0, 0, "", true, "", {}};
    return Topology::from(nodes, edges);
}

/// The texts of elements with this name, or the parser's complaint.
QStringList elements(const std::string& xml, const QString& name) {
    QStringList result;
    QXmlStreamReader reader(text(xml));
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            result << reader.readElementText();
    if (reader.hasError())
        result << QStringLiteral("ERROR ") + reader.errorString();
    return result;
}

}  // namespace

class TestExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dot() {
        ExportOptions options;
        options.title = "shop";
        options.highlighted = {"Rule/shop/cart/0", "Service/shop/cart"};
        COMPARE_LINES(linesOf(toDot(*graph(), options)), linesOf(kDot));
    }

    void mermaid() {
        ExportOptions options;
        options.title = "shop";
        options.highlighted = {"Rule/shop/cart/0", "Service/shop/cart"};
        COMPARE_LINES(linesOf(toMermaid(*graph(), options)), linesOf(kMermaid));
    }

    void json() {
        const auto topology = graph();
        const auto json = toJson(*topology, layOut(*topology));
        QCOMPARE(text(json["apiVersion"].get<std::string>()), QString("gatesight.dev/v1alpha1"));
        QCOMPARE(json["nodes"].size(), std::size_t{4});
        QCOMPARE(text(json["nodes"][2]["nearest"].get<std::string>()), QString("cart"));
        QVERIFY(json["nodes"][0].contains("x") && json["nodes"][0].contains("y"));
        QCOMPARE(text(json["edges"][0].dump()), QString(kEdge));
        QCOMPARE(json["edges"][2]["mirror"].get<bool>(), true);
        QCOMPARE(json["bands"].size(), std::size_t{2});
    }

    void svgIsWellFormed() {
        const auto topology = graph();
        ExportOptions options;
        options.title = "shop <1>";
        for (const bool dark : {false, true}) {
            options.dark = dark;
            const std::string svg = toSvg(*topology, layOut(*topology), options);
            const QStringList texts = elements(svg, QStringLiteral("text"));
            for (const char* expected : {"shop <1>", "SERVICES", "crat", "1/3", "missing"})
                QVERIFY2(texts.contains(QString::fromLatin1(expected)), expected);
            QVERIFY(!svg.contains("http://") ||
                    svg.find("http://") == svg.rfind("http://"));  // the name space alone
        }
    }

    void svgDimsWhatIsNotLit() {
        const auto topology = graph();
        const Layout layout = layOut(*topology);
        ExportOptions options;
        QVERIFY(!toSvg(*topology, layout, options).contains("<g class=\"dim\">"));
        options.highlighted = {"Nothing/like/this"};
        QVERIFY(!toSvg(*topology, layout, options).contains("<g class=\"dim\">"));
        options.highlighted = {"Rule/shop/cart/0", "Service/shop/cart"};
        const std::string svg = toSvg(*topology, layout, options);
        const std::size_t dimmed = svg.find("<g class=\"dim\">"), end = svg.find("<g>", dimmed);
        QVERIFY(dimmed != std::string::npos && end != std::string::npos);
        QVERIFY(svg.substr(dimmed, end - dimmed).contains(">crat<"));
        QVERIFY(!svg.substr(dimmed, end - dimmed).contains(">/cart<"));
    }

    void hostileTextStaysText() {
        const auto topology = graph(kHostile);
        const Layout layout = layOut(*topology);
        ExportOptions options;
        options.title = kHostile;
        options.highlighted = {kHostile};
        const std::string svg = toSvg(*topology, layout, options);
        const QStringList texts = elements(svg, QStringLiteral("text"));
        QVERIFY2(!texts.last().startsWith(QLatin1String("ERROR")), qPrintable(texts.last()));
        for (const std::string& exported :
             {svg, toDot(*topology, options), toMermaid(*topology, options),
              toJson(*topology, layout).dump()}) {
            QVERIFY(text(exported).toUtf8().toStdString() == exported);  // UTF-8
            for (const char c : exported)
                QVERIFY(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
            QVERIFY(!exported.contains("\xe2\x80\xae") && !exported.contains("\xef\xbb\xbf"));
        }
        // Inside quotes: no quote that is not escaped, and no line that the text begins.
        for (const QString& line : linesOf(toDot(*topology, options)))
            QVERIFY2(QString(line)
                                 .remove(QLatin1String("\\\\"))
                                 .remove(QLatin1String("\\\""))
                                 .count(QLatin1Char('"')) %
                             2 ==
                         0,
                     qPrintable(line));
        for (const QString& line : linesOf(toMermaid(*topology, options)).mid(3))
            QVERIFY2(line.count(QLatin1Char('"')) <= 2, qPrintable(line));
    }

    void visibleText_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char* name, const char* from, const char* to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("plain", "cart-v2", "cart-v2");
        row("letters of other scripts", "\xc3\xa4 \xe4\xb8\xad", "\xc3\xa4 \xe4\xb8\xad");
        row("escape", "\x1b[31m", "\xe2\x90\x9b[31m");
        row("new line", "a\nb",
            "a\xe2\x90\x8a"
            "b");
        row("delete", "\x7f", "\xe2\x90\xa1");
        row("C1 control", "\xc2\x85", "\xef\xbf\xbd");
        row("right to left override", "\xe2\x80\xae", "\xef\xbf\xbd");
        row("lone continuation byte",
            "\x80"
            "a",
            "\xef\xbf\xbd"
            "a");
        row("cut short", "\xe4\xb8", "\xef\xbf\xbd\xef\xbf\xbd");
        row("overlong", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");
        row("surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    }
    void visibleText() {
        QFETCH(QByteArray, from);
        QTEST(QByteArray::fromStdString(visible(from.toStdString())), "to");
    }

    void elision() {
        QCOMPARE(text(elided("short", 12, 500)), QString("short"));
        const std::string name = "payments-7f9c4d5b6-x2x4z";
        const std::string end = elided(name, 12, 90), middle = elided(name, 12, 90, true);
        QVERIFY(text(end).endsWith(QChar(0x2026)) && text(end).startsWith(QLatin1String("pay")));
        QVERIFY(text(middle).endsWith(QLatin1String("z")) && text(middle).contains(QChar(0x2026)));
        QVERIFY(textWidth(end, 12) <= 90 && textWidth(middle, 12) <= 90);
    }
};

GATESIGHT_TEST(TestExport)

}  // namespace gatesight::simulator::tst_export

#include "tst_export.moc"
