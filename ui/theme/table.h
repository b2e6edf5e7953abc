// The look and manners that all tables share.
#pragma once

class QTableView;
class QString;

namespace gatesight::ui {

/// No grid, whole rows, quiet headers, rows as high as a line of text; `name` is the accessible
/// name.
void styleTable(QTableView& table, const QString& name);

}  // namespace gatesight::ui
