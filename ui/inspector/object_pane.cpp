#include "ui/inspector/object_pane.h"

#include "model/manifest/writer.h"
#include "ui/inspector/declared_table.h"
#include "ui/session/origin_text.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/state_glyph.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/trace/step_text.h"
#include "ui/yaml/yaml_editor.h"

#include <nlohmann/json.hpp>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatesight::ui {

using simulator::GraphNode;
using simulator::NodeState;

namespace {

/// More neighbours than this are counted, not listed.
constexpr int kMaxLinks = 40;

QString roleOf(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return QStringLiteral("chip-good");
        case NodeState::Idle:
            return QStringLiteral("chip");
        case NodeState::Refused:
        case NodeState::Missing:
            return QStringLiteral("chip-bad");
        case NodeState::Unknown:
            return QStringLiteral("chip-warning");
    }
    return QStringLiteral("chip");
}

}  // namespace

ObjectPane::ObjectPane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_pages(new QStackedWidget),
      m_kind(plainLabel(QStringLiteral("muted"))),
      m_name(plainLabel()),
      m_state(plainLabel(QStringLiteral("chip"))),
      m_why(plainLabel(QStringLiteral("muted"))),
      m_place(new QPushButton),
      m_links(new QWidget),
      m_linksLayout(new QVBoxLayout(m_links)),
      m_declared(new DeclaredTable),
      m_storedTitle(plainLabel(QStringLiteral("caption"))),
      m_stored(new YamlEditor) {
    auto* top = new QWidget;
    top->setProperty("role", QStringLiteral("page"));
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    topLayout->setSpacing(kSpace);
    makeHead(*topLayout);
    m_linksLayout->setContentsMargins(0, kGap, 0, 0);
    m_linksLayout->setSpacing(1);
    topLayout->addWidget(m_links);
    topLayout->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(top);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* bottom = new QWidget;
    auto* bottomLayout = new QVBoxLayout(bottom);
    bottomLayout->setContentsMargins(0, 0, 0, 0);
    bottomLayout->setSpacing(0);
    m_storedTitle->setText(tr("As the API server stores it"));
    m_storedTitle->setContentsMargins(kMargin, kSpace, kMargin, kSpace);
    m_stored->setReadOnly(true);
    m_stored->setAccessibleName(m_storedTitle->text());
    bottomLayout->addWidget(horizontalLine());
    bottomLayout->addWidget(m_storedTitle);
    bottomLayout->addWidget(m_stored);

    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(kGap);
    split->addWidget(scroll);
    split->addWidget(m_declared);
    split->addWidget(bottom);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setStretchFactor(2, 3);
    split->setSizes({160, 340, 340});
    m_pages->addWidget(new EmptyNote(QStringLiteral("kind-pod"), tr("Nothing is selected"),
                                     tr("Select a node of the graph or a row of the explorer.")));
    m_pages->addWidget(split);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_declared, &DeclaredTable::fieldChosen, this, [this](model::NodeId node) {
        const model::ObjectId id = m_session.selection().object;
        if (id.valid() && m_shownSimulation)
            m_session.selectSource(m_shownSimulation->world->object(id).origin.locate(node));
    });
    connect(&session, &Session::selectionChanged, this, &ObjectPane::show);
    connect(&session, &Session::simulationChanged, this, &ObjectPane::show);
    show();
}

void ObjectPane::makeHead(QVBoxLayout& layout) {
    m_name->setFont(Theme::sized(2, QFont::DemiBold));
    m_name->setWordWrap(true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_place->setProperty("role", QStringLiteral("link"));
    m_place->setAccessibleName(tr("Show where the object is written"));
    connect(m_place, &QPushButton::clicked, this, &ObjectPane::sourceRequested);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSpace);
    row->addWidget(m_kind);
    row->addStretch();
    row->addWidget(m_place);
    auto* state = new QHBoxLayout;
    state->addWidget(m_state);
    state->addStretch();
    layout.addLayout(row);
    layout.addWidget(m_name);
    layout.addLayout(state);
    layout.addWidget(m_why);
}

void ObjectPane::show() {
    const simulator::SimulationPtr simulation = m_session.simulation();
    const Selection& selection = m_session.selection();
    if (simulation && simulation == m_shownSimulation && selection == m_shown)
        return;
    if (simulation != m_shownSimulation)
        m_customKinds = simulation ? model::CustomKinds::of(simulation->world->objects())
                                   : model::CustomKinds();
    const model::ObjectId before = m_shownSimulation == simulation ? m_shown.object
                                                                   : model::ObjectId();
    m_shown = selection;
    m_shownSimulation = simulation;
    const int index =
        simulation && !selection.key.empty() ? m_session.topology()->find(selection.key) : -1;
    const GraphNode* node =
        index < 0 ? nullptr : &m_session.topology()->nodes()[static_cast<std::size_t>(index)];
    m_pages->setCurrentIndex(node || selection.object.valid() ? 1 : 0);
    m_stored->setVisible(selection.object.valid());
    m_storedTitle->setVisible(selection.object.valid());
    if (selection.object.valid()) {
        const model::Object& object = simulation->world->object(selection.object);
        showHead(object, node);
        if (before != selection.object)
            showObject(object);
    } else if (node) {
        m_declared->hide();
        showGhost(*node);
    }
    showLinks(index);
}

