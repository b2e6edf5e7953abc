#include "ui/rules/rule_pane.h"

#include "model/rules/explained_rules.h"
#include "ui/rules/code_block.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/trace/step_text.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <utility>

namespace gatesight::ui {

using model::ExplainedRule;
using simulator::Citation;

namespace {

/// More of them are counted, not listed.
constexpr std::size_t kMostObjects = 40;
constexpr std::size_t kMostLines = 3;
constexpr std::size_t kMostNeighbours = 8;

/// Texts of the catalogue set `code` in backticks and *stressed* words in asterisks; nothing else of
/// them is markup.
QString prose(std::string_view words) {
    // Short ones stay on a line.
    static const QRegularExpression shortCode(QStringLiteral("`([^`]{1,24})`"));
    static const QRegularExpression code(QStringLiteral("`([^`]+)`"));
    static const QRegularExpression stressed(QStringLiteral("(?<=^|\\s)\\*([a-z ]+)\\*"));
    const QString span = QStringLiteral("<span style=\"font-family:'%1'\">\\1</span>")
                             .arg(Theme::monospace().family());
    return text(words)
        .toHtmlEscaped()
        .replace(shortCode, QStringLiteral("<nobr>%1</nobr>").arg(span))
        .replace(code, span)
        .replace(stressed, QStringLiteral("<i>\\1</i>"));
}

QLabel* proseLabel(std::string_view words, const QString& role = {}) {
    auto* label = plainLabel(role);
    label->setTextFormat(Qt::RichText);
    label->setText(prose(words));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* chip(const QString& words, const QString& role = QStringLiteral("chip")) {
    auto* label = plainLabel(role);
    label->setText(words);
    return label;
}

QIcon iconOf(const Citation& citation) {
    switch (citation.by) {
        case Citation::By::Finding:
            if (citation.verdict == "error")
                return icon(QStringLiteral("error"), Tint::Bad);
            return citation.verdict == "warning" ? icon(QStringLiteral("warning"), Tint::Warning)
                                                 : icon(QStringLiteral("info"), Tint::Info);
        case Citation::By::Condition:
            return icon(QStringLiteral("list"), Tint::Accent);
        case Citation::By::TraceStep:
            return icon(QStringLiteral("send"), Tint::Accent);
    }
    return {};
}

QString titleOf(const Citation& citation) {
    return citation.object.empty() ? placeText(citation.source)
                                   : text(toString(citation.object));
}

/// "listener http: Accepted=True/Accepted: …", "request cart, rejected: …"
QString wordsOf(const Citation& citation) {
    QStringList words;
    if (citation.by == Citation::By::TraceStep)
        words << QObject::tr("request “%1”, %2")
                     .arg(text(citation.request), text(citation.verdict));
    else if (!citation.part.empty())
        words << text(citation.part);
    if (citation.by == Citation::By::Condition)
        words << text(citation.verdict);
    if (!citation.message.empty())
        words << text(citation.message);
    return words.join(QStringLiteral(": "));
}

/// The citations of each object together, in the order in which the objects come first.
std::vector<std::vector<const Citation*>> byObject(const std::vector<Citation>& citations) {
    std::vector<std::vector<const Citation*>> cards;
    std::map<std::pair<model::ObjectReference, std::string>, std::size_t> places;
    for (const Citation& citation : citations) {
        const std::string file = citation.object.empty() ? citation.source.file : std::string();
        const auto [place, fresh] =
            places.try_emplace({citation.object, file}, cards.size());
        if (fresh)
            cards.emplace_back();
        cards[place->second].push_back(&citation);
    }
    return cards;
}

/// Rules that share all but the last word of the id: what one would read next.
std::vector<std::string_view> neighboursOf(std::string_view id) {
    std::vector<std::string_view> found;
    const std::string_view family = id.substr(0, id.rfind('.') + 1);
    for (const ExplainedRule& each : model::explainedRules())
        if (each.rule.id != id && !family.empty() && each.rule.id.starts_with(family))
            found.push_back(each.rule.id);
    return found;
}

}  // namespace

RulePane::RulePane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_pages(new QStackedWidget),
      m_back(iconButton(QStringLiteral("step-back"), tr("Back to the rule before"))),
      m_position(plainLabel(QStringLiteral("muted"))),
      m_scroll(new QScrollArea) {
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Rule"));
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(horizontalLine());
    pageLayout->addWidget(m_scroll);
    m_pages->addWidget(new EmptyNote(
        QStringLiteral("info"), tr("No rule is open"),
        tr("Traces, findings and conditions name the rule that they follow. Choose such a name, "
           "press F1, or look for one with Ctrl+K.")));
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(&session, &Session::simulationChanged, this, &RulePane::markStale);
    connect(&session, &Session::requestChanged, this, &RulePane::markStale);
}

QWidget* RulePane::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kSpace, kGap, kSpace, kGap);
    layout->setSpacing(kGap);
    QToolButton* copy = iconButton(QStringLiteral("copy"), tr("Copy the id of the rule"));
    connect(m_back, &QToolButton::clicked, this, &RulePane::back, Qt::QueuedConnection);
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_rule); });
    layout->addWidget(m_back);
    layout->addWidget(m_position, 1);
    layout->addWidget(copy);
    return header;
}

