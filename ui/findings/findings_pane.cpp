#include "ui/findings/findings_pane.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

namespace gatesight::ui {

using model::Severity;

FindingsPane::FindingsPane(Session& session, QWidget* parent)
    : FindingsPane(session, new FindingsModel, parent) {}

FindingsPane::FindingsPane(Session& session, FindingsModel* model, QWidget* parent)
    : WordsPane(session, model,
                {QStringLiteral("findings"), tr("Findings"), tr("Filter findings"),
                 FindingsModel::RuleColumn},
                parent),
      m_model(model) {
    QHeaderView* header = view()->horizontalHeader();
    header->setSectionResizeMode(FindingsModel::MessageColumn, QHeaderView::Stretch);
    header->resizeSection(FindingsModel::ObjectColumn, 240);
    header->resizeSection(FindingsModel::PlaceColumn, 160);
    header->resizeSection(FindingsModel::RuleColumn, 220);
    const auto add = [this](Severity severity, const char* iconName, Tint tint,
                            const QString& name) {
        QToolButton* button = addKind(static_cast<int>(severity), name, name);
        button->setIcon(icon(QString::fromLatin1(iconName), tint));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    };
    add(Severity::Error, "error", Tint::Bad, tr("Show errors"));
    add(Severity::Warning, "warning", Tint::Warning, tr("Show warnings"));
    add(Severity::Info, "info", Tint::Info, tr("Show notes"));
    start();
}

void FindingsPane::load(LoadedPtr loaded) {
    m_model->setLoaded(std::move(loaded));
}

void FindingsPane::explainEmptiness(EmptyNote& note) const {
    if (session().simulation())
        note.setTexts(
            tr("No findings"),
            tr("The API server would take every object, and every reference leads somewhere."));
    else
        note.setTexts(tr("Nothing is loaded"), {});
}

model::SourceLocation FindingsPane::sourceOf(int row, int /*column*/) const {
    return m_model->finding(row).source;
}

}  // namespace gatesight::ui
