#include "ui/trace/step_card.h"

#include "model/rules/catalogue.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/theme/wrapped_label.h"
#include "ui/trace/step_text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

QString verdictRole(simulator::Verdict verdict) {
    switch (verdict) {
        case simulator::Verdict::Chosen:
        case simulator::Verdict::Passed:
            return QStringLiteral("chip-good");
        case simulator::Verdict::Rejected:
            return QStringLiteral("chip-bad");
        case simulator::Verdict::Applied:
            return QStringLiteral("chip-info");
        case simulator::Verdict::Info:
            return QStringLiteral("chip");
    }
    return {};
}

}  // namespace

StepCard::StepCard(QWidget* parent)
    : QFrame(parent),
      m_verdict(plainLabel()),
      m_stage(plainLabel(QStringLiteral("muted"))),
      m_message(plainLabel()),
      m_tableHost(new QWidget),
      m_table(new QGridLayout(m_tableHost)),
      m_near(new QFrame),
      m_nearText(plainLabel()),
      m_rule(new QPushButton),
      m_explain(new QPushButton(tr("Explain rule"))),
      m_ruleText(plainLabel(QStringLiteral("muted"))),
      m_place(new QPushButton) {
    setProperty("role", QStringLiteral("card"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setAccessibleName(tr("Step"));
    m_table->setContentsMargins(0, 0, 0, 0);
    m_table->setHorizontalSpacing(1);
    m_table->setVerticalSpacing(1);
    m_near->setProperty("role", QStringLiteral("note-warning"));
    m_nearText->setWordWrap(true);
    auto* nearLayout = new QHBoxLayout(m_near);
    nearLayout->setContentsMargins(kSpace, 6, kSpace, 6);
    nearLayout->addWidget(m_nearText);
    m_rule->setProperty("role", QStringLiteral("link"));
    m_rule->setCheckable(true);
    m_rule->setAccessibleName(tr("Text of the rule that decided this step"));
    m_ruleText->setWordWrap(true);
    m_ruleText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_rule, &QPushButton::toggled, m_ruleText, &QWidget::setVisible);
    m_explain->setProperty("role", QStringLiteral("link"));
    m_explain->setToolTip(tr("Open the page of the rule (F1)"));
    connect(m_explain, &QPushButton::clicked, this,
            [this] { Q_EMIT ruleRequested(m_rule->text()); });
    m_place->setProperty("role", QStringLiteral("link"));
    m_place->setAccessibleName(tr("Show the line in the YAML"));
    connect(m_place, &QPushButton::clicked, this, [this] { Q_EMIT sourceRequested(m_source); });

    auto* head = new QHBoxLayout;
    head->setSpacing(kSpace);
    head->addWidget(m_verdict);
    head->addWidget(m_stage);
    head->addStretch();
    head->addWidget(m_place);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, 10, kMargin, 10);
    layout->setSpacing(kSpace);
    layout->addLayout(head);
    layout->addWidget(m_message);
    layout->addWidget(m_tableHost);
    layout->addWidget(m_near);
    auto* rule = new QHBoxLayout;
    rule->setSpacing(kSpace);
    rule->addWidget(m_rule);
    rule->addStretch();
    rule->addWidget(m_explain);
    layout->addLayout(rule);
    layout->addWidget(m_ruleText);
    show(nullptr);
}

void StepCard::show(const simulator::Step* step) {
    setVisible(step != nullptr);
    if (!step)
        return;
    m_verdict->setText(verdictText(step->verdict));
    setRole(m_verdict, verdictRole(step->verdict));
    m_stage->setText(stageText(step->stage));
    const QString subject = subjectText(step->subject);
    m_message->setText(subject.isEmpty() ? text(step->message)
                                         : subject + QLatin1Char('\n') + text(step->message));
    m_nearText->setText(tr("It would match if: %1").arg(text(step->near)));
    m_near->setVisible(!step->near.empty());
    showRule(step->rule);
    m_source = step->source;
    m_place->setText(placeText(step->source));
    m_place->setVisible(step->source.known());
    fillTable(step->compared);
}

void StepCard::showRule(const std::string& id) {
    const model::SpecRule* rule = model::findRule(id);
    m_rule->setVisible(!id.empty());
    m_rule->setText(text(id));
    m_rule->setEnabled(rule != nullptr);
    m_explain->setVisible(rule != nullptr);
    m_ruleText->setVisible(rule && m_rule->isChecked());
    if (!rule)
        return;
    QStringList sources;
    for (const std::string& source : model::spelledOut(*rule))
        sources << text(source);
    QString words = text(rule->text);
    if (!rule->outcome.empty())
        words += QLatin1Char('\n') + text(rule->outcome);
    m_ruleText->setText(words + QStringLiteral("\n— ") + sources.join(QStringLiteral("; ")));
    m_rule->setToolTip(words.toHtmlEscaped());
}

QLabel* StepCard::cell(const QString& words, bool decisive, bool code) {
    auto* label = new WrappedLabel;
    label->setText(words);
    label->setProperty("role", decisive ? QStringLiteral("cell-decisive") : QStringLiteral("cell"));
    if (code)
        label->setFont(Theme::monospace());
    return label;
}

void StepCard::fillTable(const std::vector<simulator::Compared>& compared) {
    while (QLayoutItem* item = m_table->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_tableHost->setVisible(!compared.empty());
    if (compared.empty())
        return;
    int row = 0;
    for (const QString& title : {tr("Compared"), tr("Here"), tr("Wanted")}) {
        QLabel* head = plainLabel(QStringLiteral("cell-head"));
        head->setText(title);
        m_table->addWidget(head, 0, row++);
    }
    row = 1;
    for (const simulator::Compared& value : compared) {
        const QString what =
            value.decisive ? text(value.what) + QStringLiteral("  ◂") : text(value.what);
        QLabel* name = cell(what, value.decisive, false);
        if (value.decisive)
            name->setToolTip(tr("This comparison decided"));
        else if (!value.rule.empty())
            name->setToolTip(text(value.rule));
        m_table->addWidget(name, row, 0);
        m_table->addWidget(cell(text(value.actual), value.decisive, true), row, 1);
        const std::string& wanted = value.expected.empty() ? value.rule : value.expected;
        m_table->addWidget(cell(text(wanted), value.decisive, true), row, 2);
        ++row;
    }
    m_table->setColumnStretch(1, 1);
    m_table->setColumnStretch(2, 1);
}

}  // namespace gatesight::ui
