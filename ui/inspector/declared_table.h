// What the definition of a custom kind declares, field by field, beside the values of an object.
#pragma once

#include "model/schema/declared_fields.h"

#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace gatesight::ui {

class DeclaredTable : public QWidget {
    Q_OBJECT

public:
    explicit DeclaredTable(QWidget* parent = nullptr);
    /// `definition` is its name, "widgets.example.com".
    void show(const QString& definition, std::vector<model::DeclaredField> fields);
    [[nodiscard]] QTreeWidget* view() const { return m_view; }

Q_SIGNALS:
    /// The user asks for the place of a value that is written.
    void fieldChosen(model::NodeId node);

private:
    [[nodiscard]] QTreeWidgetItem* itemOf(const model::DeclaredField& field) const;
    void showDescription();

    QLabel* m_title;
    QTreeWidget* m_view;
    QLabel* m_description;
    std::vector<model::DeclaredField> m_fields;
};

}  // namespace gatesight::ui
