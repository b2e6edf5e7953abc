// Tree, Node and TreeBuilder.
#include "model/manifest/merge_keys.h"
#include "tests/house/test_program.h"
#include "support_manifest_text.h"

namespace tst_manifest_tree {

using namespace gatesight::model;

class TstManifestTree : public QObject {
    Q_OBJECT
private slots:
    void emptyTree();
    void invalidNodes();
    void walk();
    void paths_data();
    void paths();
    void copies();
    void copiesOfOtherTrees();
    void builderIsReused();
    void openNodesAreClosed();
    void columnsEndSomewhere();
    void mergedEntries();
    void memory();
};

namespace {

Tree read(std::string text) {
    return readText("in.yaml", std::move(text)).documents.at(0)->tree;
}

}  // namespace

void TstManifestTree::emptyTree() {
    const Tree tree;
    QVERIFY(tree.empty());
    QVERIFY(!tree.root());
    QVERIFY(!tree.node(0));
    QCOMPARE(tree.pathOf(0), std::string());
}

void TstManifestTree::invalidNodes() {
    const Node node;
    QVERIFY(!node.valid());
    QVERIFY(node.isNull());
    QVERIFY(!node.isScalar());
    QCOMPARE(node.id(), kNoNode);
    QCOMPARE(node.text(), std::string_view());
    QCOMPARE(node.position(), Position());
    QCOMPARE(node.size(), std::size_t{0});
    QVERIFY(!node["a"]["b"]);
    QVERIFY(node.items().begin() == node.items().end());
    QVERIFY(node.entries().begin() == node.entries().end());
}

void TstManifestTree::walk() {
    const auto tree = read("a: [1, {b: x}]\nc:\n");
    const Node root = tree.root();
    QCOMPARE(root.size(), std::size_t{2});
    QCOMPARE(root["a"].size(), std::size_t{2});
    QCOMPARE(test::notation(root), std::string("{a: [1, {b: \"x\"}], c: null}"));
    const Node b = (*std::next(root["a"].items().begin()))["b"];
    QCOMPARE(b.text(), std::string_view("x"));
    QCOMPARE(b.position(), (Position{1, 12}));
    QCOMPARE(tree.node(b.id()).text(), std::string_view("x"));
    QCOMPARE(root.subtreeEnd(), static_cast<NodeId>(tree.size()));
    QVERIFY(!root["a"]["b"]);
}

void TstManifestTree::paths_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("path");
    QTest::newRow("key") << "a: x"
                         << "x"
                         << "a";
    QTest::newRow("nested") << "spec: {rules: [{}, {matches: [{path: x}]}]}"
                            << "x"
                            << "spec.rules[1].matches[0].path";
    QTest::newRow("list in a list") << "a: [[], [1, x]]"
                                    << "x"
                                    << "a[1][1]";
    QTest::newRow("key with dots") << "labels: {app.kubernetes.io/name: x}"
                                   << "x"
                                   << "labels[app.kubernetes.io/name]";
    QTest::newRow("empty key") << "a: {'': x}"
                               << "x"
                               << "a[]";
    QTest::newRow("the key itself") << "a: {x: 1}"
                                    << "x"
                                    << "a.x";
}

void TstManifestTree::paths() {
    QFETCH(QString, text);
    QFETCH(QString, value);
    QFETCH(QString, path);
    const auto tree = read(text.toStdString());
    NodeId id = 0;
    while (tree.node(id).text() != value.toStdString()) {
        ++id;
    }
    QCOMPARE(QString::fromStdString(tree.pathOf(id)), path);
}

void TstManifestTree::copies() {
    TreeBuilder builder;
    builder.open(NodeKind::Map, {1, 1});
    builder.scalar(NodeKind::String, "a", {1, 1});
    const auto original = builder.open(NodeKind::List, {1, 4});
    builder.scalar(NodeKind::String, "x", {1, 5});
    builder.close();
    builder.scalar(NodeKind::String, "b", {2, 1});
    builder.copy(original);
    QCOMPARE(builder.depth(), std::size_t{1});
    builder.close();
    const auto tree = builder.take();
    QCOMPARE(test::nodeDump(tree), std::string("1:1 map \n1:1 string a\n1:4 list \n1:5 string "
                                               "x\n2:1 string b\n1:4 list \n1:5 string x\n"));
}

void TstManifestTree::copiesOfOtherTrees() {
    const auto other = read("a: {b: [x, z]}\n");
    TreeBuilder builder;
    builder.open(NodeKind::List, {9, 1});
    builder.copy(other, other.root()["a"].id());
    builder.close();
    QCOMPARE(test::notation(builder.take().root()), std::string("[{b: [\"x\", \"z\"]}]"));
}

void TstManifestTree::builderIsReused() {
    TreeBuilder builder;
    builder.scalar(NodeKind::String, "first", {1, 1});
    const auto first = builder.take();
    QCOMPARE(builder.size(), std::size_t{0});
    builder.scalar(NodeKind::String, "second", {2, 1});
    QCOMPARE(builder.take().root().text(), std::string_view("second"));
    QCOMPARE(first.root().text(), std::string_view("first"));
}

void TstManifestTree::openNodesAreClosed() {
    TreeBuilder builder;
    builder.open(NodeKind::List, {1, 1});
    builder.open(NodeKind::List, {1, 2});
    builder.scalar(NodeKind::Integer, "1", {1, 3});
    QCOMPARE(test::notation(builder.take().root()), std::string("[[1]]"));
}

void TstManifestTree::columnsEndSomewhere() {
    TreeBuilder builder;
    builder.scalar(NodeKind::Null, "", {7, 4'000'000'000});
    const auto position = builder.take().root().position();
    QCOMPARE(position.line, 7U);
    QCOMPARE(position.column, (1U << 28U) - 1);
}

void TstManifestTree::mergedEntries() {
    TreeBuilder builder;
    builder.open(NodeKind::Map, {1, 1});
    for (const auto& [key, value] :
         {std::pair("a", "1"), std::pair("b", "2"), std::pair("a", "3")}) {
        builder.scalar(NodeKind::String, key, {1, 1});
        builder.scalar(NodeKind::Integer, value, {1, 1});
    }
    const auto tree = withEntriesMerged(builder.take());
    QCOMPARE(test::notation(tree.root()), std::string("{b: 2, a: 3}"));
    QVERIFY(withEntriesMerged(Tree()).empty());
}

/// What the project promises of its memory.
void TstManifestTree::memory() {
    QVERIFY(sizeof(Node) <= 16);
    QVERIFY(sizeof(Tree) <= 64);
}

GATESIGHT_TEST(TstManifestTree)

}  // namespace tst_manifest_tree

#include "tst_manifest_tree.moc"
