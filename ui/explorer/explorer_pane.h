// The explorer: everything that is loaded, by namespace or by kind.
#pragma once

#include "ui/explorer/explorer_model.h"
#include "ui/session/session.h"

#include <QFrame>

class QLabel;
class QToolButton;
class QTreeView;

namespace gatesight::ui {

class ExplorerPane : public QFrame {
    Q_OBJECT

public:
    explicit ExplorerPane(Session& session, QWidget* parent = nullptr);
    [[nodiscard]] QTreeView* view() const { return m_view; }

private:
    QToolButton* groupingButton(const QString& text, ExplorerModel::Grouping grouping);
    void refill();
    void filter();
    void showSelection();
    void activate(const QModelIndex& index);

    Session& m_session;
    ExplorerModel::Grouping m_grouping = ExplorerModel::Grouping::ByNamespace;
    ExplorerModel* m_model;
    ExplorerFilter* m_filter;
    QTreeView* m_view;
    QLabel* m_count;
    bool m_showing = false;  ///< the view follows the session, not the user
};

}  // namespace gatesight::ui
