// Which colour is what, below a chart; wraps, and shortens names that do not fit.
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace gatesight::ui {

class ChartLegend : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString name;
        QColor color;
    };

    explicit ChartLegend(QWidget* parent = nullptr);
    void setEntries(std::vector<Entry> entries);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// Places of the entries in a width.
    [[nodiscard]] std::vector<QRect> places(int width) const;
    std::vector<Entry> m_entries;
};

}  // namespace gatesight::ui