void ObjectPane::showHead(const model::Object& object, const GraphNode* node) {
    const bool part = node && (node->role == simulator::NodeRole::Listener ||
                               node->role == simulator::NodeRole::Rule);
    m_kind->setText(part ? tr("%1 of %2").arg(text(node->kind), text(toString(object.reference())))
                         : text(object.kind) + QStringLiteral("  ·  ") + text(object.apiVersion()));
    m_name->setText(part ? text(node->title) : text(object.fullName()));
    m_place->setText(placeText(m_session.selection().source));
    m_place->setVisible(m_session.selection().source.known());
    QStringList lines;
    if (node && !node->subtitle.empty())
        lines << text(node->subtitle);
    if (node && !node->why.empty())
        lines << text(node->why);
    if (object.origin.derived())
        lines << originText(object);
    m_why->setText(lines.join(QLatin1Char('\n')));
    m_why->setVisible(!lines.isEmpty());
    m_state->setVisible(node != nullptr);
    if (node) {
        m_state->setText(words(node->state));
        setRole(m_state, roleOf(node->state));
    }
}

/// What does not change when another part of the object is selected.
void ObjectPane::showObject(const model::Object& object) {
    m_stored->setText(text(model::toYaml(
        storedAs(object, m_shownSimulation->options.channel, m_customKinds))));
    const model::CustomKind* kind = m_customKinds.of(object);
    auto fields = kind ? declaredFields(object, *kind) : std::vector<model::DeclaredField>();
    m_declared->setVisible(!fields.empty());
    if (!fields.empty())
        m_declared->show(text(kind->definition->metadata.name), std::move(fields));
}

void ObjectPane::showGhost(const GraphNode& node) {
    m_kind->setText(text(node.kind));
    m_name->setText(text(node.title));
    m_place->hide();
    m_state->show();
    m_state->setText(words(node.state));
    setRole(m_state, roleOf(node.state));
    QStringList lines;
    for (const std::string& line : {node.subtitle, node.why})
        if (!line.empty())
            lines << text(line);
    if (!node.nearest.empty())
        lines << tr("The nearest name that exists: %1").arg(text(node.nearest));
    m_why->setText(lines.join(QLatin1Char('\n')));
    m_why->setVisible(!lines.isEmpty());
}

void ObjectPane::showLinks(int node) {
    while (QLayoutItem* item = m_linksLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (node < 0)
        return;
    addLinks(tr("Traffic comes from"), node, false);
    addLinks(tr("Traffic goes to"), node, true);
}

void ObjectPane::addLinks(const QString& title, int node, bool outgoing) {
    const auto nodes = m_session.topology()->nodes();
    int count = 0;
    for (const simulator::GraphEdge& edge : m_session.topology()->edges()) {
        if (static_cast<int>(outgoing ? edge.from : edge.to) != node)
            continue;
        if (++count > kMaxLinks)
            continue;
        if (count == 1) {
            QLabel* head = plainLabel(QStringLiteral("caption"));
            head->setText(title);
            head->setContentsMargins(0, kGap, 0, 0);
            m_linksLayout->addWidget(head);
        }
        const GraphNode& other = nodes[outgoing ? edge.to : edge.from];
        auto* link = new QPushButton;
        link->setProperty("role", QStringLiteral("link"));
        link->setIcon(kindIcon(other.kind, Tint::Accent));
        link->setIconSize({14, 14});
        link->setText(edge.label.empty()
                          ? text(other.title)
                          : text(other.title) + QStringLiteral("   ") + text(edge.label));
        link->setToolTip(text(edge.why.empty() ? other.why : edge.why).toHtmlEscaped());
        connect(
            link, &QPushButton::clicked, this, [this, key = other.key] { m_session.select(key); },
            Qt::QueuedConnection);
        m_linksLayout->addWidget(link, 0, Qt::AlignLeft);
    }
    if (count > kMaxLinks) {
        QLabel* more = plainLabel(QStringLiteral("faint"));
        more->setText(tr("and %1 more").arg(count - kMaxLinks));
        m_linksLayout->addWidget(more);
    }
}

}  // namespace gatesight::ui