void RulePane::show(const QString& id) {
    if (id == m_rule || !model::findExplained(id.toStdString()))
        return;
    if (!m_rule.isEmpty())
        m_before << m_rule;
    open(id);
}

void RulePane::back() {
    if (!m_before.isEmpty())
        open(m_before.takeLast());
}

void RulePane::open(const QString& id) {
    m_rule = id;
    m_back->setEnabled(!m_before.isEmpty());
    m_pages->setCurrentIndex(1);
    fill();
    if (m_stale && isVisible())
        collect();
    Q_EMIT ruleChanged();
}

void RulePane::fill() {
    const ExplainedRule* explained = model::findExplained(m_rule.toStdString());
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    m_layout = new QVBoxLayout(page);
    m_layout->setContentsMargins(kMargin, kMargin, kMargin, kSection);
    m_layout->setSpacing(kSpace);
    m_position->setText(text(explained->rule.section));
    m_position->setToolTip(m_position->text().toHtmlEscaped());
    addHead(*explained);
    addExample(*explained);
    addTouched();
    addSources(*explained);
    addNeighbours();
    m_layout->addStretch();
    m_scroll->setWidget(page);  // deletes the page before
    fillTouched();
}

void RulePane::addCaption(const QString& words) {
    QLabel* caption = plainLabel(QStringLiteral("caption"));
    caption->setText(words);
    caption->setContentsMargins(0, kMargin, 0, 0);
    m_layout->addWidget(caption);
}

void RulePane::addHead(const ExplainedRule& explained) {
    const model::SpecRule& rule = explained.rule;
    QLabel* id = plainLabel();
    QFont font = Theme::monospace();
    font.setPointSizeF(font.pointSizeF() + 1);
    font.setWeight(QFont::DemiBold);
    id->setFont(font);
    // An id has no blanks: it may break after its dots.
    id->setText(text(rule.id).replace(QLatin1Char('.'), QStringLiteral(".\u200b")));
    id->setWordWrap(true);
    m_layout->addWidget(id);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(kGap);
    chips->addWidget(chip(text(toString(rule.support))));
    if (!rule.feature.empty())
        chips->addWidget(chip(text(rule.feature), QStringLiteral("chip-info")));
    if (rule.experimental)
        chips->addWidget(chip(tr("experimental channel"), QStringLiteral("chip-warning")));
    chips->addStretch();
    m_layout->addLayout(chips);
    m_layout->addWidget(proseLabel(rule.text));
    if (!rule.outcome.empty()) {
        addCaption(tr("Seen as"));
        m_layout->addWidget(proseLabel(rule.outcome));
    }
}

