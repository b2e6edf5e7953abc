#include "ui/changes/compared_graphs.h"

#include "ui/changes/changes_frame.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr int kSignSide = 15;

QLabel* caption() {
    QLabel* label = plainLabel(QStringLiteral("caption"));
    label->setContentsMargins(kMargin, kGap, kMargin, kGap);
    return label;
}

QPixmap signPixmap(ChangeMark mark, ComparedSideKind side, double scale) {
    QPixmap pixmap((QSizeF(kSignSide, kSignSide) * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintChangeSign(painter, QRectF(0.5, 0.5, kSignSide - 1, kSignSide - 1), mark, side,
                    Theme::colors());
    return pixmap;
}

}  // namespace

ComparedGraphs::ComparedGraphs(QWidget* parent)
    : QWidget(parent),
      m_before(new ComparedCanvas(ComparedSideKind::Before)),
      m_after(new ComparedCanvas(ComparedSideKind::After)),
      m_beforeName(caption()),
      m_afterName(caption()) {
    auto* graphs = new QSplitter(Qt::Horizontal);
    graphs->setHandleWidth(kSpace - 2);
    graphs->setChildrenCollapsible(false);
    for (const auto& [name, canvas] :
         {std::pair(m_beforeName, m_before), std::pair(m_afterName, m_after)}) {
        auto* side = new QWidget;
        auto* layout = new QVBoxLayout(side);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(name);
        layout->addWidget(canvas, 1);
        graphs->addWidget(changesFrame(side));
    }
    graphs->setSizes({1'000, 1'000});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(graphs, 1);
    layout->addWidget(makeLegend());
    connectSides();
    applyTheme();
}

QWidget* ComparedGraphs::makeLegend() {
    auto* legend = new QWidget;
    auto* layout = new QHBoxLayout(legend);
    layout->setContentsMargins(kSpace, 0, kSpace, 0);
    layout->setSpacing(kGap);
    const auto add = [&](const QString& words) {
        auto* sign = new QLabel;
        m_signs << sign;
        QLabel* meaning = plainLabel(QStringLiteral("muted"));
        meaning->setText(words);
        layout->addWidget(sign);
        layout->addWidget(meaning);
        layout->addSpacing(kMargin);
    };
    add(changeWords(ChangeMark::OnlyHere, ComparedSideKind::Before));
    add(changeWords(ChangeMark::OnlyHere, ComparedSideKind::After));
    add(tr("says something else, or gets other traffic"));
    layout->addStretch();
    QLabel* hint = plainLabel(QStringLiteral("muted"));
    hint->setText(tr("Both graphs move together. Enter or a double click traces a request."));
    layout->addWidget(hint);
    return legend;
}

void ComparedGraphs::connectSides() {
    for (ComparedCanvas* canvas : {m_before, m_after}) {
        ComparedCanvas* twin = canvas == m_before ? m_after : m_before;
        connect(canvas, &FlowCanvas::cameraChanged, this,
                [this, canvas, twin] { follow(canvas, twin); });
        connect(canvas, &FlowCanvas::nodeClicked, this, &ComparedGraphs::chosen);
        connect(canvas, &FlowCanvas::backgroundClicked, this, [this] { Q_EMIT chosen({}); });
    }
}

void ComparedGraphs::follow(ComparedCanvas* leader, ComparedCanvas* follower) {
    if (m_following)
        return;
    m_following = true;
    follower->lookAs(leader->camera());
    m_following = false;
}

void ComparedGraphs::tell(const Comparison& comparison, bool reduceMotion) {
    m_before->setReduceMotion(reduceMotion);
    m_after->setReduceMotion(reduceMotion);
    m_following = true;
    m_before->setSide(comparison.before.scene, comparison.before.marks, comparison.bounds);
    m_after->setSide(comparison.after.scene, comparison.after.marks, comparison.bounds);
    m_following = false;
    m_beforeName->setText(tr("Before  ·  %1").arg(text(comparison.changes.before)));
    m_afterName->setText(tr("After  ·  %1").arg(text(comparison.changes.after)));
}

void ComparedGraphs::select(const std::string& key) {
    m_before->setSelectedKey(key);
    m_after->setSelectedKey(key);
}

void ComparedGraphs::light(const MovedWays& ways) {
    m_before->setMarkedOnly(false);
    m_after->setMarkedOnly(false);
    m_before->setLitPath(ways.before.keys, ways.before.decision);
    m_after->setLitPath(ways.after.keys, ways.after.decision);
}

void ComparedGraphs::showMarks() {
    for (ComparedCanvas* canvas : {m_before, m_after}) {
        canvas->setLitPath({}, nullptr);
        canvas->setMarkedOnly(true);
    }
}

void ComparedGraphs::applyTheme() {
    const FlowColors colors = flowColors(Theme::colors());
    m_before->setColors(colors);
    m_after->setColors(colors);
    const double scale = devicePixelRatioF();
    m_signs[0]->setPixmap(signPixmap(ChangeMark::OnlyHere, ComparedSideKind::Before, scale));
    m_signs[1]->setPixmap(signPixmap(ChangeMark::OnlyHere, ComparedSideKind::After, scale));
    m_signs[2]->setPixmap(signPixmap(ChangeMark::Differs, ComparedSideKind::After, scale));
}

}  // namespace gatesight::ui
