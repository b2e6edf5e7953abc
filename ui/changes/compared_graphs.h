// Both graphs of a comparison, side by side; one looks where the other does.
#pragma once

#include "ui/changes/compared_canvas.h"
#include "ui/changes/comparison.h"

#include <QList>
#include <QWidget>

class QLabel;

namespace gatesight::ui {

class ComparedGraphs : public QWidget {
    Q_OBJECT

public:
    explicit ComparedGraphs(QWidget* parent = nullptr);

    void tell(const Comparison& comparison, bool reduceMotion);
    /// A node on both sides; empty: none.
    void select(const std::string& key);
    /// The way of a request on both sides.
    void light(const MovedWays& ways);
    /// What differs stands out instead.
    void showMarks();
    void applyTheme();

    [[nodiscard]] ComparedCanvas* before() const { return m_before; }
    [[nodiscard]] ComparedCanvas* after() const { return m_after; }

Q_SIGNALS:
    /// A node of either graph; empty: the ground between them.
    void chosen(const std::string& key);

private:
    [[nodiscard]] QWidget* makeLegend();
    void connectSides();
    void follow(ComparedCanvas* leader, ComparedCanvas* follower);

    ComparedCanvas* m_before = nullptr;
    ComparedCanvas* m_after = nullptr;
    QLabel* m_beforeName = nullptr;
    QLabel* m_afterName = nullptr;
    QList<QLabel*> m_signs;    ///< of the legend
    bool m_following = false;  ///< one graph is made to look as the other does
};

}  // namespace gatesight::ui