void RulePane::addExample(const ExplainedRule& explained) {
    const model::RuleExample* example = explained.example;
    if (!example && explained.breaking.empty())
        return;
    addCaption(tr("Example"));
    if (!example) {
        m_layout->addWidget(new CodeBlock(text(explained.breaking), tr("Example")));
        return;
    }
    QString title = text(example->title);
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    m_layout->addWidget(proseLabel((title + QLatin1Char('.')).toStdString()));
    if (!example->manifests.empty())
        m_layout->addWidget(
            new CodeBlock(text(model::manifestText(*example)), tr("Manifests of the example")));
    for (const model::RuleExample::Outcome& outcome : example->outcomes) {
        if (!outcome.request.empty()) {
            QLabel* request = plainLabel();
            request->setFont(Theme::monospace());
            request->setWordWrap(true);
            request->setText(text(outcome.request));
            m_layout->addWidget(request);
        }
        for (const std::string_view said : outcome.says) {
            QLabel* answer = plainLabel(QStringLiteral("muted"));
            answer->setWordWrap(true);
            answer->setText(QStringLiteral("→  ") + text(said));
            answer->setContentsMargins(outcome.request.empty() ? 0 : kMargin, 0, 0, 0);
            m_layout->addWidget(answer);
        }
    }
}

void RulePane::addSources(const ExplainedRule& explained) {
    if (explained.rule.source.empty())
        return;
    addCaption(tr("Where it comes from"));
    for (const std::string& source : model::spelledOut(explained.rule))
        m_layout->addWidget(proseLabel(source, QStringLiteral("muted")));
}

void RulePane::addNeighbours() {
    const auto found = neighboursOf(m_rule.toStdString());
    if (found.empty())
        return;
    addCaption(tr("Beside it"));
    auto* list = new QVBoxLayout;
    list->setSpacing(1);
    for (std::size_t i = 0; i < std::min(found.size(), kMostNeighbours); ++i) {
        auto* link = new QPushButton(text(found[i]));
        link->setProperty("role", QStringLiteral("link"));
        link->setToolTip(text(model::findExplained(found[i])->rule.text).toHtmlEscaped());
        // Queued: the page that holds the link is replaced.
        connect(
            link, &QPushButton::clicked, this, [this, id = text(found[i])] { show(id); },
            Qt::QueuedConnection);
        list->addWidget(link, 0, Qt::AlignLeft);
    }
    m_layout->addLayout(list);
}

// --- What it touched
// --------------------------------------------------------------------------------------------------

void RulePane::addTouched() {
    addCaption({});
    m_touchedTitle =
        qobject_cast<QLabel*>(m_layout->itemAt(m_layout->count() - 1)->widget());
    auto* host = new QWidget;
    m_touchedLayout = new QVBoxLayout(host);
    m_touchedLayout->setContentsMargins(0, 0, 0, 0);
    m_touchedLayout->setSpacing(kGap);
    m_layout->addWidget(host);
}

void RulePane::fillTouched() {
    while (QLayoutItem* item = m_touchedLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto found = m_all.find(m_rule.toStdString());
    m_cited = found == m_all.end() ? std::vector<Citation>() : found->second;
    m_touchedTitle->setVisible(m_session.simulation() != nullptr);
    if (!m_session.simulation())
        return;
    const auto cards = byObject(m_cited);
    m_touchedTitle->setText(
        cards.empty() ? tr("In what is loaded")
                      : tr("In what is loaded  ·  %1")
                            .arg(counted(static_cast<qsizetype>(cards.size()), tr("object"),
                                         tr("objects"))));
    if (cards.empty()) {
        QLabel* note = plainLabel(QStringLiteral("muted"));
        note->setWordWrap(true);
        note->setText(m_stale ? tr("Looking through findings, conditions and traces …")
                              : tr("No finding, no condition and no trace of a saved request "
                                   "cites it."));
        m_touchedLayout->addWidget(note);
    }
    for (std::size_t i = 0; i < std::min(cards.size(), kMostObjects); ++i)
        addCard(cards[i]);
    if (cards.size() > kMostObjects) {
        QLabel* more = plainLabel(QStringLiteral("faint"));
        more->setText(tr("and %1 more").arg(cards.size() - kMostObjects));
        m_touchedLayout->addWidget(more);
    }
    Q_EMIT citationsChanged();
}

void RulePane::choose(const Citation& citation) {
    if (citation.source.known())
        m_session.selectSource(citation.source);
    else if (citation.id.valid())
        m_session.selectObject(citation.id);
}

/// An object as a link, and below it a line for each of the first things that cite the rule for it.
void RulePane::addCard(const std::vector<const Citation*>& citations) {
    const Citation& first = *citations.front();
    auto* card = new QFrame;
    card->setProperty("role", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(kSpace, 6, kSpace, 6);
    layout->setSpacing(kGap);
    auto* link = new QPushButton(titleOf(first));
    link->setProperty("role", QStringLiteral("link"));
    link->setAccessibleName(tr("Select %1").arg(titleOf(first)));
    link->setToolTip(link->text().toHtmlEscaped());
    link->setIcon(kindIcon(first.object.kind, Tint::Accent));
    link->setIconSize({14, 14});
    connect(link, &QPushButton::clicked, this, [this, first] { choose(first); });
    layout->addWidget(link, 0, Qt::AlignLeft);
    for (std::size_t i = 0; i < std::min(citations.size(), kMostLines); ++i)
        addLine(*layout, *citations[i]);
    if (citations.size() > kMostLines) {
        QLabel* more = plainLabel(QStringLiteral("faint"));
        more->setContentsMargins(22, 0, 0, 0);
        more->setText(tr("and %1 more").arg(citations.size() - kMostLines));
        layout->addWidget(more);
    }
    m_touchedLayout->addWidget(card);
}

void RulePane::addLine(QVBoxLayout& card, const Citation& citation) {
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* mark = new QLabel;
    mark->setPixmap(iconOf(citation).pixmap(14, 14));
    mark->setToolTip(text(toString(citation.by)));
    row->addWidget(mark, 0, Qt::AlignTop);
    QLabel* says = plainLabel(QStringLiteral("muted"));
    says->setWordWrap(true);
    says->setTextInteractionFlags(Qt::TextSelectableByMouse);
    says->setText(wordsOf(citation));
    row->addWidget(says, 1);
    if (citation.source.position.known()) {
        auto* place = new QPushButton(tr("line %1").arg(citation.source.position.line));
        place->setProperty("role", QStringLiteral("link"));
        place->setAccessibleName(tr("Show %1 in the YAML").arg(placeText(citation.source)));
        place->setToolTip(placeText(citation.source).toHtmlEscaped());
        connect(place, &QPushButton::clicked, this, [this, citation] {
            choose(citation);
            Q_EMIT sourceRequested();
        });
        row->addWidget(place, 0, Qt::AlignTop);
    }
    card.addLayout(row);
}

void RulePane::markStale() {
    m_stale = true;
    m_all.clear();
    m_collecting.cancel();
    if (m_rule.isEmpty())
        return;
    fillTouched();
    if (isVisible())
        collect();
}

void RulePane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale && !m_rule.isEmpty())
        collect();
}

/// All rules at once, so that going from one to the next costs nothing.
void RulePane::collect() {
    const simulator::SimulationPtr simulation = m_session.simulation();
    if (!simulation)
        return;
    std::vector<simulator::TracedRequest> requests;
    if (m_session.hasRequest())
        requests.push_back({tr("in the request line").toStdString(), m_session.request()});
    for (const SavedRequest& saved : m_session.savedRequests())
        requests.push_back({saved.name, saved.request});
    m_collecting.start(
        [simulation, loaded = m_session.loaded(), requests = std::move(requests),
         seed = m_session.seed()](const std::stop_token& stop, const auto&) {
            return simulator::citationsOf(*simulation, loaded->findings, requests, seed, stop);
        },
        [this](const simulator::Citations& citations) {
            m_all = citations;
            m_stale = false;
            if (!m_rule.isEmpty())
                fillTouched();
        });
}

}  // namespace gatesight::ui
